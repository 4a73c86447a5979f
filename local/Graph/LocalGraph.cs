using System.Text.Json;
using System.Text.Json.Nodes;
using Local.SignIn;
using Microsoft.AspNetCore.WebUtilities;

namespace Local.Graph;

/// <summary>
/// A directory that answers the calls of Microsoft Graph v1.0 that the app makes, with Graph's statuses and error
/// bodies, kept in the machine's database. Access tokens are not checked. Sources: learn.microsoft.com/graph/api
/// (user-get, user-update, user-list-manager, invitation-post, group-list-transitivemembers, group-post-members, group-delete-members,
/// directoryobject-checkmembergroups, user-post-events, user-list-events, event-get, event-update, event-delete). The sample's staff stand in it from the start: <see cref="SampleStaff"/>.
/// </summary>
public sealed class LocalGraph
{
    /// <summary>The id of the group that stands there from the start, for members.</summary>
    public const string MembersGroupId = "6d454d42-4552-5300-8000-000000000001";

    readonly LocalMachine machine;

    public LocalGraph(LocalMachine machine)
    {
        this.machine = machine;
        machine.Database.WriteAsync(db =>
        {
            GraphUsers.CreateTable(db);
            GraphInvitation.CreateTable(db);
            GraphGroups.CreateTables(db);
            GraphEvents.CreateTable(db);
            SampleStaff.AddTo(db);
        }).GetAwaiter().GetResult();
    }

    /// <summary>What goes wrong, for requests such as <c>POST /v1.0/invitations</c>.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Adds a person of the organization, who isn't a guest.</summary>
    /// <param name="principalName">The user principal name, which is the mail address too.</param>
    /// <param name="name">Shown to others.</param>
    /// <param name="managerId">The id of the user's manager.</param>
    /// <param name="phone">Their business phone, as somebody typed it; null: none.</param>
    /// <param name="title">Their job title; null: none.</param>
    /// <returns>The new user's id.</returns>
    public Task<string> AddUserAsync(string principalName, string name, string? managerId = null, string? phone = null, string? title = null) =>
        machine.Database.WriteAsync(db => GraphUsers.Add(db, principalName, principalName, name, "Member", managerId, phone, title));

    /// <summary>The guest with that address accepts the invitation: their <c>externalUserState</c> is Accepted from then on.</summary>
    /// <exception cref="ArgumentException">There is no such guest.</exception>
    public async Task AcceptAsync(string mail)
    {
        if (!await machine.Database.WriteAsync(db => GraphUsers.Accept(db, mail)))
        {
            throw new ArgumentException($"No guest has the address {mail}.", nameof(mail));
        }
    }

    /// <summary>Where this machine's pages are: invitations are accepted there. Null: invitations lead to Microsoft's own page.</summary>
    public Uri? PagesAddress { get; set; }

    /// <summary>How many guests were invited, and how many of them have accepted.</summary>
    public (int Invited, int Accepted) Guests => machine.Database.Read(GraphUsers.CountGuests);

    /// <summary>The guest's state, or null when no guest has that address.</summary>
    internal bool? HasAccepted(string mail) => machine.Database.Read(db => GraphUsers.HasAccepted(db, mail));

    /// <summary>The invitation with that ticket, or null.</summary>
    internal GraphInvitation? FindInvitation(string ticket) => machine.Database.Read(db => GraphInvitation.Find(db, ticket));

