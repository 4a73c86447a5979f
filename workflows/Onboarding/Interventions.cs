using MemberServices.Offices;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>Lets staff step in. What they do is the answer to the present step, so it competes with the broker's: the first counts.</summary>
public sealed class Interventions(EnrollmentTable table, OfficeTable offices, TimeProvider clock)
{
    public async Task<InterventionResult> ApplyAsync(
        DurableTaskClient client, string id, Intervention intervention, CancellationToken cancellationToken = default)
    {
        if (await table.ReadAsync(id, cancellationToken) is not { } record)
        {
            return InterventionResult.Refused(InterventionState.Unknown, $"There is no enrollment {id}. Look at the id that the application was answered with.");
        }

        var office = await offices.FindAsync(record.Opened.Application.OfficeKey, cancellationToken);
        var result = InterventionRules.Decide(record, intervention, office, clock.GetUtcNow());
        if (result.Recorded is not { } wanted)
        {
            return result;
        }

        var counts = await table.AddOutcomeAsync(id, wanted, cancellationToken);
        await client.RaiseEventAsync(id, OutcomeEvent.Event, counts.ToEvent(), cancellationToken);
        return counts with { At = wanted.At } == wanted
            ? result with { Recorded = counts }
            : InterventionResult.Refused(
                InterventionState.Conflict, $"Meanwhile: {OutcomeDescriptions.Of(counts).Summary}. Look at the enrollment and decide again.");
    }
}
