using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Local.Graph;

/// <summary>Users: reading, finding, inviting, managers, accounts, deletion.</summary>
static partial class GraphUsers
{
    const string Select = $"SELECT {GraphUser.Columns} FROM graph_users u";
    const string Domain = "mls.example";

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

        // A data folder that was made before has the table without them.
        foreach (var (name, column) in new[] { ("enabled", "INTEGER NOT NULL DEFAULT 1"), ("phone", "TEXT"), ("title", "TEXT") })
        {
            if (db.Scalar<long>("SELECT count(*) FROM pragma_table_info('graph_users') WHERE name = $1", name) == 0)
            {
                db.Execute($"ALTER TABLE graph_users ADD COLUMN {name} {column}");
            }
        }
        db.Execute("CREATE TABLE IF NOT EXISTS graph_accepted (user_id TEXT PRIMARY KEY) WITHOUT ROWID");
    }

    public static string Add(DatabaseSession db, string upn, string mail, string name, string type, string? managerId = null, string? phone = null, string? title = null)
    {
        var id = Guid.NewGuid().ToString();
        db.Execute(
            "INSERT INTO graph_users (id, upn, mail, name, type, manager, phone, title) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id, upn, mail, name, type, managerId, phone, title);
        return id;
    }

    /// <summary>The guest with that address accepts the invitation.</summary>
    public static bool Accept(DatabaseSession db, string mail) => db.Execute(
        "INSERT OR REPLACE INTO graph_accepted SELECT id FROM graph_users WHERE mail = $1 AND type = 'Guest'", mail) == 1;

    public static bool? HasAccepted(DatabaseSession db, string mail) =>
        db.Query($"{Select} WHERE mail = $1 AND type = 'Guest'", GraphUser.Read, mail).FirstOrDefault()?.HasAccepted;

    public static (int Invited, int Accepted) CountGuests(DatabaseSession db) => (
        (int)db.Scalar<long>("SELECT count(*) FROM graph_users WHERE type = 'Guest'"),
        (int)db.Scalar<long>("SELECT count(*) FROM graph_users u JOIN graph_accepted a ON a.user_id = u.id WHERE type = 'Guest'"));

    /// <summary>By id or user principal name.</summary>
    public static GraphUser? Find(DatabaseSession db, string key) =>
        db.Query($"{Select} WHERE id = $1 OR upn = $1", GraphUser.Read, key).SingleOrDefault();

    public static GraphAnswer Get(DatabaseSession db, GraphRequest request, string key) =>
        Find(db, key) is { } user ? GraphAnswer.Ok(user.Json(request)) : GraphAnswer.NotFound(key);

    public static GraphAnswer List(DatabaseSession db, GraphRequest request)
    {
        if (!request.Query.TryGetValue("$filter", out var filter))
        {
            return Page($"{Select} ORDER BY name, id");
        }

        var conditions = filter.Split(" or ", StringSplitOptions.TrimEntries).Select(text => Condition().Match(text)).ToList();
        if (!conditions.All(condition => condition.Success))
        {
            return GraphAnswer.BadRequest($"Unsupported filter: {filter}", "Request_UnsupportedQuery");
        }

        // In SQL, where an index finds who was invited: every enrollment asks.
        var where = conditions.Select((condition, i) => $"{Column(condition.Groups["property"].Value)} = ${i + 1} COLLATE NOCASE");
        return Page(
            $"{Select} WHERE {string.Join(" OR ", where)} ORDER BY name, id",
            [.. conditions.Select(condition => condition.Groups["value"].Value.Replace("''", "'"))]);

        GraphAnswer Page(string sql, params object?[] values) =>
            GraphAnswer.Page(db.Query(sql, GraphUser.Read, values).Select(user => user.Json(request)), request);
    }

    /// <summary>Lets a user's account be used, or not.</summary>
    public static GraphAnswer Update(DatabaseSession db, GraphRequest request, string key)
    {
        if (Find(db, key) is not { } user)
        {
            return GraphAnswer.NotFound(key);
        }

        if (request.Body.Any(property => property.Key is not ("accountEnabled" or "@odata.type"))
            || request.Body["accountEnabled"] is not JsonValue value || !value.TryGetValue(out bool enabled))
        {
            return GraphAnswer.BadRequest("The small Graph changes nothing of a user but accountEnabled.");
        }

        db.Execute("UPDATE graph_users SET enabled = $1 WHERE id = $2", enabled ? 1 : 0, user.Id);
        return GraphAnswer.NoContent;
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
        GraphInvitation.DeleteOf(db, user.Id);
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
            ? GraphAnswer.Ok(manager.Json(request))
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

        var existing = db.Query($"{Select} WHERE mail = $1", GraphUser.Read, mail).FirstOrDefault();
        if (existing is { Type: "Member" })
        {
            return GraphAnswer.BadRequest($"The invited user already exists in the directory as object ID: {existing.Id}.", "BadRequest");
        }

        var name = request.Text("invitedUserDisplayName") ?? mail.Split('@')[0];
        var id = existing?.Id ?? Add(db, $"{mail.Replace('@', '_')}#EXT#@{Domain}", mail, name, "Guest");
        var ticket = Guid.NewGuid().ToString();
        GraphInvitation.Add(db, ticket, id, redirect);
        return GraphAnswer.Created(Invitation(request, ticket, id, mail, redirect));
    }

    static JsonObject Invitation(GraphRequest request, string ticket, string userId, string mail, string redirect) =>
        new()
        {
            ["id"] = ticket,
            ["inviteRedeemUrl"] = GraphInvitation.RedeemAddress(request.PagesAddress, ticket),
            ["invitedUserDisplayName"] = request.Text("invitedUserDisplayName"),
            ["invitedUserEmailAddress"] = mail,
            ["invitedUserType"] = "Guest",
            ["inviteRedirectUrl"] = redirect,
            ["sendInvitationMessage"] = request.Body["sendInvitationMessage"]?.GetValue<bool>() ?? false,
            ["status"] = "PendingAcceptance",
            ["invitedUser"] = new JsonObject { ["id"] = userId },
        };

    static string Column(string property) => property switch
    {
        "displayName" => "name",
        "userPrincipalName" => "upn",
        "userType" => "type",
        _ => property,
    };

    [GeneratedRegex("^(?<property>id|displayName|mail|userPrincipalName|userType) eq '(?<value>([^']|'')*)'$")]
    private static partial Regex Condition();

    // The characters that an invited address may not have: learn.microsoft.com/graph/api/resources/invitation.
    [GeneratedRegex("""^(?![.-])[^\s@~!#$%^&*()+=\[\]{}\\/|;:"<>?,]+(?<![.-])@[^\s@~!#$%^&*()+=\[\]{}\\/|;:"<>?,]+\.[^\s@~!#$%^&*()+=\[\]{}\\/|;:"<>?,]+$""")]
    private static partial Regex InvitableAddress();
}
