using System.Text.Json.Nodes;

namespace Local.Graph;

/// <summary>Groups and who is in them: users and other groups.</summary>
static class GraphGroups
{
    public static void CreateTables(DatabaseSession db)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS graph_groups (id TEXT PRIMARY KEY, name TEXT NOT NULL)");
        db.Execute("CREATE TABLE IF NOT EXISTS graph_members (group_id TEXT, user_id TEXT, PRIMARY KEY (group_id, user_id)) WITHOUT ROWID");
        db.Execute("INSERT OR IGNORE INTO graph_groups VALUES ($1, 'Members')", LocalGraph.MembersGroupId);
    }

    public static void Add(DatabaseSession db, string id, string name) => db.Execute("INSERT INTO graph_groups VALUES ($1, $2)", id, name);

    /// <summary>Adds a user or a group to a group; one who is in it stays.</summary>
    /// <returns>Whether it wasn't in it before.</returns>
    public static bool Add(DatabaseSession db, string id, Guid member) =>
        db.Execute("INSERT OR IGNORE INTO graph_members VALUES ($1, $2)", id, $"{member}") == 1;

    public static GraphAnswer List(DatabaseSession db, GraphRequest request) => GraphAnswer.Page(
        db.Query("SELECT id, name FROM graph_groups ORDER BY name, id", row => Json(row.GetString(0), row.GetString(1))), request);

    public static GraphAnswer Get(DatabaseSession db, string id) =>
        db.Scalar<string>("SELECT name FROM graph_groups WHERE id = $1", id) is { } name ? GraphAnswer.Ok(Json(id, name)) : GraphAnswer.NotFound(id);

    /// <summary>Who is in the group itself: users, then groups.</summary>
    public static GraphAnswer Members(DatabaseSession db, GraphRequest request, string id) =>
        Inside(db, request, id, "WITH inside(id) AS (SELECT user_id FROM graph_members WHERE group_id = $1)");

    /// <summary>Who is in the group or in one that is in it, each once: users, then groups.</summary>
    public static GraphAnswer TransitiveMembers(DatabaseSession db, GraphRequest request, string id) => Inside(db, request, id, """
        WITH RECURSIVE inside(id) AS (
            SELECT user_id FROM graph_members WHERE group_id = $1
            UNION SELECT user_id FROM graph_members JOIN inside ON group_id = inside.id)
        """);

    public static GraphAnswer AddMember(DatabaseSession db, GraphRequest request, string id)
    {
        if (!Guid.TryParse(request.Reference, out var member))
        {
            return GraphAnswer.BadRequest($"Invalid object identifier '{request.Reference}'.");
        }

        if (!Exists(db, id))
        {
            return GraphAnswer.NotFound(id);
        }

        if (GraphUsers.Find(db, $"{member}") is null && !Exists(db, $"{member}"))
        {
            return GraphAnswer.NotFound($"{member}");
        }

        return Add(db, id, member)
            ? GraphAnswer.NoContent
            : GraphAnswer.BadRequest("One or more added object references already exist for the following modified properties: 'members'.");
    }

    // Graph names the group, not the member, as what it doesn't find.
    public static GraphAnswer RemoveMember(DatabaseSession db, string id, string member) =>
        db.Execute("DELETE FROM graph_members WHERE group_id = $1 AND user_id = $2", id, member) == 1
            ? GraphAnswer.NoContent
            : GraphAnswer.NotFound(id);

    /// <summary>Of the groups asked about, those that the user belongs to, be it through another.</summary>
    public static GraphAnswer CheckMember(DatabaseSession db, GraphRequest request, string key)
    {
        if (GraphUsers.Find(db, key) is not { } user)
        {
            return GraphAnswer.NotFound(key);
        }

        var asked = request.Body["groupIds"]?.AsArray().Select(id => $"{id}") ?? [];
        var groups = db.Query(
            """
            WITH RECURSIVE around(id) AS (
                SELECT group_id FROM graph_members WHERE user_id = $1
                UNION SELECT group_id FROM graph_members JOIN around ON user_id = around.id)
            SELECT id FROM around
            """,
            row => row.GetString(0),
            user.Id);
        return GraphAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. asked.Intersect(groups).Select(id => JsonValue.Create(id))]) });
    }

    static GraphAnswer Inside(DatabaseSession db, GraphRequest request, string id, string inside)
    {
        if (!Exists(db, id))
        {
            return GraphAnswer.NotFound(id);
        }

        var users = db.Query(
            $"{inside} SELECT {GraphUser.Columns} FROM inside JOIN graph_users u ON u.id = inside.id ORDER BY u.name, u.id", GraphUser.Read, id);
        var groups = db.Query(
            $"{inside} SELECT g.id, g.name FROM inside JOIN graph_groups g ON g.id = inside.id ORDER BY g.name, g.id",
            row => Json(row.GetString(0), row.GetString(1)),
            id);
        return GraphAnswer.Page(users.Select(user => user.Json(request)).Concat(groups), request);
    }

    static bool Exists(DatabaseSession db, string id) => db.Scalar<long>("SELECT count(*) FROM graph_groups WHERE id = $1", id) == 1;

    static JsonObject Json(string id, string name) => new()
    {
        ["@odata.type"] = "#microsoft.graph.group",
        ["id"] = id,
        ["displayName"] = name,
        ["securityEnabled"] = true,
    };
}
