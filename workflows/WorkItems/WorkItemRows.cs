using System.Globalization;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.WorkItems;

/// <summary>
/// The rows of a work item, all in one partition, so that they change at once or not at all: the item, a line of its story
/// each, and a copy of the item for every list that it is in.
/// </summary>
static class WorkItemRows
{
    public const string Partition = "items";

    public const string Everybody = "all";

    /// <summary>Lists of what is still to be done, by due time; of what is over, the latest first; of reminders that are to come.</summary>
    public const string Live = "live", Closed = "closed", Next = "next";

    public static string ItemKey(string id) => $"item|{id}|";

    public static string EntryKey(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"item|{id}|{number:D6}");

    /// <summary>Whether the row is an item, not a line of its story.</summary>
    public static bool IsItem(string key) => key.EndsWith('|');

    /// <summary>An item and its story; or all items whose id begins so.</summary>
    public static RowKeys OfItem(string id) => RowKeys.StartingWith(ItemKey(id));

    public static RowKeys IdsFrom(string begin) => RowKeys.StartingWith($"item|{begin}");

    public static RowKeys OfList(string list, string scope) => RowKeys.StartingWith($"{list}|{scope}|");

    public static RowKeys DueBefore(DateTimeOffset time) => RowKeys.Between($"{Next}|", $"{Next}|{Ticks(time)}");

    public static RowKeys ClosedBefore(DateTimeOffset time) => RowKeys.Between($"{Closed}|{Everybody}|{Backwards(time)}", $"{Closed}|{Everybody}|~");

    public static string OfRole(string role) => $"role:{DeterministicId.From(role)}";

    public static string OfPerson(string email) => $"person:{KnownPerson.KeyOf(email)}";

    public static string OfCase(string @case) => $"case:{DeterministicId.From(@case)}";

    /// <summary>All but the story's.</summary>
    public static IReadOnlyList<JsonRow> Of(WorkItem item)
    {
        var scopes = new[]
        {
            Everybody, OfRole(item.Role), item.Owner is { } owner ? OfPerson(owner.Email) : null, item.Case is { } @case ? OfCase(@case) : null,
        };
        var (list, place) = item.ClosedAt is { } at ? (Closed, Backwards(at)) : (Live, Ticks(item.Due));
        return
        [
            JsonRow.Of(Partition, ItemKey(item.Id), item),
            .. scopes.OfType<string>().Select(scope => JsonRow.Of(Partition, $"{list}|{scope}|{place}|{item.Id}", item)),
            .. item.NextReminder is { } next ? [JsonRow.Of(Partition, $"{Next}|{Ticks(next)}|{item.Id}", item)] : Array.Empty<JsonRow>(),
        ];
    }

    static string Ticks(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    static string Backwards(DateTimeOffset time) => (DateTime.MaxValue.Ticks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
