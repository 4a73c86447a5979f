using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Local.Graph;

/// <summary>Users: reading, finding, inviting, managers, deletion.</summary>
static partial class GraphUsers
{
    const string Columns = $"{Fields} FROM graph_users";
    const string Domain = "mls.example";

    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Fields = "id, upn, mail, name, type, manager, id IN (SELECT user_id FROM graph_accepted)";

    static readonly string[] DefaultProperties = ["id", "displayName", "mail", "userPrincipalName"];

    public static void CreateTable(DatabaseSession db)
    {
        db.Execute("""
            CREATE TABLE IF NOT EXISTS graph_users (
                id TEXT PRIMARY KEY,
                upn TEXT NOT NULL UNIQUE COLLATE NOCASE,
                mail TEXT COLLATE NOCASE,
                name TEXT NOT NULL,
                type TEXT NOT NULL,
                manager TEXT)
            """);
        db.Execute("CREATE INDEX IF NOT EXISTS graph_users_mail ON graph_users (mail)");
        db.Execute("CREATE TABLE IF NOT EXISTS graph_accepted (user_id TEXT PRIMARY KEY) WITHOUT ROWID");
    }

    public static string Add(DatabaseSession db, string upn, string mail, string name, string type, string? managerId = null)
    {
        var id = Guid.NewGuid().ToString();
        db.Execute("INSERT INTO graph_users VALUES ($1, $2, $3, $4, $5, $6)", id, upn, mail, name, type, managerId);
        return id;
    }

    /// <summary>The guest with that address accepts the invitation.</summary>
    public static bool Accept(DatabaseSession db, string mail) => db.Execute(
        "INSERT OR REPLACE INTO graph_accepted SELECT id FROM graph_users WHERE mail = $1 AND type = 'Guest'", mail) == 1;

    /// <summary>By id or user principal name.</summary>
    public static User? Find(DatabaseSession db, string key) =>
        db.Query($"SELECT {Columns} WHERE id = $1 OR upn = $1", Read, key).SingleOrDefault();

    public static GraphAnswer Get(DatabaseSession db, GraphRequest request, string key) =>
        Find(db, key) is { } user ? GraphAnswer.Ok(Json(user, request)) : GraphAnswer.NotFound(key);

    public static GraphAnswer List(DatabaseSession db, GraphRequest request)
    {
        if (!request.Query.TryGetValue("$filter", out var filter))
        {
            return Page($"SELECT {Columns} ORDER BY name, id");
        }

        var conditions = filter.Split(" or ", StringSplitOptions.TrimEntries).Select(text => Condition().Match(text)).ToList();
        if (!conditions.All(condition => condition.Success))
        {
            return GraphAnswer.BadRequest($"Unsupported filter: {filter}", "Request_UnsupportedQuery");
        }

        // In SQL, where an index finds who was invited: every enrollment asks.
        var where = conditions.Select((condition, i) => $"{Column(condition.Groups["property"].Value)} = ${i + 1} COLLATE NOCASE");
        return Page(
            $"SELECT {Columns} WHERE {string.Join(" OR ", where)} ORDER BY name, id",
            [.. conditions.Select(condition => condition.Groups["value"].Value.Replace("''", "'"))]);

        GraphAnswer Page(string sql, params object?[] values) =>
            GraphAnswer.Page(db.Query(sql, Read, values).Select(user => Json(user, request)));
    }

    public static GraphAnswer Delete(DatabaseSession db, string key)
    {
        if (Find(db, key) is not { } user)
        {
            return GraphAnswer.NotFound(key);
        }

        db.Execute("DELETE FROM graph_members WHERE user_id = $1", user.Id);
        db.Execute("UPDATE graph_users SET manager = NULL WHERE manager = $1", user.Id);
        db.Execute("DELETE FROM graph_accepted WHERE user_id = $1", user.Id);
        db.Execute("DELETE FROM graph_users WHERE id = $1", user.Id);
        return GraphAnswer.NoContent;
    }

    public static GraphAnswer GetManager(DatabaseSession db, GraphRequest request, string key)
    {
        if (Find(db, key) is not { } user)
        {
            return GraphAnswer.NotFound(key);
        }

        return user.ManagerId is not null && Find(db, user.ManagerId) is { } manager
            ? GraphAnswer.Ok(Json(manager, request))
            : GraphAnswer.NotFound("manager");
    }

