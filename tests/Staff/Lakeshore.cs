using Local;
using Local.Graph;
using MemberServices.Staff;
using MemberServices.Tests.Graph;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace MemberServices.Tests.Staff;

/// <summary>The sample MLS's directory and who asks it, with the clock standing until a test moves it.</summary>
sealed class Lakeshore : IAsyncDisposable
{
    readonly LocalMachine machine = new(start: Mls.MondayMorning);
    readonly Counter counter;
    readonly Lines log = new();

    public Lakeshore(StaffPolicy? policy = null)
    {
        counter = new Counter { InnerHandler = Graph.CreateHandler() };
        Staff = new StaffDirectory(
            new GraphServiceClient(new HttpClient(counter), new AnonymousAuthenticationProvider()),
            policy ?? Pages.Rendering.Policies.Staff,
            machine.Clock,
            log);
    }

    public StaffDirectory Staff { get; }

    public FaultPlan Faults => machine.Part<LocalGraph>().Faults;

    /// <summary>The requests made so far: <c>/v1.0/groups/…</c>.</summary>
    public IReadOnlyList<string> Requests => [.. counter.Paths];

    /// <summary>The warnings and errors logged so far.</summary>
    public IReadOnlyList<string> Log => [.. log.Written];

    LocalGraph Graph => machine.Part<LocalGraph>();

    /// <summary>The connection breaks for requests whose address contains this. Null: for none.</summary>
    public string? Breaks { set => counter.Breaks = value; }

    /// <summary>Requests wait from now on, until what is returned is disposed of.</summary>
    public IDisposable Holds() => counter.Hold();

    public Task Advance(double minutes) => machine.Clock.AdvanceAsync(TimeSpan.FromMinutes(minutes));

    public async Task<IReadOnlyList<string>> Names(string role) => [.. (await Staff.PeopleOfAsync(role)).Select(person => person.Name)];

    /// <summary>Somebody new in a group. Whoever has no address of their own gets one at the MLS.</summary>
    /// <returns>The user's id.</returns>
    public async Task<string> Joins(string group, string name, string? address = null, string? phone = null, string? title = null)
    {
        var id = await Graph.AddUserAsync(address ?? $"{name.ToLowerInvariant().Replace(' ', '.')}@lakeshore-mls.example", name, phone: phone, title: title);
        await PutsInto(group, id);
        return id;
    }

    /// <summary>A user or a group becomes a member of a group.</summary>
    public Task PutsInto(string group, string member) => Admin.Groups[group].Members.Ref.PostAsync(WhenTheAppCallsGraph.Reference(member));

    public async Task TakesOut(string group, string address) => await Admin.Groups[group].Members[await IdOf(address)].Ref.DeleteAsync();

    public async Task Disables(string address) => await Admin.Users[address].PatchAsync(new() { AccountEnabled = false });

    public async Task Deletes(string address) => await Admin.Users[address].DeleteAsync();

    public async Task<StaffPerson> Person(string address) => (await Staff.FindAsync(address))!.Person;

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    /// <summary>The organization's administrator, on a line that isn't counted.</summary>
    GraphServiceClient Admin => WhenTheAppCallsGraph.Client(machine);

    async Task<string> IdOf(string address) => (await Admin.Users[address].GetAsync())!.Id!;

    sealed class Counter : DelegatingHandler
    {
        TaskCompletionSource gate = Opened();

        public System.Collections.Concurrent.ConcurrentQueue<string> Paths { get; } = new();

        public string? Breaks { get; set; }

        public IDisposable Hold()
        {
            gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new Opener(gate);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Paths.Enqueue(request.RequestUri!.PathAndQuery);
            await gate.Task;
            if (Breaks is { } part && request.RequestUri.Query.Contains(part))
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            }

            return await base.SendAsync(request, cancellationToken);
        }

        static TaskCompletionSource Opened()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }

        sealed class Opener(TaskCompletionSource gate) : IDisposable
        {
            public void Dispose() => gate.TrySetResult();
        }
    }

    sealed class Lines : ILogger<StaffDirectory>
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Written { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            Written.Enqueue($"{level}: {format(state, exception)}");
    }
}
