using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices.People;

/// <summary>What an erasure does. Each finds out anew what is known: nothing about the person is in its input but the key.</summary>
public sealed class ErasureActivities(PeopleService people, IEnumerable<IPersonsCases> cases, ErasureTable erasures)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>When to look again; null: all cases have come to rest.</summary>
    [Function(nameof(LookWhetherCasesRest))]
    public async Task<DateTimeOffset?> LookWhetherCasesRest([ActivityTrigger] ErasureLook look, [DurableClient] DurableTaskClient client)
    {
        if (await people.FindAsync(look.Key) is { } person)
        {
            foreach (var each in cases)
            {
                if (!await each.AreAtRestAsync(client, person, CancellationToken.None))
                {
                    var pause = TimeSpan.FromSeconds(10 * Math.Pow(2, Math.Min(look.Number - 1, 10)));
                    return look.At + (pause < LongestPause ? pause : LongestPause);
                }
            }
        }
        return null;
    }

    [Function(nameof(EraseData))]
    public async Task EraseData([ActivityTrigger] string key) => await people.EraseAsync(await people.FindAsync(key) ?? new KnownPerson(key));

    [Function(nameof(FinishErasure))]
    public Task FinishErasure([ActivityTrigger] ErasureLook look) => erasures.FinishAsync(look.Key, look.At);
}
