using MemberServices.Tables;

namespace MemberServices.Members;

/// <summary>How many members there were when.</summary>
public sealed partial class MemberTable
{
    /// <summary>
    /// The active members at some times, in their order. Reads the whole table. Who left and came back counts from their coming back:
    /// when they were there before, the table has forgotten.
    /// </summary>
    public async Task<IReadOnlyList<int>> CountActiveAsync(IReadOnlyList<DateTimeOffset> times, CancellationToken cancellationToken = default)
    {
        var counts = new int[times.Count];
        await foreach (var row in table.ScanAsync<JsonRow>($"RowKey eq {MemberRow}", cancellationToken))
        {
            if (row.Read<Entry>().Member is { } member)
            {
                foreach (var (i, at) in times.Index())
                {
                    counts[i] += member.ActiveSince <= at && (member.InactiveSince is null || member.InactiveSince > at) ? 1 : 0;
                }
            }
        }
        return counts;
    }
}
