using System.Text.Json;

namespace MemberServices.Messages;

/// <summary>Something that happened. It becomes one event on the topic and, with a member, one line on their timeline.</summary>
/// <param name="Type">What: a noun and a verb in the past, "enrollment.received".</param>
/// <param name="Id">Derived from the case and the step (see <see cref="DeterministicId"/>), so that a repeat is recognized.</param>
/// <param name="Time">When it happened, which may be before anybody looked.</param>
/// <param name="MemberKey">The key of the member it touches, as STATE-LICENSE, or null when it touches none.</param>
/// <param name="Case">The enrollment, ticket, survey or complaint it belongs to, or null.</param>
/// <param name="By">Who did it: a person, or "system".</param>
/// <param name="Channel">How: "web", "email", "api", "message", "system".</param>
/// <param name="Summary">One line for people. Free text in it may come from anybody.</param>
/// <param name="Data">More for programs, or null.</param>
/// <param name="Target">The system that it asks for something, by the name that its subscription filters by: "vendor"; null: it asks nobody.</param>
public sealed record DomainEvent(
    string Type,
    string Id,
    DateTimeOffset Time,
    string? MemberKey,
    string? Case,
    string By,
    string Channel,
    string Summary,
    JsonElement? Data = null,
    string? Target = null);
