using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Surveys.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Surveys.Desk;

/// <summary>A survey's whole story, and what staff do with it.</summary>
public sealed class SurveyCase(SurveyStories stories, SurveyDesk surveys, DeskRenderer desk, DeskTimes times) : IDeskCase
{
    /// <summary>Says that a survey was sent.</summary>
    internal const string SentNote = "sent";

    static readonly TimeSpan JustNow = TimeSpan.FromMinutes(10);

    static readonly string[] Texts = ["satisfaction", "callAgain", "recommend", "satisfied", "comment", "reached", "text", "reason", "category", "about"];

    static readonly FieldRule Reached = FieldRules.Choice("what came of the call", "Choose whether you reached them.", "Choose whether you reached them.", ["yes", "no"]);
    static readonly FieldRule Heard = FieldRules.Reason("what came of it", "Say what you heard, and what is done now.");
    static readonly FieldRule Category = new("what the complaint is about", 40, Empty: null);
    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why.");

    public CaseKind Kind => CaseKind.Survey;

    public async Task<IActionResult> ShowAsync(DeskRequest request, CaseId id, string? act) =>
        await stories.FindAsync(id, request.Cancellation) is { } story
            ? await PageAsync(request, story, StatusCodes.Status200OK, act is not null && story.Has(act) ? TypedAct.Nothing(act) : null)
            : await CasePage.NotFoundAsync(request, desk);

    public async Task<IActionResult> SendAsync(DeskRequest request, CaseId id, string act, PostedForm sent)
    {
        if (act is not (SurveyDeed.Answer or SurveyDeed.Call or SurveyDeed.Withdraw or SurveyDeed.Complain) || await stories.FindAsync(id, request.Cancellation) is not { } story)
        {
            return await CasePage.NotFoundAsync(request, desk);
        }
        var typed = new TypedAct(act, Texts.Where(sent.Has).ToDictionary(name => name, name => sent[name]), []);
        var fields = sent.Fields;
        var result = act switch
        {
            SurveyDeed.Answer => await AnswerAsync(request, story, fields),
            SurveyDeed.Call => await CallAsync(request, story, fields),
            SurveyDeed.Complain => await ComplainAsync(request, story, fields),
            _ => fields.Text("reason", Reason) is var reason && fields.Errors.Count > 0 ? null
                : await surveys.WithdrawAsync(request.Durable, id, request.Actor, Channel.StaffPage, reason, request.Cancellation),
        };
        if (result is null)
        {
            return await PageAsync(request, story, StatusCodes.Status400BadRequest, typed with { Errors = fields.Errors });
        }
        var now = await stories.FindAsync(id, request.Cancellation) ?? story;
        return result is AnswerState.Recorded or AnswerState.Repeated && now.Record.Entries.LastOrDefault(entry => entry.By == request.Actor) is { } mine
            ? new RedirectAfterPost(DeskRequest.With(DeskCases.AddressOf(id), ("done", $"{mine.Number}")))
            : await PageAsync(request, now, StatusCodes.Status409Conflict, typed, Refused(request, now, sent, result.Value));
    }

    async Task<AnswerState?> AnswerAsync(DeskRequest request, SurveyStory story, FieldReader fields)
    {
        var answer = SurveyFields.ReadWritten(fields, story.Record.Opened.Policy.Form);
        return fields.Errors.Count > 0 ? null : await surveys.AnswerAsync(request.Durable, story.Record.Id, answer, request.Actor, Channel.Phone, cancellationToken: request.Cancellation);
    }

    async Task<AnswerState?> CallAsync(DeskRequest request, SurveyStory story, FieldReader fields)
    {
        var isReached = fields.Text("reached", Reached) == "yes";
        var isRecovery = story.Record.State.Answer is not null;
        var text = fields.OptionalText("text", isReached && isRecovery ? Heard : Heard with { Empty = null });
        return fields.Errors.Count > 0 ? null
            : isReached && isRecovery ? await surveys.RecoverAsync(request.Durable, story.Record.Id, text!, request.Actor, Channel.StaffPage, request.Cancellation)
            : await surveys.CallAsync(request.Durable, story.Record.Id, new SurveyCall(isReached, text), request.Actor, Channel.StaffPage, request.Cancellation);
    }

