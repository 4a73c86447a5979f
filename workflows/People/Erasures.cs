using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.People;

/// <summary>What became of a request to erase.</summary>
/// <param name="Erasure">Under way or done; null when it was refused or there is nobody.</param>
/// <param name="IsActiveMember">Whether it was refused because they are a member now.</param>
/// <param name="DecidesFor">The open offices because of whose records it was refused; or null.</param>
public sealed record ErasureResult(Erasure? Erasure, bool IsActiveMember = false, IReadOnlyList<string>? DecidesFor = null);

/// <summary>Takes requests to erase a person's data.</summary>
public sealed class Erasures(PeopleService people, IEnumerable<IPersonsCases> cases, ErasureTable table, TimeProvider clock)
{
    static readonly OrchestrationRuntimeStatus[] UnderWay =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Ends what is under way and sets the erasure off. The same again completes what a crash has left, and is answered as the first was.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="key">Whose data.</param>
    /// <param name="by">Who of the staff asks for it.</param>
    /// <param name="reason">Why, for staff.</param>
    /// <param name="cancellationToken">Gives up; sending it again completes it.</param>
    public async Task<ErasureResult> RequestAsync(DurableTaskClient client, string key, string by, string reason, CancellationToken cancellationToken = default)
    {
        var (person, before) = (await people.FindAsync(key, cancellationToken), await table.FindAsync(key, cancellationToken));
        var isUnderWay = before is { DoneAt: null };
        if (person is { IsActiveMember: true } && !isUnderWay)
        {
            return new ErasureResult(null, IsActiveMember: true);
        }
        if (person is { DecidesFor.Count: > 0 } && !isUnderWay)
        {
            return new ErasureResult(null, DecidesFor: [.. person.DecidesFor.Order()]);
        }
        if (person is null && !isUnderWay)
        {
            return new ErasureResult(before);
        }
        var erasure = await table.BeginAsync(key, new Erasure(by, reason, clock.GetUtcNow()), cancellationToken);
        foreach (var each in person is null ? [] : cases)
        {
            await each.EndAsync(client, person!, erasure.By, cancellationToken);
        }
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ErasePersonWorkflow.ErasePerson), new ErasureInput(ErasePersonWorkflow.Version, key),
                new StartOrchestrationOptions($"erasure.{key}").WithDedupeStatuses(UnderWay), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is at work, or waits for latecomers.
        }
        return new ErasureResult(erasure);
    }

    /// <summary>The last erasure of a person, or null.</summary>
    public Task<Erasure?> FindAsync(string key, CancellationToken cancellationToken = default) => table.FindAsync(key, cancellationToken);
}
