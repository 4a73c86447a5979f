using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.Surveys.Starting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Surveys.Desk;

/// <summary>Staff ask a member how we did.</summary>
public sealed class NewSurveyPage(ChosenSurveys surveys, StaffDirectory staff, DeskRenderer desk) : IDeskForm
{
    /// <summary>The address of this page.</summary>
    public const string Address = SurveyListPage.Address + "/new";

    public string Route => "surveys/new";

    public string What => "asks a member how we did, about something that staff name";

    public Task<IActionResult> ShowAsync(DeskRequest request) => PageAsync(request, StatusCodes.Status200OK, new NewSurveyForm(request.Query("member") ?? "", "", "", FormToken.New(), []));

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        var (member, about, helper, token) = (sent[ChosenSurveys.MemberField], sent[ChosenSurveys.AboutField], sent[ChosenSurveys.HelperField], FormToken.Of(sent));
        var survey = await surveys.SendAsync(request.Durable, sent.Fields, FormToken.RequestKey(token, (member, about, helper)), request.Cancellation);
        return survey.Id is { } id
            ? new RedirectAfterPost(DeskRequest.With(DeskCases.AddressOf(id), ("done", SurveyCase.SentNote)))
            : await PageAsync(request, StatusCodes.Status400BadRequest, new NewSurveyForm(member, about, helper, token, survey.Errors));
    }

    async Task<IActionResult> PageAsync(DeskRequest request, int status, NewSurveyForm form) => await desk.PageAsync<NewSurvey>(
        request, status, (nameof(NewSurvey.Form), form),
        (nameof(NewSurvey.People), (await staff.EverybodyAsync()).Select(person => new Choice(person.Email, person.Name)).ToList()));
}

/// <param name="Member">Their key or address, as it was typed.</param>
/// <param name="About">In a line.</param>
/// <param name="Helper">The address of who helped, or empty.</param>
/// <param name="FormToken">The form's mark.</param>
/// <param name="Errors">What to correct.</param>
public sealed record NewSurveyForm(string Member, string About, string Helper, string FormToken, IReadOnlyList<FieldError> Errors)
{
    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}
