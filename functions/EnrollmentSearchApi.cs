using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Offices;
using MemberServices.Onboarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Finds enrollments for staff and other systems, by what the index of cases knows.</summary>
public sealed class EnrollmentSearchApi(CaseIndex index, EnrollmentStages stages, OfficeTable offices)
{
    const int ShortestText = 2;
    const int LongestText = FieldRules.LongestName;

    /// <summary>Takes q, stage (or an end), office, take and after. Without q: the newest first.</summary>
    [Function("FindEnrollments")]
    public async Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/enrollments")] HttpRequest request)
    {
        var (text, stage, office, after) = (Of(request, "q"), Of(request, "stage"), Of(request, "office"), Of(request, "after"));
        if (await ErrorAsync(text, stage, office) is { } error)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", error);
        }
        if (PageSize.Of(request, CaseIndex.MostOfAPage) is not { } take)
        {
            return PageSize.Wrong(CaseIndex.MostOfAPage);
        }

        var place = stage?.ToLowerInvariant();
        var officeKey = office is null ? null : OfficeKey.Canonical(office);
        var query = text is null
            ? CaseQuery.List(CaseKind.Enrollment, place, officeKey)
            : CaseQuery.Text(text, entry => entry.Id.Kind == CaseKind.Enrollment
                && (place is null || entry.Place == place) && (officeKey is null || entry.OfficeKey == officeKey));
        return await index.PageAsync(query, take, after, request.HttpContext.RequestAborted) is { } page
            ? new JsonResult(new { enrollments = page.Cases.Select(Shown), page.After })
            : Problems.BadRequest(
                "The question has no such page.", new ProblemError("after", "must be what the page before answered as \"after\", with the same q, stage and office"));
    }

    static object Shown(CaseIndexEntry entry) => new
    {
        entry.Id,
        memberFullName = entry.Name,
        memberEmail = entry.Email,
        entry.MemberKey,
        memberStateLicense = LicenseOf(entry)?.Number,
        memberStateLicenseState = LicenseOf(entry)?.State,
        entry.OfficeKey,
        stage = entry.End is null ? entry.Stage : null,
        entry.End,
        receivedAt = entry.OpenedAt,
        entry.EndedAt,
        entry.WaitsFor,
        status = $"/api/enrollments/{entry.Id}",
    };

    static StateLicense? LicenseOf(CaseIndexEntry entry) => StateLicense.TryParse(entry.License, out var license) ? license : null;

    async Task<ProblemError?> ErrorAsync(string? text, string? stage, string? office)
    {
        var places = stages.All.Select(each => each.Id).Concat(EnumNames<EnrollmentEnd>.All).ToList();
        return text?.Length < ShortestText ? new ProblemError("q", $"must have {ShortestText} characters or more; leave it out for the newest")
            : text?.Length > LongestText ? new ProblemError("q", $"must have {LongestText} characters at most", FieldCodes.TooLong)
            : stage is not null && !places.Contains(stage.ToLowerInvariant()) ? new ProblemError("stage", $"must be one of {string.Join(", ", places)}", FieldCodes.Unknown)
            : office is not null && (!OfficeKey.IsValid(office) || await offices.FindAsync(OfficeKey.Canonical(office)) is null)
                ? new ProblemError("office", "send an office's key, such as \"lakeview\"", FieldCodes.Unknown)
            : null;
    }

    /// <summary>A parameter without spaces around it; null when it is empty or isn't there.</summary>
    static string? Of(HttpRequest request, string name) => request.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}
