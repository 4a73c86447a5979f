using System.Text.Json.Nodes;

namespace Local.Graph;

/// <summary>Groups and who is in them.</summary>
static class GraphGroups
{
    public static void CreateTables(DatabaseSession db)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS graph_groups (id TEXT PRIMARY KEY, name TEXT NOT NULL)");
        db.Execute("CREATE TABLE IF NOT EXISTS graph_members (group_id TEXT, user_id TEXT, PRIMARY KEY (group_id, user_id)) WITHOUT ROWID");
        db.Execute("INSERT OR IGNORE INTO graph_groups VALUES ($1, 'Members')", LocalGraph.MembersGroupId);
    }

    public static GraphAnswer List(DatabaseSession db) => GraphAnswer.Page(
        db.Query("SELECT id, name FROM graph_groups ORDER BY name", row => Json(row.GetString(0), row.GetString(1))));

    public static GraphAnswer Get(DatabaseSession db, string id) =>
        db.Scalar<string>("SELECT name FROM graph_groups WHERE id = $1", id) is { } name ? GraphAnswer.Ok(Json(id, name)) : GraphAnswer.NotFound(id);

    public static GraphAnswer Members(DatabaseSession db, GraphRequest request, string id)
    {
        if (!Exists(db, id))
        {
            return GraphAnswer.NotFound(id);
        }

        var members = db.Query(
            $"SELECT {GraphUsers.Fields} FROM graph_members JOIN graph_users ON id = user_id WHERE group_id = $1 ORDER BY name, id",
            GraphUsers.Read,
            id);
        return GraphAnswer.Page(members.Select(user => GraphUsers.Json(user, request)));
    }

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

        if (GraphUsers.Find(db, $"{member}") is null)
        {
            return GraphAnswer.NotFound($"{member}");
        }

        return db.Execute("INSERT OR IGNORE INTO graph_members VALUES ($1, $2)", id, $"{member}") == 1
            ? GraphAnswer.NoContent
            : GraphAnswer.BadRequest("One or more added object references already exist for the following modified properties: 'members'.");
    }

    // Graph names the group, not the member, as what it doesn't find.
    public static GraphAnswer RemoveMember(DatabaseSession db, string id, string member) =>
        db.Execute("DELETE FROM graph_members WHERE group_id = $1 AND user_id = $2", id, member) == 1
            ? GraphAnswer.NoContent
            : GraphAnswer.NotFound(id);

    /// <summary>Of the groups asked about, those that the user belongs to.</summary>
    public static GraphAnswer CheckMember(DatabaseSession db, GraphRequest request, string key)
    {
        if (GraphUsers.Find(db, key) is not { } user)
        {
            return GraphAnswer.NotFound(key);
        }

        var asked = request.Body["groupIds"]?.AsArray().Select(id => $"{id}") ?? [];
        var groups = db.Query("SELECT group_id FROM graph_members WHERE user_id = $1", row => row.GetString(0), user.Id);
        return GraphAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. asked.Intersect(groups).Select(id => JsonValue.Create(id))]) });
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
