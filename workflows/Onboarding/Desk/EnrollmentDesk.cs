using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Onboarding.Correcting;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Onboarding.Desk;

/// <summary>An enrollment's whole story, and how staff step in.</summary>
public sealed class EnrollmentDesk(EnrollmentStories stories, EnrollmentInterventions interventions, DeskRenderer desk, DeskTimes times) : IDeskCase
{
    static readonly string[] Texts =
        ["reason", "toMember", "approverKey", "memberFullName", "memberEmail", "memberPreferredPhone", "memberStateLicense", "memberStateLicenseState"];

    public CaseKind Kind => CaseKind.Enrollment;

    public async Task<IActionResult> ShowAsync(DeskRequest request, CaseId id, string? act)
    {
        if (await FindAsync(request, id) is not { } story)
        {
            return await CasePage.NotFoundAsync(request, desk);
        }
        if (act is null)
        {
            return await PageAsync(request, story, StatusCodes.Status200OK, note: Done(request, story));
        }
        return story.Acts.FirstOrDefault(each => each.Kind == act) is { } known
            ? await ActAsync(request, story, known, StatusCodes.Status200OK, TypedAct.Nothing(act))
            // An open page asks again and again: what fitted when it was opened may not fit any more.
            : await PageAsync(request, story, StatusCodes.Status200OK);
    }

    public async Task<IActionResult> SendAsync(DeskRequest request, CaseId id, string act, PostedForm sent)
    {
        if (!interventions.Kinds.Contains(act) || await FindAsync(request, id) is not { } story)
        {
            return await CasePage.NotFoundAsync(request, desk);
        }
        var known = story.Acts.FirstOrDefault(each => each.Kind == act);
        var typed = new TypedAct(act, Texts.Where(sent.Has).ToDictionary(name => name, name => sent[name]), []);
        if (known is not null && Missing(known, story, sent) is { } missing)
        {
            return await ActAsync(request, story, known, StatusCodes.Status400BadRequest, typed with { Errors = missing });
        }
        var body = new JsonObject { ["step"] = int.TryParse(sent["step"], out var step) ? step : null };
        foreach (var (name, text) in typed.Values)
        {
            body[name] = text;
        }
        var result = await interventions.ApplyAsync(
            request.Durable, id, act, new FieldReader(JsonSerializer.SerializeToElement(body)), new StepsIn(request.Who.Person, request.Actor, Channel.StaffPage), request.Cancellation);
        switch (result.State)
        {
            case InterventionState.Recorded:
                return new RedirectAfterPost($"{DeskCases.AddressOf(id)}?done={act}");
            case InterventionState.Invalid when known is not null:
                return await ActAsync(request, story, known, StatusCodes.Status400BadRequest, typed with { Errors = result.Errors });
            default:
                var now = await FindAsync(request, id) ?? story;
                return await PageAsync(request, now, StatusCodes.Status409Conflict, typed, Quicker(now));
        }
    }

    /// <summary>What the page alone can see is missing.</summary>
    static List<FieldError>? Missing(DeskAct act, EnrollmentStory story, PostedForm sent)
    {
        var errors = new List<FieldError>();
        if (act.Form.Choice is { } choice && !choice.Choices.Any(each => each.Value == sent[choice.Field]))
        {
            errors.Add(new FieldError(choice.Field, choice.Empty, FieldCodes.Required));
        }
        if (act.IsCorrection && new Correction(sent["memberFullName"], sent["memberEmail"], sent["memberPreferredPhone"], sent["memberStateLicense"], sent["memberStateLicenseState"])
            .Beyond(story.View.Applicant) is { } beyond && Blank(beyond).IsEmpty)
        {
            errors.Add(new FieldError("memberFullName", "Change at least one of the fields.", FieldCodes.Required));
        }
        if (sent["reason"].Length == 0)
        {
            errors.Add(new FieldError("reason", "Say why. Only staff read it.", FieldCodes.Required));
        }
        if (act.Form.Confirm is not null && sent["confirmed"] != "yes")
        {
            errors.Add(new FieldError("confirmed", "Tick the box if it is so.", FieldCodes.Required));
        }
        return errors.Count == 0 ? null : errors;
    }

