using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Local;
using Local.Host;
using Local.Systems;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Policies;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests;

/// <summary>
/// The whole app of one MLS, running in this process, its clock standing until a test moves it. What people and other
/// systems do there is in this class's other files, one per feature.
/// </summary>
public sealed partial class Mls : IAsyncDisposable
{
    /// <summary>A Monday, 9 o'clock in Chicago.</summary>
    public static readonly DateTimeOffset MondayMorning = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(-6));

    /// <summary>What the clock showed last: a clock that stands isn't to move while the app is down.</summary>
    const string ShownFile = "shown";

    /// <summary>The policies that come with the app.</summary>
    public static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "policies.json");

    /// <summary>The argument that starts the app with them.</summary>
    public static readonly string AsShipped = $"--Policies:File={Shipped}";

    /// <summary>The same, and nobody is asked how we did: who is, depends on the number of a case, which is another in each run.</summary>
    public static string WithoutSurveys => $"--Policies:File={Unasked.Value}";

    static readonly Lazy<string> Unasked = new(() => WithPolicies("unasked", _ => { }));

    /// <summary>The same without the stages that end only when somebody outside does something, for stories that aren't about these.</summary>
    static readonly Lazy<string> Short = new(() => WithPolicies("short", file =>
    {
        var stages = file["enrollment"]!["stages"]!.AsArray();
        stages.Remove(stages.Single(stage => (string?)stage!["id"] == "checklist"));
    }));

    readonly LocalHost host;

    Mls(LocalHost host)
    {
        this.host = host;
        Http = NewBrowser(host.Address);
        Api = NewBrowser(host.Address);
        Api.DefaultRequestHeaders.Add("x-functions-key", host.Key);
    }

    public LocalMachine Machine => host.Machine;

    public LocalClock Clock => Machine.Clock;

    /// <summary>Somebody's browser: no key, redirects aren't followed.</summary>
    public HttpClient Http { get; }

    /// <summary>Another system, with the function key.</summary>
    public HttpClient Api { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>Finance, the MLS system and the lockbox provider: they answer at once unless a story says otherwise.</summary>
    public Counterparts Systems => Machine.Part<Counterparts>();

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Starts it in memory on a Monday morning.</summary>
    /// <param name="more">Further arguments of the command line, such as <c>--Email:Sender=a@b.example</c>.</param>
    public static Task<Mls> StartAsync(params string[] more) => StartAsync(["--memory", "--start", $"{MondayMorning:O}"], more);

    /// <summary>Starts it with some services of the test's own.</summary>
    public static Task<Mls> StartAsync(Action<IHostApplicationBuilder> configure, params string[] more) =>
        StartAsync(["--memory", "--start", $"{MondayMorning:O}"], more, configure);

    /// <summary>Starts it on a data folder; again on the same folder, it goes on where it was and when it was.</summary>
    public static async Task<Mls> StartAsync(DirectoryInfo folder, params string[] more)
    {
        var shown = Path.Combine(folder.FullName, ShownFile);
        var start = File.Exists(shown) ? await File.ReadAllTextAsync(shown) : $"{MondayMorning:O}";
        return await StartAsync(["--data", folder.FullName, "--start", start], more);
    }

    /// <summary>Moves the clock and runs what falls due on the way.</summary>
    public Task Advance(double days = 0, double hours = 0, double minutes = 0) =>
        Advance(TimeSpan.FromDays(days) + TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(minutes));

    /// <inheritdoc cref="Advance(double, double, double)"/>
    public Task Advance(TimeSpan by) => Clock.AdvanceAsync(by);

    /// <summary>Waits until everything that can happen now has happened.</summary>
    public Task Settle() => Clock.SettleAsync();

    public Mailbox Inbox(string address) => new(this, address);
    public Mailbox Inbox(Application applicant) => Inbox(applicant.MemberEmail);
    public Mailbox Inbox(OfficeBroker broker) => Inbox(broker.MemberEmail);

    public static async Task<JsonElement> Json(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Api.Dispose();
        await host.StopAsync();
        if (Machine.Folder is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, ShownFile), $"{Now:O}");
        }

        host.Dispose();
    }

    static async Task<Mls> StartAsync(string[] where, string[] more, Action<IHostApplicationBuilder>? configure = null)
    {
        string[] policies = more.Any(argument => argument.StartsWith("--Policies:File=", StringComparison.Ordinal)) ? [] : [$"--Policies:File={Short.Value}"];
        var host = Build([.. where, "--speed", "0", "--urls", "http://127.0.0.1:0", .. policies, .. more], configure);
        host.Machine.Part<Counterparts>().AnswersAfter = TimeSpan.Zero;
        try
        {
            await host.StartAsync();
            return new Mls(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Writes the policies that come with the app, changed, to a file. Nobody is asked how we did, by chance, unless the change says so.</summary>
    /// <param name="name">The file's; the same name is the same change.</param>
    /// <param name="change">Takes the whole file.</param>
    public static string WithPolicies(string name, Action<JsonNode> change)
    {
        var file = PolicyText.Parse();
        file["surveys"]!["sharePercent"] = 0;
        change(file);
        var path = Path.Combine(System.IO.Directory.CreateTempSubdirectory("mls-policies-").FullName, $"{name}.json");
        File.WriteAllText(path, file.ToJsonString());
        return path;
    }

    /// <summary>The app, not started.</summary>
    public static LocalHost Build(params string[] args) => Build(args, null);

    static LocalHost Build(string[] args, Action<IHostApplicationBuilder>? configure) =>
        LocalHost.Build(args, typeof(App).Assembly, (settings, local) => App.Build(settings, app =>
        {
            local(app);
            configure?.Invoke(app);
        }));

    static HttpClient NewBrowser(Uri address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
}
