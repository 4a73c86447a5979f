using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk;
using MemberServices.Desk.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Complaints.Desk;

/// <summary>Complaints: one's own, those that are open, those that wait for a second person, or all.</summary>
public sealed class ComplaintListPage(CaseIndex index, DeskRenderer desk) : IDeskPage
{
    const int PageSize = 50;

    /// <summary>So many of a list are counted.</summary>
    const int MostCounted = 100;

    /// <summary>The address of this page.</summary>
    public const string Address = DeskRequest.Root + "/complaints";

    /// <summary>The names of the lists in addresses.</summary>
    internal const string Mine = "mine", Open = "open", Agreeing = "agreeing", All = "all";

    public string Route => "complaints";

    public string What => "complaints: one's own, open ones by due time, those that wait for a second person, or all";

    /// <summary>A list, by its name.</summary>
    internal static string Of(string list) => DeskRequest.With(Address, ("of", list));

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var own = await PageAsync(ComplaintIndex.OwnedBy(request.Who.Person.Email), MostCounted, null, request.Cancellation);
        // A list that there isn't is one's own, or that of all open ones.
        var list = request.Query("of") is (Mine or Open or Agreeing or All) and var wanted ? wanted : own.Cases.Count > 0 ? Mine : Open;
        var page = list == Mine ? own : await PageAsync(QueryOf(list), PageSize, request.Query("after"), request.Cancellation);
        var counts = new Dictionary<string, string> { [Mine] = Counted(own) };
        foreach (var each in new[] { Open, Agreeing })
        {
            counts[each] = Counted(await PageAsync(QueryOf(each), MostCounted, null, request.Cancellation));
        }
        return await desk.PageAsync<ComplaintList>(
            request, StatusCodes.Status200OK, (nameof(ComplaintList.List), list),
            (nameof(ComplaintList.Complaints), list == Mine ? page.Cases.OrderBy(entry => entry.LateSince ?? entry.WaitsFor?.Until ?? DateTimeOffset.MaxValue).ToList() : page.Cases),
            (nameof(ComplaintList.After), list == Mine ? null : page.After), (nameof(ComplaintList.Counts), counts), (nameof(ComplaintList.IsFirst), request.Query("after") is null));
    }

    /// <summary>A page that there isn't is the first.</summary>
    async Task<CaseIndexPage> PageAsync(CaseQuery query, int take, string? after, CancellationToken cancellationToken) =>
        await index.PageAsync(query, take, after, cancellationToken) ?? (await index.PageAsync(query, take, null, cancellationToken))!;

    static CaseQuery QueryOf(string list) => list switch
    {
        Agreeing => ComplaintIndex.List(EnumNames<ComplaintPhase>.Of(ComplaintPhase.Agreeing)),
        All => ComplaintIndex.List(null),
        _ => ComplaintIndex.Open(),
    };

    static string Counted(CaseIndexPage page) => $"{page.Cases.Count}{(page.After is null ? "" : "+")}";
}
