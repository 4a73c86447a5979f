using Azure.Data.Tables;
using Local;
using Local.Graph;
using Local.Host;
using MemberServices.Directory;
using MemberServices.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace MemberServices.Tests.Directory;

/// <summary>The provisioner, with a directory and tables whose calls pass gates, on a clock that stands.</summary>
sealed class TestDirectory : IAsyncDisposable
{
    /// <summary>Why somebody is suspended.</summary>
    public const string Reason = "EN-AAA222.class";

    readonly LocalMachine machine = new(start: Mls.MondayMorning);
    readonly MemberDirectory members;
    readonly GraphServiceClient graph;

    public TestDirectory()
    {
        Gate = new GraphGate(Graph.CreateHandler());
        graph = new GraphServiceClient(new HttpClient(Gate), new AnonymousAuthenticationProvider());
        var options = new TableClientOptions { Transport = new TablesGate(machine.Part<LocalTransport>()) };
        options.Retry.MaxRetries = 0;
        var tables = new TableServiceClient(machine.TablesEndpoint, new LocalCredential(), options);
        tables.CreateTableIfNotExists(DirectoryLedger.TableName);
        members = new MemberDirectory(graph, new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Directory:MembersGroupId"] = LocalGraph.MembersGroupId }).Build());
        Provisioner = new DirectoryProvisioner(members, new DirectoryLedger(tables, machine.Clock), new SiteAddress("https://mls.example/"), machine.Clock);
    }

    public DirectoryProvisioner Provisioner { get; }

    public LocalGraph Graph => machine.Part<LocalGraph>();

    public GraphGate Gate { get; }

    public DateTimeOffset Now => machine.Clock.GetUtcNow();

    public Task AdvanceAsync(TimeSpan by) => machine.Clock.AdvanceAsync(by);

    public Task<DirectoryAccess> GrantAsync(string holder, string email) => Provisioner.GrantAsync(holder, email, "Jane Doe");

    /// <summary>Grants, revokes, suspends or restores; a repeat of what failed.</summary>
    public Task DoAsync(Act act, string holder, string email) => act switch
    {
        Act.Grants => GrantAsync(holder, email),
        Act.Revokes => Provisioner.RevokeAsync(holder, email),
        Act.Suspends => Provisioner.SuspendAsync(holder, email, Reason),
        _ => Provisioner.RestoreAsync(holder, email, "Jane Doe", Reason),
    };

    /// <summary>Tries until it works, as orchestrations do.</summary>
    public async Task DoesAsync(Act act, string holder, string email)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await DoAsync(act, holder, email);
                return;
            }
            catch (TransientDirectoryException) when (attempt < 5)
            {
                await AdvanceAsync(DirectoryLedger.LongestTurn);
            }
        }
    }

    public Task JoinAsync(string id) => members.JoinAsync(id);

    public Task DeleteAsync(string id) => members.DeleteAsync(id);

    /// <summary>All users with an address.</summary>
    public async Task<IReadOnlyList<ShownUser>> UsersAsync(string email)
    {
        var found = await graph.Users.GetAsync(request =>
        {
            request.QueryParameters.Filter = $"mail eq '{email}'";
            request.QueryParameters.Select = ["id", "externalUserState"];
        });
        var shown = new List<ShownUser>();
        foreach (var user in found!.Value!)
        {
            shown.Add(new ShownUser(user.Id!, user.ExternalUserState == "PendingAcceptance", await members.IsMemberAsync(user.Id!)));
        }

        return shown;
    }

    /// <summary>Somebody whom the directory has before us.</summary>
    /// <param name="kind">"staff", "guest" or "pending"; any other: nobody.</param>
    public async Task<string?> AddAsync(string kind, string email, bool isMember)
    {
        var id = kind switch
        {
            "staff" => await Graph.AddUserAsync(email, "Sam Staff"),
            "guest" or "pending" => (await members.InviteAsync(email, "Jane Doe", "https://mls.example/")).UserId,
            _ => null,
        };
        if (kind == "guest")
        {
            await Graph.AcceptAsync(email);
        }

        if (id is not null && isMember)
        {
            await JoinAsync(id);
        }

        return id;
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();
}
