using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk.Frame;
using MemberServices.Desk.Searching;
using MemberServices.Staff;
using MemberServices.WorkItems;

namespace MemberServices.Desk.Cases;

/// <summary>What stands beside a case's story. What it reads is bounded, however much there is.</summary>
public sealed class CaseSurroundings(CaseIndex index, WorkItemTable work, StaffPolicy policy, DeskTimes times)
{
    const int MostOthers = 10;
    const int MostWork = 20;

    /// <summary>The work that a case made.</summary>
    public async Task<IReadOnlyList<ComingLine>> WorkAsync(CaseId id, CancellationToken cancellationToken) =>
        await work.PageAsync(new WorkItemQuery(Case: id.ToString()), MostWork, null, cancellationToken) is { } page
            ? [.. page.Rows.Select(item => new ComingLine(item.Due, item.Title, item.Owner?.Name ?? policy.NameOf(item.Role), DeskRequest.To("work", item.Id)))]
            : [];

    /// <summary>The same person's other cases: of a member by their key, of others by their mailbox.</summary>
    /// <param name="id">The case that is shown.</param>
    /// <param name="memberKey">Whose it is; null: no member's; empty when it was erased.</param>
    /// <param name="email">Their address; empty when it was erased.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FoundThing>> OthersAsync(CaseId id, string? memberKey, string email, CancellationToken cancellationToken) =>
        (memberKey ?? email).Length > 0
        && await index.PageAsync(memberKey is null ? CaseQuery.OfPerson(email) : CaseQuery.OfMember(memberKey), MostOthers, null, cancellationToken) is { } page
            ?
            [
                .. page.Cases.Where(entry => entry.Id != id).Select(entry => new FoundThing(
                    entry.Id.ToString(), DeskCases.AddressOf(entry.Id), $"{(entry.Title is { } title ? $"{title}. " : "")}{CaseSearch.Words(entry.Place)}, opened {times.Day(entry.OpenedAt)}")),
            ]
            : [];
}
