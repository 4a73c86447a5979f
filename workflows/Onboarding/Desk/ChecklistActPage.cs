using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Onboarding.Checklist;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Onboarding.Desk;

/// <summary>Records what became of an item of a checklist.</summary>
public sealed class ChecklistActPage(EnrollmentPages pages, ChecklistActs acts, DeskTimes times, TimeProvider clock) : IDeskForm
{
    const string When = "at";

    static readonly string[] Texts = ["reason", "toMember"];

    public string Route => "cases/{id}/checklist/{item}/{act}";

    public string What => "records what became of an item of a checklist";

    public async Task<IActionResult> ShowAsync(DeskRequest request) => await FindAsync(request) is { } story
        ? await pages.PageAsync(request, story, StatusCodes.Status200OK, TypedAct.Nothing(KeyOf(request)))
        : await pages.NotFoundAsync(request);

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        if (await FindAsync(request) is not { } story)
        {
            return await pages.NotFoundAsync(request);
        }
        var id = story.View.Id;
        var typed = new TypedAct(KeyOf(request), Texts.Append(When).Where(sent.Has).ToDictionary(name => name, name => sent[name]), []);
        var day = sent[When].Length == 0 ? null : times.StartOf(sent[When]);
        if (sent[When].Length > 0 && !(day <= clock.GetUtcNow()))
        {
            return await pages.PageAsync(
                request, story, StatusCodes.Status400BadRequest, typed with { Errors = [new FieldError(When, "Choose a day that isn’t to come.", FieldCodes.Invalid)] });
        }
        var body = new JsonObject { [When] = day?.ToString("O") };
        foreach (var name in Texts)
        {
            body[name] = sent[name];
        }
        var result = await acts.ApplyAsync(
            request.Durable, id, request["item"], request["act"], new FieldReader(JsonSerializer.SerializeToElement(body)),
            new StepsIn(request.Who.Person, request.Actor, Channel.StaffPage), request.Cancellation);
        switch (result.State)
        {
            case InterventionState.Recorded when result.Recorded!.By == request.Actor.Name:
                return new RedirectAfterPost(DeskRequest.With(DeskCases.AddressOf(id), ("item", request["item"])));
            case InterventionState.Invalid:
                return await pages.PageAsync(request, story, StatusCodes.Status400BadRequest, typed with { Errors = result.Errors });
            case InterventionState.Unknown:
                return await pages.NotFoundAsync(request);
            default:
                var what = result.Recorded is { } other ? $"{other.By} was quicker, {times.Exact(other.At, isInside: true)}: {NameOf(story, request)} is {EnumNames<ChecklistStatus>.Of(other.Status)}." : result.Detail;
                return await pages.PageAsync(
                    request, await FindAsync(request) ?? story, StatusCodes.Status409Conflict, typed,
                    DeskNote.Quicker(what, typed.Values.Values.All(text => text.Length == 0) ? "Nothing was recorded." : "Nothing was recorded. What you typed is kept below."));
        }
    }

    static string KeyOf(DeskRequest request) => DeskAct.KeyOf(request["item"], request["act"]);

    static string NameOf(EnrollmentStory story, DeskRequest request) => story.Items.First(item => item.View.Id == request["item"]).View.Name;

    /// <summary>The case; null when there is none, no such item, or no such act.</summary>
    async Task<EnrollmentStory?> FindAsync(DeskRequest request) =>
        CaseId.TryParse(request["id"], out var id) && id.Kind == CaseKind.Enrollment && ChecklistActs.Kinds.Contains(request["act"])
        && await pages.FindAsync(request, id) is { } story && story.Items.Any(item => item.View.Id == request["item"]) ? story : null;
}
