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
public sealed class EnrollmentDesk(EnrollmentPages pages, EnrollmentInterventions interventions) : IDeskCase
{
    static readonly string[] Texts =
        ["reason", "toMember", "approverKey", "target", "memberFullName", "memberEmail", "memberPreferredPhone", "memberStateLicense", "memberStateLicenseState"];

    public CaseKind Kind => CaseKind.Enrollment;

    public async Task<IActionResult> ShowAsync(DeskRequest request, CaseId id, string? act)
    {
        if (await pages.FindAsync(request, id) is not { } story)
        {
            return await pages.NotFoundAsync(request);
        }
        // An open page asks again and again: what fitted when it was opened may not fit any more.
        return await pages.PageAsync(request, story, StatusCodes.Status200OK, act is not null && story.Acts.Any(each => each.Kind == act) ? TypedAct.Nothing(act) : null);
    }

    public async Task<IActionResult> SendAsync(DeskRequest request, CaseId id, string act, PostedForm sent)
    {
        if (!interventions.Kinds.Contains(act) || await pages.FindAsync(request, id) is not { } story)
        {
            return await pages.NotFoundAsync(request);
        }
        var known = story.Acts.FirstOrDefault(each => each.Kind == act);
        var typed = new TypedAct(act, Texts.Where(sent.Has).ToDictionary(name => name, name => sent[name]), []);
        if (known is not null && Missing(known, story, sent) is { } missing)
        {
            return await pages.PageAsync(request, story, StatusCodes.Status400BadRequest, typed with { Errors = missing });
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
                return await pages.PageAsync(request, story, StatusCodes.Status400BadRequest, typed with { Errors = result.Errors });
            default:
                var now = await pages.FindAsync(request, id) ?? story;
                return await pages.PageAsync(request, now, StatusCodes.Status409Conflict, typed, pages.Quicker(now));
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
        if (act.IsCorrection && Correction.Read(sent.Fields, story.View.Applicant).Beyond(story.View.Applicant).IsEmpty)
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
}
