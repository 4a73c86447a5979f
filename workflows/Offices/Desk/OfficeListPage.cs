using MemberServices.Desk;
using MemberServices.Desk.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Offices.Desk;

/// <summary>Offices in the order of their keys, or those that a search finds.</summary>
public sealed class OfficeListPage(OfficeTable offices, DeskRenderer desk) : IDeskPage
{
    const int PageSize = 50;

    public string Route => "offices";

    public string What => "offices with their brokers, searched by name, key or number";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var text = request.Query("q") is { Length: <= OfficeSearch.Longest } query ? query : null;
        var page = await offices.PageAsync(text is null ? null : new OfficeSearch(text), PageSize, request.Query("after"), request.Cancellation);
        return await desk.PageAsync<OfficeList>(
            request, StatusCodes.Status200OK, (nameof(OfficeList.Page), page), (nameof(OfficeList.Text), text), (nameof(OfficeList.IsFirst), request.Query("after") is null));
    }
}
