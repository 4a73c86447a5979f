using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Onboarding.Desk;

/// <summary>Staff open an enrollment for somebody: the fields and rules of the API, and the case is open at once.</summary>
public sealed class NewEnrollmentPage(EnrollmentService enrollments, OfficeTable offices, EnrollmentPolicy policy, DeskRenderer desk) : IDeskForm
{
    static readonly Message NoOffices = new("No office is known", "Without an office nobody can be enrolled.", "Offices come from your membership system, by message or by the API.");

    public string Route => "enrollments/new";

    public string What => "opens an enrollment for somebody, at once";

    public async Task<IActionResult> ShowAsync(DeskRequest request) =>
        await PageAsync(request, StatusCodes.Status200OK, EnrollForm.Empty with { OfficeKey = request.Query("office") ?? "" }, FormToken.New(), [], "");

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        var (read, formToken) = (enrollments.Read(sent.Fields), FormToken.Of(sent));
        if (OfficeChoice.IsWanted(sent))
        {
            return await PageAsync(request, StatusCodes.Status200OK, read.Value, formToken, [], sent[OfficeChoice.SearchField]);
        }
        var whole = await enrollments.CheckOfficeAsync(read, request.Cancellation);
        var result = whole.Errors.Count > 0
            ? StartResult.Refused(whole.Errors)
            : await enrollments.StartAsync(
                request.Durable, whole, FormToken.RequestKey(formToken, whole.Value), request.Actor, Channel.StaffPage, cancellationToken: request.Cancellation);
        return result.Id is { } id
            ? new RedirectAfterPost(DeskRequest.With(DeskCases.AddressOf(id), ("done", EnrollmentPages.OpenedNote)))
            : await PageAsync(request, StatusCodes.Status400BadRequest, read.Value, formToken, result.Errors, sent[OfficeChoice.SearchField]);
    }

    /// <summary>The rules speak to applicants; here somebody else types.</summary>
    static FieldError Theirs(FieldError error) => error with { Message = ThirdPerson.Of(error.Message, "the applicant") };

    async Task<IActionResult> PageAsync(DeskRequest request, int status, Application values, string formToken, IReadOnlyList<FieldError> errors, string search) =>
        await OfficeChoice.FindAsync(offices, values.OfficeKey, search, request.Cancellation) is { } office
            ? await desk.PageAsync<NewEnrollment>(request, status, (nameof(NewEnrollment.Form), new EnrollForm(values, formToken, office, policy.MemberTypes, [.. errors.Select(Theirs)])))
            : await desk.MessageAsync(request, StatusCodes.Status503ServiceUnavailable, NoOffices);
}
