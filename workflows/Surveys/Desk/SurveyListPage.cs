using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk;
using MemberServices.Desk.Frame;
using MemberServices.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Surveys.Desk;

/// <summary>Whom staff call, since they are dissatisfied or didn't answer; and all surveys.</summary>
public sealed class SurveyListPage(CaseIndex index, DeskRenderer desk) : IDeskPage
{
    const int PageSize = 50;

    /// <summary>So many of a list are counted.</summary>
    const int MostCounted = 100;

    /// <summary>The address of this page.</summary>
    public const string Address = DeskRequest.Root + "/surveys";

    /// <summary>The name of the list of all.</summary>
    internal const string All = "all";

    public string Route => "surveys";

    public string What => "surveys: whom a manager calls, whom staff call for their answers, or all";

    /// <summary>A list, by its name.</summary>
    internal static string Of(string list) => DeskRequest.With(Address, ("of", list));

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        // A list that there isn't is one's own.
        var list = request.Query("of") is (SurveyIndex.Recoveries or SurveyIndex.Questions or All) and var wanted ? wanted
            : request.Who.Has(StaffRoles.Managers) ? SurveyIndex.Recoveries : SurveyIndex.Questions;
        var query = list == All ? CaseQuery.List(CaseKind.Survey) : CaseQuery.Queue(CaseKind.Survey, list);
        var page = await index.PageAsync(query, PageSize, request.Query("after"), request.Cancellation) ?? (await index.PageAsync(query, PageSize, null, request.Cancellation))!;
        var counts = new Dictionary<string, string>();
        foreach (var each in new[] { SurveyIndex.Recoveries, SurveyIndex.Questions })
        {
            var counted = (await index.PageAsync(CaseQuery.Queue(CaseKind.Survey, each), MostCounted, null, request.Cancellation))!;
            counts[each] = $"{counted.Cases.Count}{(counted.After is null ? "" : "+")}";
        }
        return await desk.PageAsync<SurveyList>(
            request, StatusCodes.Status200OK, (nameof(SurveyList.List), list), (nameof(SurveyList.Surveys), page.Cases), (nameof(SurveyList.After), page.After),
            (nameof(SurveyList.Counts), counts), (nameof(SurveyList.IsFirst), request.Query("after") is null));
    }
}
