using MemberServices.Cases.Finding;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Desk.Searching;
using MemberServices.Fields;
using MemberServices.Interactions;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Members.Desk;

/// <summary>A member with their timeline and cases. Who has only applied has a page, too.</summary>
public sealed class MemberPage(MemberTable members, InteractionTable interactions, CaseIndex index, DeskRenderer desk, DeskTimes times) : IDeskPage
{
    const int MostLines = 50;
    const int MostCases = 20;

    static readonly Message NoMember = new("There is no such member", "Nothing is known of somebody with this key.", "Search by name, email or license.")
    {
        Links = [new MessageLink("Members", "/staff/members")],
    };

    public string Route => "members/{memberKey}";

    public string What => "a member: facts, cases, timeline";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var key = request["memberKey"].ToUpperInvariant();
        if (!MemberKey.IsValid(key))
        {
            return await desk.MessageAsync(request, StatusCodes.Status404NotFound, NoMember);
        }
        var member = await members.FindAsync(key, request.Cancellation);
        var cases = await index.PageAsync(CaseQuery.OfMember(key), MostCases, request.Query("cases"), request.Cancellation);
        var page = await interactions.PageAsync([key], MostLines, request.Query("after"), request.Cancellation);
        return member is null && cases is not { Cases.Count: > 0 } && page.Interactions.Count == 0
            ? await desk.MessageAsync(request, StatusCodes.Status404NotFound, NoMember)
            : await desk.PageAsync<MemberView>(
                request, StatusCodes.Status200OK, (nameof(MemberView.Key), key), (nameof(MemberView.Member), member),
                (nameof(MemberView.Cases), new FoundSection([.. (cases?.Cases ?? []).Select(Of)], cases?.After)), (nameof(MemberView.Page), page with { Interactions = [.. page.Interactions.DistinctBy(line => (line.At, line.Summary, line.Case))] }),
                (nameof(MemberView.IsFirst), request.Query("after") is null));
    }

    FoundThing Of(CaseIndexEntry entry) => new(
        entry.Name.Length > 0 ? entry.Name : "(erased)", DeskCases.AddressOf(entry.Id),
        $"{(entry.Title is { } title ? $"{title}. " : "")}Opened {times.Day(entry.OpenedAt)}. {(entry.WaitsFor is { } wait ? $"{wait.Who} has to {ThirdPerson.Of(wait.What, entry.Name)}." : "")}".TrimEnd(), entry.Id.ToString(), CaseSearch.Words(entry.Place));
}
