using System.Text.Json.Nodes;

namespace Local.Graph;

/// <summary>A user, as the database has it.</summary>
/// <param name="Type">"Member" or "Guest".</param>
/// <param name="Enabled">Whether the account can be used.</param>
/// <param name="HasAccepted">Whether a guest has accepted the invitation.</param>
sealed record GraphUser(string Id, string Upn, string? Mail, string Name, string Type, string? ManagerId, bool Enabled = true, bool HasAccepted = false)
{
    /// <summary>Of the table <c>graph_users u</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = "u.id, u.upn, u.mail, u.name, u.type, u.manager, u.enabled, u.id IN (SELECT user_id FROM graph_accepted)";

    static readonly string[] DefaultProperties = ["id", "displayName", "mail", "userPrincipalName"];

    IEnumerable<(string Name, JsonNode? Value)> Properties =>
    [
        ("id", Id), ("displayName", Name), ("mail", Mail), ("userPrincipalName", Upn), ("userType", Type), ("accountEnabled", Enabled),
        ("externalUserState", Type != "Guest" ? null : HasAccepted ? "Accepted" : "PendingAcceptance"),
    ];

    public static GraphUser Read(DatabaseRow row) => new(
        row.GetString(0), row.GetString(1), row.IsNull(2) ? null : row.GetString(2), row.GetString(3), row.GetString(4),
        row.IsNull(5) ? null : row.GetString(5), row.GetInt64(6) != 0, row.GetInt64(7) != 0);

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
}