    async Task<AnswerState?> ComplainAsync(DeskRequest request, SurveyStory story, FieldReader fields)
    {
        fields.Must(fields.Text("category", Category).Length > 0, "category", "Choose what the complaint is about.", FieldCodes.Required);
        var complaint = SurveyFields.ReadComplaint(fields);
        return fields.Errors.Count > 0 ? null : await surveys.ComplainAsync(request.Durable, story.Record.Id, complaint, request.Actor, Channel.StaffPage, request.Cancellation);
    }

    async Task<IActionResult> PageAsync(DeskRequest request, SurveyStory story, int status, TypedAct? typed = null, DeskNote? note = null) => typed?.Kind == SurveyDeed.Withdraw && note is null
        ? await desk.PageAsync<SurveyWithdrawal>(request, status, (nameof(SurveyWithdrawal.Story), story), (nameof(SurveyWithdrawal.Typed), typed))
        : await desk.PageAsync<SurveyStoryPage>(
            request, status, (nameof(SurveyStoryPage.Story), story), (nameof(SurveyStoryPage.Typed), typed), (nameof(SurveyStoryPage.Note), note ?? (typed is null ? Done(request, story) : null)));

    /// <summary>Says who was quicker, or why the survey doesn't take it.</summary>
    DeskNote Refused(DeskRequest request, SurveyStory story, PostedForm sent, AnswerState state)
    {
        var since = int.TryParse(sent["seen"], out var seen) ? seen : story.Seen;
        var other = story.Record.Entries.LastOrDefault(entry => entry.Number > since && entry.By != request.Actor);
        var line = other is null ? null : story.Lines[story.Record.Entries.ToList().IndexOf(other)];
        return DeskNote.Quicker(
            line is null ? SurveyDesk.Words(state) : $"{(other!.By == Actor.Timer ? "It went on by itself" : $"{other.By.PersonName} was quicker")}, {times.Exact(line.At, isInside: true)}: {line.What}.",
            "Nothing was recorded. What you typed is kept below.");
    }

    /// <summary>What was done, as the survey's log has it: an address alone confirms nothing.</summary>
    DeskNote? Done(DeskRequest request, SurveyStory story)
    {
        if (request.Query("done") is not { } done)
        {
            return null;
        }
        if (done == SentNote)
        {
            return story.View.Kind == ServiceKind.Chosen && times.Now - story.Record.Opened.OpenedAt < JustNow ? DeskNote.Done($"{story.View.Id} is on its way.", Next(story)) : null;
        }
        return story.Record.Entries.LastOrDefault(entry => entry.By == request.Actor) is { } mine && $"{mine.Number}" == done
            ? DeskNote.Done($"{story.View.Id}: {Words(mine)}", Next(story))
            : null;
    }

    static string Words(CaseEntry entry) => entry.Kind switch
    {
        SurveyChanges.Answered => entry.Read<SurveyAnswer>().IsLow ? "Written down. It is low: a manager is to call." : "Written down.",
        SurveyChanges.Called => entry.Read<SurveyCall>().IsReached ? "They aren’t called any more." : "The call is logged.",
        SurveyChanges.Recovered => "The call is logged, and the managers’ work is done.",
        SurveyChanges.Complained => "It is a complaint: it opens in a moment, and stands among their other cases.",
        SurveyChanges.Withdrawn => "Withdrawn.",
        _ => "Recorded.",
    };

    string Next(SurveyStory story) => $"{story.Waits.What}{(story.Waits.Until is { } until ? $" {story.Waits.Word} {times.WithZone(until)}" : "")}.";
}
