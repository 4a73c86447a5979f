using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Cases;
using MemberServices.Complaints.Acting;
using MemberServices.Complaints.Opening;
using MemberServices.Complaints.Viewing;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Complaints.Desk;

/// <summary>A complaint's whole story, and what staff do with it.</summary>
public sealed class ComplaintCase(ComplaintStories stories, ComplaintStaffActs acts, ComplaintDesk complaints, DeskRenderer desk, DeskTimes times) : IDeskCase
{
    /// <summary>Says that a complaint was opened.</summary>
    internal const string OpenedNote = "opened";

    /// <summary>A root cause that isn't in the list.</summary>
    internal const string OtherCause = "otherCause";

    static readonly string[] Texts =
        ["text", "found", "done", "changes", "cause", OtherCause, "remedy", "amount", "reached", "outcome", "handling", "said", "note", "at", "from", "person", "reason"];

    static readonly string[] Kinds = [.. ComplaintStaffActs.Kinds, ComplaintStaffActs.Agree, ComplaintStaffActs.Disagree, ComplaintDeed.Take, ComplaintDeed.Reopen];

    static readonly Message NotYours = new(
        "Others see to this complaint", "It is about you, or by you, so it isn’t shown to you. Whoever owns it gets in touch if they need to hear you.", "If the name only looks alike, ask a manager.")
    {
        Links = [new MessageLink("Complaints", ComplaintListPage.Address)],
    };

    static readonly FieldRule Again = FieldRules.Reason("what isn’t right", "Write what isn’t right. The complainant reads it.");

    public CaseKind Kind => CaseKind.Complaint;

    public async Task<IActionResult> ShowAsync(DeskRequest request, CaseId id, string? act) =>
        await stories.RecordAsync(id, request.Cancellation) is not { } record ? await CasePage.NotFoundAsync(request, desk)
            : !await stories.MayLookAsync(record, request.Who.Person) ? await desk.MessageAsync(request, StatusCodes.Status403Forbidden, NotYours)
            : await OfAsync(request, record) is var story && act is not null && story.Has(act) ? await PageAsync(request, story, StatusCodes.Status200OK, TypedAct.Nothing(act))
            : await PageAsync(request, story, StatusCodes.Status200OK);

    public async Task<IActionResult> SendAsync(DeskRequest request, CaseId id, string act, PostedForm sent)
    {
        if (!Kinds.Contains(act) || await stories.RecordAsync(id, request.Cancellation) is not { } record)
        {
            return await CasePage.NotFoundAsync(request, desk);
        }
        if (!await stories.MayLookAsync(record, request.Who.Person))
        {
            return await desk.MessageAsync(request, StatusCodes.Status403Forbidden, NotYours);
        }
        var typed = new TypedAct(act, Texts.Where(sent.Has).ToDictionary(name => name, name => sent[name]), []);
        var fields = new FieldReader(JsonSerializer.SerializeToElement(BodyOf(request, act, typed, sent)));
        fields.Must(act != ComplaintStaffActs.HandOver || typed["person"].Length > 0, "person", "Choose who gets it.", FieldCodes.Required);
        fields.Must(act != ComplaintStaffActs.Plan || times.At(typed["from"]) is not null, "from", "Choose the day and the time of the call.", FieldCodes.Required);
        fields.Must(act != ComplaintStaffActs.Attempt || typed["at"].Length == 0 || times.At(typed["at"]) is not null, "at", "Choose the day and the time of the call, or leave it empty: now.");
        var result = act switch
        {
            ComplaintStaffActs.Agree or ComplaintStaffActs.Disagree =>
                await acts.DecideAsync(request.Durable, id, act == ComplaintStaffActs.Agree, fields, request.Who, Channel.StaffPage, request.Cancellation),
            ComplaintDeed.Reopen => fields.Text("text", Again) is var text && fields.Errors.Count > 0 ? InterventionResult<EntryReceipt>.Invalid(fields.Errors)
                : await complaints.ApplyAsync(
                    request.Durable, id, ComplaintActs.Reopen(text) with { Seen = fields.Integer("seen") }, request.Who.Person, request.Actor, Channel.StaffPage, request.Cancellation),
            _ => await acts.ApplyAsync(
                request.Durable, id, act == ComplaintDeed.Take ? ComplaintStaffActs.HandOver : act, fields, request.Who.Person, request.Actor, Channel.StaffPage, request.Cancellation),
        };
        if (result.State == InterventionState.Recorded)
        {
            return new RedirectAfterPost($"{DeskCases.AddressOf(id)}?done={result.Recorded!.Number}");
        }
        var now = await OfAsync(request, await stories.RecordAsync(id, request.Cancellation) ?? record);
        return result.State == InterventionState.Invalid
            ? await PageAsync(request, now, StatusCodes.Status400BadRequest, typed with { Errors = [.. result.Errors.DistinctBy(error => error.Field)] })
            : await PageAsync(request, now, StatusCodes.Status409Conflict, typed, Refused(request, now, sent, result.Detail));
    }

