using System.Text.Json;

namespace Local.Teams;

/// <summary>What stands in a channel.</summary>
/// <param name="Channel">Which: the setting's name without "Teams:", or <see cref="LocalTeams.Conversation"/>.</param>
/// <param name="At">When it came, by the machine's clock.</param>
/// <param name="Author">Who wrote it: a person's name; empty: a card that was posted.</param>
/// <param name="Text">What a person wrote; empty for a card.</param>
/// <param name="Card">The Adaptive Card, or null.</param>
public sealed record ChannelPost(string Channel, DateTimeOffset At, string Author, string Text, JsonElement? Card);

/// <summary>Somebody who can write in a channel.</summary>
public sealed record ChannelPerson(string Id, string Name);
