using System.Globalization;
using System.Text.Json;
using MemberServices.Fields;
using MemberServices.Messages;

namespace MemberServices.Teams;

/// <summary>What somebody wrote to us in a channel.</summary>
/// <param name="Key">Names it: derived from the conversation and the activity's id, which is unique in it alone.</param>
/// <param name="UserId">The sender's object id in the directory; null when they have none, such as a bot.</param>
/// <param name="Text">What they wrote, without tags and mentions, card numbers masked.</param>
/// <param name="SentAt">When.</param>
public sealed record TeamsMessage(string Key, string? UserId, string Text, DateTimeOffset SentAt)
{
    const int LongestId = 400;

    /// <summary>Understands an activity of Teams; null when it is none, or isn't a message.</summary>
    /// <param name="body">As it came; its signature was valid.</param>
    public static TeamsMessage? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var activity = document.RootElement;
            var (id, conversation, sentAt) = (TextOf(activity, "id"), TextOf(activity, "conversation", "id"), Time(TextOf(activity, "timestamp")));
            return TextOf(activity, "type") == "message" && id is { Length: > 0 and <= LongestId } && conversation is null or { Length: <= LongestId } && sentAt is { } at
                ? new TeamsMessage(
                    DeterministicId.From("teams", conversation ?? "", id!),
                    Guid.TryParseExact(TextOf(activity, "from", "aadObjectId"), "D", out var user) ? $"{user}" : null,
                    CardNumbers.Mask(MessageText.Of(TextOf(activity, "text") ?? "")),
                    at)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static string? TextOf(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
    }

    static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
