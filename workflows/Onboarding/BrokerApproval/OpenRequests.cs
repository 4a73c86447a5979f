using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Offices;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>A request for approval that can be answered now by who was asked.</summary>
public sealed record OpenRequest(EnrollmentRecord Record, CaseStep Step)
{
    /// <summary>A link of its own, for a mail that lists several.</summary>
    public LinkRequest Link => new(LinkPurpose.Approval, "approvals", Record.Id.ToString(), Step.Number, Step.Until, Record.Applicant.MemberKey);
}

/// <param name="Listed">The soonest deadline first.</param>
/// <param name="HasMore">Whether there are more than are listed.</param>
public sealed record OpenRequestList(IReadOnlyList<OpenRequest> Listed, bool HasMore);

/// <summary>All that waits for one mailbox. The index says where to look, each case's log what is so, and its office who may decide.</summary>
public sealed class OpenRequests(CaseIndex index, EnrollmentCases cases, OfficeTable offices, TimeProvider clock)
{
    /// <summary>The most that one mail lists; each costs a read.</summary>
    public const int Most = 20;

    public async Task<OpenRequestList> OfAsync(string email, CancellationToken cancellationToken = default)
    {
        var entries = await EntriesAsync(email, cancellationToken);
        var open = new List<OpenRequest>();
        foreach (var entry in entries.Take(Most))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record && await IsOpenAsync(record, email, cancellationToken))
            {
                open.Add(new OpenRequest(record, record.StepOf(record.State.Step)!));
            }
        }
        return new OpenRequestList(open, entries.Count > Most);
    }

    /// <summary>How many others wait for somebody who has just answered one; as the index has it, at offices for which they still decide.</summary>
    public async Task<int> CountOthersAsync(CaseId answered, string email, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var office in (await EntriesAsync(email, cancellationToken)).Where(entry => entry.Id != answered).GroupBy(entry => entry.OfficeKey!))
        {
            var decides = await offices.FindAsync(office.Key, cancellationToken) is { IsClosed: false } open
                && open.Brokers.Any(broker => EmailAddress.AreSame(broker.MemberEmail, email));
            count += decides ? office.Count() : 0;
        }
        return count;
    }

    async Task<IReadOnlyList<CaseIndexEntry>> EntriesAsync(string email, CancellationToken cancellationToken)
    {
        var page = await index.PageAsync(CaseQuery.AskedOf(email), CaseIndex.MostOfAPage, cancellationToken: cancellationToken);
        return [.. page!.Cases.Where(entry => entry.Id.Kind == CaseKind.Enrollment).OrderBy(entry => entry.WaitsFor?.Until)];
    }

    async Task<bool> IsOpenAsync(EnrollmentRecord record, string email, CancellationToken cancellationToken) =>
        record.State is { End: null, Step: var number }
        && record.StepOf(number) is { Stage: BrokerApprovalStage.StageId, Asked: { } asked } step
        && EmailAddress.AreSame(asked.Email, email)
        && clock.GetUtcNow() < step.Until
        && Approvers.MayDecide(await offices.FindAsync(record.Applicant.OfficeKey, cancellationToken), asked, record.Applicant);
}
