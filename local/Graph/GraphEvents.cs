using System.Text.Json.Nodes;

namespace Local.Graph;

/// <summary>Events on users' calendars. A repeated transactionId is answered with the event that is there.</summary>
static class GraphEvents
{
    public static void CreateTable(DatabaseSession db) => db.Execute("""
        CREATE TABLE IF NOT EXISTS graph_events (
            id TEXT PRIMARY KEY,
            user_id TEXT NOT NULL,
            transaction_id TEXT,
            body TEXT NOT NULL,
            UNIQUE (user_id, transaction_id))
        """);

    public static GraphAnswer List(DatabaseSession db, string user)
    {
        if (GraphUsers.Find(db, user) is not { } owner)
        {
            return GraphAnswer.NotFound(user);
        }

        return GraphAnswer.Page(db.Query(
            "SELECT body FROM graph_events WHERE user_id = $1 ORDER BY rowid", row => JsonNode.Parse(row.GetString(0))!.AsObject(), owner.Id));
    }

    public static GraphAnswer Create(DatabaseSession db, GraphRequest request, string user)
    {
        if (GraphUsers.Find(db, user) is not { } owner)
        {
            return GraphAnswer.NotFound(user);
        }

        if (request.Body["start"] is null || request.Body["end"] is null)
        {
            return GraphAnswer.BadRequest("An event needs a start and an end.", "ErrorPropertyValidationFailure");
        }

        var transaction = request.Text("transactionId");
        if (db.Scalar<string>("SELECT body FROM graph_events WHERE user_id = $1 AND transaction_id = $2", owner.Id, transaction) is { } earlier)
        {
            return GraphAnswer.Created(JsonNode.Parse(earlier)!.AsObject());
        }

        var created = request.Body.DeepClone().AsObject();
        var id = Guid.NewGuid().ToString("n");
        created["id"] = id;
        created["createdDateTime"] = request.Now.UtcDateTime.ToString("o");
        db.Execute("INSERT INTO graph_events VALUES ($1, $2, $3, $4)", id, owner.Id, transaction, created.ToJsonString());
        return GraphAnswer.Created(created);
    }
}
