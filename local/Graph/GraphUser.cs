using System.Text.Json.Nodes;

namespace Local.Graph;

/// <summary>A user, as the database has it.</summary>
/// <param name="Type">"Member" or "Guest".</param>
/// <param name="Enabled">Whether the account can be used.</param>
/// <param name="HasAccepted">Whether a guest has accepted the invitation.</param>
/// <param name="Phone">Their business phone, or null.</param>
/// <param name="Title">Their job title, or null.</param>
sealed record GraphUser(
    string Id, string Upn, string? Mail, string Name, string Type, string? ManagerId, bool Enabled = true, bool HasAccepted = false, string? Phone = null, string? Title = null)
{
    /// <summary>Of the table <c>graph_users u</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = "u.id, u.upn, u.mail, u.name, u.type, u.manager, u.enabled, u.id IN (SELECT user_id FROM graph_accepted), u.phone, u.title";

    static readonly string[] DefaultProperties = ["id", "displayName", "mail", "userPrincipalName", "businessPhones", "jobTitle"];

    IEnumerable<(string Name, JsonNode? Value)> Properties =>
    [
        ("id", Id), ("displayName", Name), ("mail", Mail), ("userPrincipalName", Upn), ("userType", Type), ("accountEnabled", Enabled),
        ("externalUserState", Type != "Guest" ? null : HasAccepted ? "Accepted" : "PendingAcceptance"),
        ("businessPhones", Phone is null ? new JsonArray() : new JsonArray(JsonValue.Create(Phone))), ("jobTitle", Title),
    ];

    public static GraphUser Read(DatabaseRow row) => new(
        row.GetString(0), row.GetString(1), Text(row, 2), row.GetString(3), row.GetString(4), Text(row, 5), row.GetInt64(6) != 0, row.GetInt64(7) != 0, Text(row, 8), Text(row, 9));

    /// <summary>What the request selects, or the properties that come unless it selects.</summary>
    public JsonObject Json(GraphRequest request)
    {
        var wanted = request.Query.TryGetValue("$select", out var select) ? select.Split(',', StringSplitOptions.TrimEntries) : DefaultProperties;
        var body = new JsonObject { ["@odata.type"] = "#microsoft.graph.user" };
        foreach (var (name, value) in Properties.Where(property => wanted.Contains(property.Name, StringComparer.OrdinalIgnoreCase)))
        {
            body[name] = value;
        }

        return body;
    }

    static string? Text(DatabaseRow row, int column) => row.IsNull(column) ? null : row.GetString(column);
}
