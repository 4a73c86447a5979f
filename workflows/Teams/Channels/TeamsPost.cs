using System.Text.Json;

namespace MemberServices.Teams;

/// <summary>A card that is to be in a channel.</summary>
/// <param name="Id">The same is posted once. See <see cref="Messages.DeterministicId"/>.</param>
/// <param name="Role">Whose channel.</param>
/// <param name="Card">As <see cref="CardJson"/> makes it.</param>
/// <param name="Try">Which try it is, from 1.</param>
public sealed record TeamsPost(string Id, string Role, JsonElement Card, int Try = 1);
