using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Revoking;
using MemberServices.Retention;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding.Erasing;

/// <summary>Takes people out of enrollments that are over. Office, member type, stages, times and the kind of every outcome stay, for the figures.</summary>
public sealed class EnrollmentEraser(EnrollmentCases cases, EnrollmentIndex enrollments, CaseIndex index, WorkItemEraser work, RetentionPolicy retention) : IForgetting
{
    /// <summary>The kind of an entry of which nothing is left.</summary>
    const string Erased = "erased";

    static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    public string What => "finished enrollments";

    /// <summary>Those that have been over for as long as the policy says. One by one, found by the index.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = CaseQuery.EndedBefore(CaseKind.Enrollment, now.AddDays(-retention.FinishedCaseDays));
        var erased = 0;
        // An erased case leaves the list, so the first page is always the next.
        while ((await index.PageAsync(due, CaseIndex.MostOfAPage, cancellationToken: cancellationToken))!.Cases is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                await work.EraseAllAsync($"{entry.Id}.", cancellationToken);
                await EraseAsync(entry.Id, cancellationToken);
                erased++;
            }
        }
        return erased;
    }

    /// <summary>Takes people out of a case and of what it is found by. A repeat changes nothing.</summary>
    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        await cases.EraseAsync(
            id,
            opened => opened with
            {
                Application = new Application("", "", "", "", "", opened.Application.OfficeKey, opened.Application.MemberType),
                By = opened.By.WithoutName(),
            },
            outcome => outcome with { Why = null, ToMember = null, Next = null, Corrected = outcome.Corrected is null ? null : new Correction() },
            entry => entry with { Kind = entry.Kind == Revocations.Kind ? entry.Kind : Erased, What = Nothing },
            cancellationToken);
        await enrollments.UpdateAsync(id, cancellationToken);
    }
}