    /// <summary>What the form sent, as the API takes it.</summary>
    JsonObject BodyOf(DeskRequest request, string act, TypedAct typed, PostedForm sent)
    {
        var body = new JsonObject { ["seen"] = Number(sent["seen"]) };
        foreach (var (name, text) in typed.Values)
        {
            body[name] = name switch
            {
                "at" or "from" => times.At(text)?.ToString("O"),
                "cause" when typed[OtherCause].Length > 0 => typed[OtherCause],
                "remedy" or "outcome" or "handling" or "amount" when text.Length == 0 => null,
                _ => text,
            };
        }
        if (act == ComplaintDeed.Take)
        {
            body["person"] = request.Who.Person.Email;
        }
        return body;
    }

    static int? Number(string text) => int.TryParse(text, out var number) ? number : null;

    Task<ComplaintStory> OfAsync(DeskRequest request, ComplaintRecord record) => stories.OfAsync(
        record, request.Who,
        request.Query("show") switch
        {
            "complainant" => line => !line.IsForStaff,
            "staff" => line => line.IsForStaff || line.Why is { Length: > 0 },
            _ => _ => true,
        },
        request.Skip, request.Cancellation);

    async Task<IActionResult> PageAsync(DeskRequest request, ComplaintStory story, int status, TypedAct? typed = null, DeskNote? note = null) => await desk.PageAsync<ComplaintStoryPage>(
        request, status, (nameof(ComplaintStoryPage.Story), story), (nameof(ComplaintStoryPage.Typed), typed), (nameof(ComplaintStoryPage.Note), note ?? (typed is null ? Done(request, story) : null)),
        (nameof(ComplaintStoryPage.Show), request.Query("show")), (nameof(ComplaintStoryPage.Skip), request.Skip));

    /// <summary>Says who was quicker, or why the complaint doesn't take it.</summary>
    DeskNote Refused(DeskRequest request, ComplaintStory story, PostedForm sent, string detail)
    {
        var since = Number(sent["seen"]) ?? story.Seen;
        var other = story.Record.Entries.LastOrDefault(entry => entry.Number > since && entry.By != request.Actor && entry.Kind is not (ComplaintChanges.Passed or ComplaintChanges.Noted));
        var line = other is null ? null : ComplaintViews.Of(story.Record, times.Now).History.FirstOrDefault(each => each.Number == other.Number);
        return DeskNote.Quicker(
            line is null ? detail : $"{(other!.By == Actor.Timer ? "It went on by itself" : $"{line.By} was quicker")}, {times.Exact(line.At, isInside: true)}: {line.Text}.",
            "Nothing was recorded. What you typed is kept below.");
    }

    /// <summary>What was done, as the complaint's log has it: an address alone confirms nothing.</summary>
    DeskNote? Done(DeskRequest request, ComplaintStory story)
    {
        if (request.Query("done") == OpenedNote && story.Record.Opened.By == request.Actor && story.Record.Entries.All(entry => entry.By != request.Actor))
        {
            return DeskNote.Done($"{story.View.Id} is open.", $"{story.Name} gets a mail with this number and who looks after it. {Next(story)}");
        }
        return request.Query("done") is { } done && story.Record.Entries.LastOrDefault(entry => entry.By == request.Actor) is { } mine && mine.Number == Number(done)
            ? DeskNote.Done($"{story.View.Id}: {Words(mine)}", mine.Kind == ComplaintChanges.Noted ? null : Next(story))
            : null;
    }

    static string Words(CaseEntry entry) => entry.Kind switch
    {
        ComplaintChanges.Owned => $"{entry.Read<ComplaintOwner>().Person.Name} owns it, and the complainant is told.",
        ComplaintChanges.Clarified => "The call is logged.",
        ComplaintChanges.Noted => "Noted for staff.",
        ComplaintChanges.Updated => "Your words are on their way.",
        ComplaintChanges.Resolved => "Resolved.",
        ComplaintChanges.Agreed => "Agreed: the letter is on its way.",
        ComplaintChanges.Disagreed => "Not agreed: the owner resolves it otherwise.",
        ComplaintChanges.CallPlanned => "The call is moved, and the complainant is told.",
        ComplaintChanges.Attempted => "The call is logged.",
        ComplaintChanges.Reopened => "It is open again.",
        ComplaintChanges.Closed => "It is closed.",
        _ => "Recorded.",
    };

    string Next(ComplaintStory story) => $"{story.Waits.What}{(story.Waits.Until is { } until ? $" {story.Waits.Word} {times.WithZone(until)}" : "")}.";
}