    /// <summary>The organization's people, who aren't guests and whose accounts can be used, by name.</summary>
    internal IReadOnlyList<SignInPerson> People() => machine.Database.Read(db => db.Query(
        """
        SELECT u.id, u.name, coalesce(u.mail, u.upn), coalesce((
            SELECT group_concat(g.name, ', ') FROM graph_members m JOIN graph_groups g ON g.id = m.group_id WHERE m.user_id = u.id), '')
        FROM graph_users u WHERE u.type = 'Member' AND u.enabled = 1 ORDER BY u.name, u.id
        """,
        row => new SignInPerson(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))));

    /// <summary>What stands on people's calendars, by person and time.</summary>
    public IReadOnlyList<CalendarEvent> Calendars => machine.Database.Read(GraphEvents.All);

    /// <summary>Makes a handler to give to an HttpClient; it answers requests to graph.microsoft.com and leaves the others to <paramref name="others"/>.</summary>
    public HttpMessageHandler CreateHandler(HttpMessageHandler? others = null) => new GraphHandler(this) { InnerHandler = others ?? new SocketsHttpHandler() };

    /// <summary>Answers a request whose path begins with <c>/v1.0/</c>, whatever its host.</summary>
    internal async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var now = machine.Clock.GetUtcNow();
        var fault = Faults.Take(request);
        if (fault is { Status: not null })
        {
            return GraphAnswer.Of(fault).ToResponse(request, now);
        }

        var answer = await AnswerAsync(request, now, cancellationToken);
        return fault is null ? answer.ToResponse(request, now) : throw Fault.Lost();
    }

    async Task<GraphAnswer> AnswerAsync(HttpRequestMessage request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = new JsonObject();
        if (request.Content is { } content && await content.ReadAsByteArrayAsync(cancellationToken) is { Length: > 0 } bytes)
        {
            try
            {
                body = JsonNode.Parse(bytes) as JsonObject ?? throw new JsonException();
            }
            catch (JsonException)
            {
                return GraphAnswer.BadRequest("Unable to read JSON request payload.", "BadRequest");
            }
        }

        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        if (path is not ["v1.0", ..])
        {
            return GraphAnswer.BadRequest("Invalid version.", "BadRequest");
        }

        var query = QueryHelpers.ParseQuery(request.RequestUri.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var parsed = new GraphRequest(request.Method, request.RequestUri, path[1..], query, body, now) { PagesAddress = PagesAddress };
        return request.Method == HttpMethod.Get
            ? machine.Database.Read(db => Route(db, parsed))
            : await machine.Database.WriteAsync(db => Route(db, parsed));
    }

    static GraphAnswer Route(DatabaseSession db, GraphRequest request) => (request.Method.Method, request.Path) switch
    {
        ("POST", ["invitations"]) => GraphUsers.Invite(db, request),
        ("GET", ["users"]) => GraphUsers.List(db, request),
        ("GET", ["users", var user]) => GraphUsers.Get(db, request, user),
        ("PATCH", ["users", var user]) => GraphUsers.Update(db, request, user),
        ("DELETE", ["users", var user]) => GraphUsers.Delete(db, user),
        ("GET", ["users", var user, "manager"]) => GraphUsers.GetManager(db, request, user),
        ("PUT", ["users", var user, "manager", "$ref"]) => GraphUsers.SetManager(db, request, user),
        (_, ["users", var user, "events", ..]) => GraphEvents.Answer(db, request, user),
        ("POST", ["users", var user, "checkMemberGroups"]) => GraphGroups.CheckMember(db, request, user),
        ("GET", ["groups"]) => GraphGroups.List(db, request),
        ("GET", ["groups", var group]) => GraphGroups.Get(db, group),
        ("GET", ["groups", var group, "members"]) => GraphGroups.Members(db, request, group),
        ("GET", ["groups", var group, "transitiveMembers"]) => GraphGroups.TransitiveMembers(db, request, group),
        ("POST", ["groups", var group, "members", "$ref"]) => GraphGroups.AddMember(db, request, group),
        ("DELETE", ["groups", var group, "members", var member, "$ref"]) => GraphGroups.RemoveMember(db, group, member),
        _ => GraphAnswer.Unknown(request),
    };

    sealed class GraphHandler(LocalGraph graph) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.Host.Equals("graph.microsoft.com", StringComparison.OrdinalIgnoreCase))
            {
                return base.SendAsync(request, cancellationToken);
            }

            graph.machine.Meter.Add(Metered.DirectoryCalls, request.Method.Method);
            return graph.AnswerAsync(request, cancellationToken);
        }
    }
}