    // A field that was emptied stays as it is.
    static Correction Blank(Correction what) => new(
        Unless(what.MemberFullName), Unless(what.MemberEmail), Unless(what.MemberPreferredPhone), Unless(what.MemberStateLicense), Unless(what.MemberStateLicenseState));

    static string? Unless(string? text) => text is { Length: 0 } ? null : text;

    Task<EnrollmentStory?> FindAsync(DeskRequest request, CaseId id) => stories.FindAsync(
        id,
        request.Query("show") switch
        {
            "people" => line => line.IsByPerson,
            "notes" => line => line.StaffOnly is not null,
            _ => _ => true,
        },
        int.TryParse(request.Query("skip"), out var skip) && skip is > 0 and < 100_000 ? skip : 0,
        request.Cancellation);

    Task<IActionResult> ActAsync(DeskRequest request, EnrollmentStory story, DeskAct act, int status, TypedAct typed) =>
        act.IsFinal ? FinalAsync(request, story, act, status, typed) : PageAsync(request, story, status, typed);

    async Task<IActionResult> FinalAsync(DeskRequest request, EnrollmentStory story, DeskAct act, int status, TypedAct typed) => await desk.PageAsync<FinalActPage>(
        request, status, (nameof(FinalActPage.Story), story), (nameof(FinalActPage.Act), act), (nameof(FinalActPage.Typed), typed));

    async Task<IActionResult> PageAsync(DeskRequest request, EnrollmentStory story, int status, TypedAct? typed = null, DeskNote? note = null) => await desk.PageAsync<EnrollmentPage>(
        request, status, (nameof(EnrollmentPage.Story), story), (nameof(EnrollmentPage.Typed), typed), (nameof(EnrollmentPage.Note), note),
        (nameof(EnrollmentPage.Show), request.Query("show")), (nameof(EnrollmentPage.Skip), int.TryParse(request.Query("skip"), out var skip) ? skip : 0));

    /// <summary>What was done, as the case's log has it: an address alone confirms nothing.</summary>
    DeskNote? Done(DeskRequest request, EnrollmentStory story)
    {
        if (request.Query("done") is not { } kind)
        {
            return null;
        }
        if (kind == OpenedNote && request.Who.Person.Name == story.Opened.By.Name)
        {
            return DeskNote.Done($"{story.View.Id} is open.", $"{story.View.Applicant.MemberFullName} gets a confirmation with this number. {Next(story)}");
        }
        return story.Lines.FirstOrDefault(line => line.IsByPerson && line.StaffOnly is not null && line.Text.Contains(request.Who.Person.Name, StringComparison.Ordinal)) is { } line
            ? DeskNote.Done($"{story.View.Id}: {line.Text}.", Next(story))
            : null;
    }

    /// <summary>Says that a case was opened.</summary>
    internal const string OpenedNote = "opened";

    string Next(EnrollmentStory story) => story.View.End is null && story.Step is null ? "The next step begins in a moment."
        : story.View.WaitsFor is { } wait
        ? $"Next, {wait.Who} has to {wait.What}{(wait.Until is { } until ? $", until {times.WithZone(until)}" : "")}."
        : "It has ended; everybody concerned is told.";

    DeskNote Quicker(EnrollmentStory story)
    {
        var last = story.Lines.FirstOrDefault(line => line.Sign is "check") ?? (story.Lines is [var newest, ..] ? newest : null);
        return DeskNote.Quicker(
            last is null ? "Somebody was quicker." : $"Somebody was quicker: {last.Text}, {times.Exact(last.At, isInside: true)}.",
            "Nothing was recorded. What you typed is kept below.");
    }
}

/// <summary>What somebody typed to step in.</summary>
/// <param name="Kind">Which intervention.</param>
/// <param name="Values">By field.</param>
/// <param name="Errors">What to correct.</param>
public sealed record TypedAct(string Kind, IReadOnlyDictionary<string, string> Values, IReadOnlyList<FieldError> Errors)
{
    public static TypedAct Nothing(string kind) => new(kind, new Dictionary<string, string>(), []);

    public string this[string field] => Values.GetValueOrDefault(field, "");

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    /// <summary>The errors, each with the id that its field has on the page.</summary>
    public IReadOnlyList<FieldError> OnPage => [.. Errors.Select(error => error with { Field = $"{Kind}-{error.Field}" })];
}
