using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk;
using MemberServices.Desk.Frame;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Onboarding.Desk;

/// <summary>Enrollments by stage or end, the newest first.</summary>
public sealed class EnrollmentListPage(CaseIndex index, EnrollmentStages stages, EnrollmentPolicy policy, DeskRenderer desk) : IDeskPage
{
    const int PageSize = 50;

    public string Route => "enrollments";

    public string What => "enrollments by stage or end, the newest first";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var places = policy.Stages.Select(stage => new Choice(stage.Id, stages.Of(stage.Id).Name))
            .Concat(EnumNames<EnrollmentEnd>.All.Select(end => new Choice(end, char.ToUpperInvariant(end[0]) + end[1..]))).ToList();
        // A place that there isn't is all of them, and so is a page that there isn't the first.
        var place = places.FirstOrDefault(each => each.Value == request.Query("stage"))?.Value;
        var query = CaseQuery.List(CaseKind.Enrollment, place);
        var page = await index.PageAsync(query, PageSize, request.Query("after"), request.Cancellation)
            ?? await index.PageAsync(query, PageSize, null, request.Cancellation);
        return await desk.PageAsync<EnrollmentList>(
            request, StatusCodes.Status200OK, (nameof(EnrollmentList.Places), places), (nameof(EnrollmentList.Place), place), (nameof(EnrollmentList.Page), page),
            (nameof(EnrollmentList.IsFirst), request.Query("after") is null));
    }
}
