using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>
/// Lets staff step in. What they do is the present step's outcome, so it competes with everybody else's: the first
/// counts, and a repeat changes nothing.
/// </summary>
public static class Interventions
{
    /// <summary>Within this time, the same request again is a repeat; later it is meant.</summary>
    public static readonly TimeSpan RepeatTime = TimeSpan.FromHours(1);

    /// <summary>Applies an intervention.</summary>
    /// <param name="table">The cases.</param>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">Which case.</param>
    /// <param name="decide">The outcome that it is, recorded before or to be recorded; or why there is none.</param>
    /// <param name="describe">A recorded outcome in words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<InterventionResult<StepOutcome<TOutcome>>> ApplyAsync<TOpened, TOutcome>(
        CaseTable<TOpened, TOutcome> table,
        DurableTaskClient client,
        CaseId id,
        Func<CaseRecord<TOpened, TOutcome>, Task<InterventionResult<StepOutcome<TOutcome>>>> decide,
        Func<CaseRecord<TOpened, TOutcome>, StepOutcome<TOutcome>, string> describe,
        CancellationToken cancellationToken = default)
    {
        if (await table.ReadAsync(id, cancellationToken) is not { } record)
        {
            return InterventionResult<StepOutcome<TOutcome>>.Refused(InterventionState.Unknown, $"There is no {table.Kind} {id}. Look at its number.");
        }
        var result = await decide(record);
        if (result.Recorded is not { } wanted)
        {
            return result;
        }
        var counts = await table.AddOutcomeAsync(id, wanted, cancellationToken);
        await CaseEvents.RaiseAllAsync(client, id, record.Outcomes.Select(outcome => outcome.Step).Append(counts.Step).Distinct(), cancellationToken);
        return IsSame(counts, wanted)
            ? InterventionResult<StepOutcome<TOutcome>>.Recording(counts)
            : InterventionResult<StepOutcome<TOutcome>>.Refused(InterventionState.Conflict, $"Meanwhile: {describe(record, counts)}. Look at the {table.Kind} and decide again.");
    }

    // Not by ==, which is false of two equal lists in an outcome.
    static bool IsSame<TOutcome>(StepOutcome<TOutcome> counts, StepOutcome<TOutcome> wanted) =>
        JsonSerializer.Serialize(counts with { At = wanted.At, From = wanted.From }) == JsonSerializer.Serialize(wanted);

    /// <summary>The outcome of an earlier request that was the same: for the same step or, without one, a moment ago.</summary>
    /// <param name="outcomes">The case's.</param>
    /// <param name="present">The step that is open now.</param>
    /// <param name="meant">The step that the request is meant for; null: the present one.</param>
    /// <param name="now">When the request came.</param>
    /// <param name="isSame">Whether an outcome says what the request does.</param>
    public static StepOutcome<TOutcome>? Repeated<TOutcome>(
        IReadOnlyList<StepOutcome<TOutcome>> outcomes, int present, int? meant, DateTimeOffset now, Func<StepOutcome<TOutcome>, bool> isSame) =>
        outcomes.FirstOrDefault(outcome =>
            (meant is { } step ? outcome.Step == step : outcome.Step == present - 1 && now - outcome.At < RepeatTime) && isSame(outcome));
}
