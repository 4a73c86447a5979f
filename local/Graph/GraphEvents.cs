using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Local.Graph;

/// <summary>
/// Events on users' calendars. A repeated request with the same transactionId is answered with the event that is there; one that asks for
/// something else under it is refused.
/// </summary>
static partial class GraphEvents
{
    const string Extended = "singleValueExtendedProperties";

    public static void CreateTable(DatabaseSession db) => db.Execute("""
        CREATE TABLE IF NOT EXISTS graph_events (
            id TEXT PRIMARY KEY,
            user_id TEXT NOT NULL,
            transaction_id TEXT,
            body TEXT NOT NULL,
            UNIQUE (user_id, transaction_id))
        """);

    public static GraphAnswer Answer(DatabaseSession db, GraphRequest request, string user)
    {
        if (GraphUsers.Find(db, user) is not { } owner)
        {
            return GraphAnswer.Error(404, "ErrorInvalidUser", $"The requested user '{user}' is invalid.");
        }

        return (request.Method.Method, request.Path) switch
        {
            ("GET", [_, _, "events"]) => List(db, request, owner.Id),
            ("POST", [_, _, "events"]) => Create(db, request, owner.Id),
            ("GET", [_, _, "events", var id]) => Find(db, owner.Id, id) is { } found ? GraphAnswer.Ok(Shown(found)) : Gone(),
            ("PATCH", [_, _, "events", var id]) => Update(db, request, owner.Id, id),
            ("DELETE", [_, _, "events", var id]) => db.Execute("DELETE FROM graph_events WHERE user_id = $1 AND id = $2", owner.Id, id) == 1 ? GraphAnswer.NoContent : Gone(),
            _ => GraphAnswer.Unknown(request),
        };
    }

    public static IReadOnlyList<CalendarEvent> All(DatabaseSession db) => [.. db
        .Query(
            "SELECT e.id, coalesce(u.mail, u.upn), u.name, e.body FROM graph_events e JOIN graph_users u ON u.id = e.user_id",
            row => Read(row.GetString(0), row.GetString(1), row.GetString(2), JsonNode.Parse(row.GetString(3))!.AsObject()))
        .OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.From)];

    static GraphAnswer List(DatabaseSession db, GraphRequest request, string owner)
    {
        var events = db.Query(
            "SELECT body FROM graph_events WHERE user_id = $1 ORDER BY rowid", row => JsonNode.Parse(row.GetString(0))!.AsObject(), owner);
        if (request.Query.TryGetValue("$filter", out var filter))
        {
            if (Condition().Match(filter) is not { Success: true } condition)
            {
                return GraphAnswer.BadRequest($"The small Graph doesn't filter events by {filter}.", "ErrorInvalidUrlQueryFilter");
            }

            events = [.. events.Where(each => each[Extended]?.AsArray().Any(property =>
                $"{property!["id"]}" == Unquoted("id") && string.Equals($"{property["value"]}", Unquoted("value"), StringComparison.OrdinalIgnoreCase)) == true)];

            string Unquoted(string part) => condition.Groups[part].Value.Replace("''", "'", StringComparison.Ordinal);
        }

        return GraphAnswer.Page(events.Select(Shown));
    }

    static GraphAnswer Create(DatabaseSession db, GraphRequest request, string owner)
    {
        if (request.Body["start"] is null || request.Body["end"] is null)
        {
            return GraphAnswer.BadRequest("An event needs a start and an end.", "ErrorPropertyValidationFailure");
        }

        var transaction = request.Text("transactionId");
        if (db.Scalar<string>("SELECT body FROM graph_events WHERE user_id = $1 AND transaction_id = $2", owner, transaction) is { } earlier)
        {
            var there = JsonNode.Parse(earlier)!.AsObject();
            return request.Body.All(asked => JsonNode.DeepEquals(asked.Value, there[asked.Key]))
                ? GraphAnswer.Created(Shown(there))
                : GraphAnswer.BadRequest(
                    "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.", "ErrorDuplicateTransactionId");
        }

        var created = request.Body.DeepClone().AsObject();
        var id = Guid.NewGuid().ToString("n");
        created["id"] = id;
        created["createdDateTime"] = request.Now.UtcDateTime.ToString("o");
        db.Execute("INSERT INTO graph_events VALUES ($1, $2, $3, $4)", id, owner, transaction, created.ToJsonString());
        return GraphAnswer.Created(Shown(created));
    }

    static GraphAnswer Update(DatabaseSession db, GraphRequest request, string owner, string id)
    {
        if (Find(db, owner, id) is not { } there)
        {
            return Gone();
        }

        foreach (var (property, value) in request.Body)
        {
            there[property] = value?.DeepClone();
        }

        there["lastModifiedDateTime"] = request.Now.UtcDateTime.ToString("o");
        db.Execute("UPDATE graph_events SET body = $2 WHERE id = $1", id, there.ToJsonString());
        return GraphAnswer.Ok(Shown(there));
    }

    static JsonObject? Find(DatabaseSession db, string owner, string id) =>
        db.Scalar<string>("SELECT body FROM graph_events WHERE user_id = $1 AND id = $2", owner, id) is { } body ? JsonNode.Parse(body)!.AsObject() : null;

    // Extended properties are shown only to whoever expands them.
    static JsonObject Shown(JsonObject stored)
    {
        var shown = stored.DeepClone().AsObject();
        shown.Remove(Extended);
        return shown;
    }

    static GraphAnswer Gone() => GraphAnswer.Error(404, "ErrorItemNotFound", "The specified object was not found in the store.");

    static CalendarEvent Read(string id, string owner, string name, JsonObject body) => new(
        id, owner, name, $"{body["subject"]}", At(body["start"]!), At(body["end"]!), $"{body["location"]?["displayName"]}", $"{body["body"]?["content"]}",
        body["isOnlineMeeting"]?.GetValue<bool>() == true);

    static DateTimeOffset At(JsonNode when)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById($"{when["timeZone"] ?? "UTC"}");
        var there = DateTime.Parse($"{when["dateTime"]}", CultureInfo.InvariantCulture);
        return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
    }

    [GeneratedRegex(@"^singleValueExtendedProperties/Any\(ep: ep/id eq '(?<id>([^']|'')*)' and ep/value eq '(?<value>([^']|'')*)'\)$")]
    private static partial Regex Condition();
}