    public static GraphAnswer SetManager(DatabaseSession db, GraphRequest request, string key)
    {
        if (Find(db, key) is not { } user)
        {
            return GraphAnswer.NotFound(key);
        }

        if (Find(db, request.Reference ?? "") is not { } manager)
        {
            return GraphAnswer.NotFound(request.Reference ?? "");
        }

        db.Execute("UPDATE graph_users SET manager = $1 WHERE id = $2", manager.Id, user.Id);
        return GraphAnswer.NoContent;
    }

    public static GraphAnswer Invite(DatabaseSession db, GraphRequest request)
    {
        var (mail, redirect) = (request.Text("invitedUserEmailAddress"), request.Text("inviteRedirectUrl"));
        if (mail is null || redirect is null)
        {
            return GraphAnswer.BadRequest("invitedUserEmailAddress and inviteRedirectUrl are required.", "BadRequest");
        }

        if (!InvitableAddress().IsMatch(mail))
        {
            return GraphAnswer.BadRequest("The invited user's email address is not valid.", "BadRequest");
        }

        var existing = db.Query($"SELECT {Columns} WHERE mail = $1", Read, mail).FirstOrDefault();
        if (existing is { Type: "Member" })
        {
            return GraphAnswer.BadRequest($"The invited user already exists in the directory as object ID: {existing.Id}.", "BadRequest");
        }

        var name = request.Text("invitedUserDisplayName") ?? mail.Split('@')[0];
        var id = existing?.Id ?? Add(db, $"{mail.Replace('@', '_')}#EXT#@{Domain}", mail, name, "Guest");
        return GraphAnswer.Created(Invitation(request, id, mail, redirect));
    }

    static JsonObject Invitation(GraphRequest request, string userId, string mail, string redirect)
    {
        var invitation = Guid.NewGuid().ToString();
        return new JsonObject
        {
            ["id"] = invitation,
            ["inviteRedeemUrl"] = $"https://login.microsoftonline.com/redeem?ticket={invitation}",
            ["invitedUserDisplayName"] = request.Text("invitedUserDisplayName"),
            ["invitedUserEmailAddress"] = mail,
            ["invitedUserType"] = "Guest",
            ["inviteRedirectUrl"] = redirect,
            ["sendInvitationMessage"] = request.Body["sendInvitationMessage"]?.GetValue<bool>() ?? false,
            ["status"] = "PendingAcceptance",
            ["invitedUser"] = new JsonObject { ["id"] = userId },
        };
    }

    public static JsonObject Json(User user, GraphRequest request)
    {
        var wanted = request.Query.TryGetValue("$select", out var select) ? select.Split(',', StringSplitOptions.TrimEntries) : DefaultProperties;
        var body = new JsonObject { ["@odata.type"] = "#microsoft.graph.user" };
        foreach (var (name, value) in Properties(user).Where(property => wanted.Contains(property.Name, StringComparer.OrdinalIgnoreCase)))
        {
            body[name] = value;
        }

        return body;
    }

    public static User Read(DatabaseRow row) => new(
        row.GetString(0), row.GetString(1), row.IsNull(2) ? null : row.GetString(2), row.GetString(3), row.GetString(4), row.IsNull(5) ? null : row.GetString(5),
        row.GetInt64(6) != 0);

    static string Column(string property) => property switch
    {
        "displayName" => "name",
        "userPrincipalName" => "upn",
        "userType" => "type",
        _ => property,
    };

    static IEnumerable<(string Name, string? Value)> Properties(User user) =>
    [
        ("id", user.Id), ("displayName", user.Name), ("mail", user.Mail), ("userPrincipalName", user.Upn), ("userType", user.Type),
        ("externalUserState", user.Type != "Guest" ? null : user.HasAccepted ? "Accepted" : "PendingAcceptance"),
    ];

    [GeneratedRegex("^(?<property>id|displayName|mail|userPrincipalName|userType) eq '(?<value>([^']|'')*)'$")]
    private static partial Regex Condition();

    // The characters that an invited address may not have: learn.microsoft.com/graph/api/resources/invitation.
    [GeneratedRegex("""^(?![.-])[^\s@~!#$%^&*()+=\[\]{}\\/|;:"<>?,]+(?<![.-])@[^\s@~!#$%^&*()+=\[\]{}\\/|;:"<>?,]+\.[^\s@~!#$%^&*()+=\[\]{}\\/|;:"<>?,]+$""")]
    private static partial Regex InvitableAddress();

    internal sealed record User(string Id, string Upn, string? Mail, string Name, string Type, string? ManagerId, bool HasAccepted);
}
