using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Viewing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Tickets.Desk;

/// <summary>A ticket's whole story, and what staff do with it.</summary>
public sealed class TicketCase(TicketStories stories, StaffActs acts, TicketViews views, DeskRenderer desk, DeskTimes times, TimeProvider clock) : IDeskCase
{
    /// <summary>Says that a ticket was opened.</summary>
    internal const string OpenedNote = "opened";

    /// <summary>What is done with the text of an answer.</summary>
    internal const string Then = "then";

    static readonly string[] Texts = ["text", Then, "person", "reason", "promise", "until", "toCustomer", "level", "priority", "of", "category", "about"];

    /// <summary>The acts, by the word in the address. Answering in each of its ways is one form.</summary>
    static readonly Dictionary<string, string> Kinds = StaffActs.Kinds.Append(TicketDeed.HandOver)
        .ToDictionary(kind => kind, kind => kind == TicketDeed.HandOver ? TicketDeed.Take : kind);

    public CaseKind Kind => CaseKind.Ticket;

    public async Task<IActionResult> ShowAsync(DeskRequest request, CaseId id, string? act)
    {
        if (await FindAsync(request, id) is not { } story)
        {
            return await CasePage.NotFoundAsync(request, desk);
        }
        // An open page asks again and again: what fitted when it was opened may not fit any more.
        var typed = act is TicketDeed.Answer or TicketDeed.Hold or TicketDeed.Resolve ? new TypedAct(TicketDeed.Answer, new Dictionary<string, string> { [Then] = act }, [])
            : act is not null && story.Has(act) ? TypedAct.Nothing(act) : null;
        return await PageAsync(request, story, StatusCodes.Status200OK, typed);
    }

    public async Task<IActionResult> SendAsync(DeskRequest request, CaseId id, string act, PostedForm sent)
    {
        if (!Kinds.TryGetValue(act, out var kind) || await FindAsync(request, id) is not { } story)
        {
            return await CasePage.NotFoundAsync(request, desk);
        }
        var typed = new TypedAct(act, Texts.Where(sent.Has).ToDictionary(name => name, name => sent[name]), []);
        if (act == TicketDeed.Answer && story.Answers.Any(each => each.Kind == typed[Then]))
        {
            kind = typed[Then];
        }
        var fields = new FieldReader(JsonSerializer.SerializeToElement(BodyOf(act, typed, sent)));
        fields.Must(act != TicketDeed.HandOver || typed["person"].Length > 0, "person", "Choose who takes it.", FieldCodes.Required);
        fields.Must(act != TicketDeed.Extend || typed["until"].Length == 0 || times.At(typed["until"]) is not null, "until", "Choose the day and the time of the new promise.");
        fields.Must(act != TicketDeed.Extend || typed["until"].Length > 0, "until", "Choose the new time.", FieldCodes.Required);
        fields.Must(act != TicketDeed.Extend || typed["promise"].Length > 0, "promise", "Choose which promise gets a new time.", FieldCodes.Required);
        fields.Must(act != TicketDeed.Complain || typed["category"].Length > 0, "category", "Choose what the complaint is about.", FieldCodes.Required);
        fields.Must(act != TicketDeed.Move || typed["level"].Length > 0, "level", "Choose the level.", FieldCodes.Required);
        var result = await acts.ApplyAsync(request.Durable, id, kind, fields, request.Who.Person, request.Actor, Channel.StaffPage, request.Cancellation);
        switch (result.State)
        {
            case InterventionState.Recorded:
                return new RedirectAfterPost($"{DeskCases.AddressOf(id)}?done={result.Recorded!.Number}");
            case InterventionState.Invalid:
                return await PageAsync(request, story, StatusCodes.Status400BadRequest, typed with { Errors = result.Errors });
            default:
                var now = await FindAsync(request, id) ?? story;
                return await PageAsync(request, now, StatusCodes.Status409Conflict, typed, Refused(request, now, sent, result.Detail));
        }
    }

    /// <summary>What the form sent, as the API takes it.</summary>
    JsonObject BodyOf(string act, TypedAct typed, PostedForm sent)
    {
        var body = new JsonObject { ["seen"] = Number(sent["seen"]) };
        foreach (var (name, text) in typed.Values)
        {
            body[name] = name switch
            {
                "level" => Number(text),
                "until" => times.At(text)?.ToString("O"),
                // Whoever takes it takes it themselves.
                "person" when act == TicketDeed.Take => null,
                _ => text,
            };
        }
        return body;
    }

    static int? Number(string text) => int.TryParse(text, out var number) ? number : null;

    Task<TicketStory?> FindAsync(DeskRequest request, CaseId id) => stories.FindAsync(
        id, request.Who,
        request.Query("show") switch
        {
            "customer" => line => !line.IsForStaff,
            "staff" => line => line.IsForStaff || line.Why is { Length: > 0 },
            _ => _ => true,
        },
        request.Skip, request.Cancellation);

    Task<PageResult> PageAsync(DeskRequest request, TicketStory story, int status, TypedAct? typed = null, DeskNote? note = null) => desk.PageAsync<TicketStoryPage>(
        request, status, (nameof(TicketStoryPage.Story), story), (nameof(TicketStoryPage.Typed), typed), (nameof(TicketStoryPage.Note), note ?? (typed is null ? Done(request, story) : null)),
        (nameof(TicketStoryPage.Show), request.Query("show")), (nameof(TicketStoryPage.Skip), request.Skip));

    /// <summary>Says who was quicker, or why the ticket doesn't take it.</summary>
    DeskNote Refused(DeskRequest request, TicketStory story, PostedForm sent, string detail)
    {
        var since = Number(sent["seen"]) ?? story.Seen;
        var other = views.Of(story.Record, clock.GetUtcNow()).History.LastOrDefault(line =>
            line.Number > since && line.Kind is not (TicketChanges.Passed or TicketChanges.Noted) && story.Record.Entries.Any(entry => entry.Number == line.Number && entry.By != request.Actor));
        return DeskNote.Quicker(
            other is null ? detail : $"{(other.By == Actor.Timer.Name ? "It went on by itself" : $"{other.By} was quicker")}, {times.Exact(other.At, isInside: true)}: {other.Text}.",
            "Nothing was recorded. What you typed is kept below.");
    }

    /// <summary>What was done, as the ticket's log has it: an address alone confirms nothing.</summary>
    DeskNote? Done(DeskRequest request, TicketStory story)
    {
        if (request.Query("done") == OpenedNote && story.Record.Opened.By == request.Actor && story.Record.Entries.Count == 0)
        {
            return DeskNote.Done($"{story.View.Id} is open.", $"{story.Name} gets a mail with this number and a link to its page. {Next(story)}");
        }
        return request.Query("done") is { } done && story.Record.Entries.FirstOrDefault(entry => entry.Number == Number(done)) is { } entry && entry.By == request.Actor && entry.Number == LastOf(story, request.Actor)
            ? DeskNote.Done($"{story.View.Id}: {Words(entry)}", entry.Kind == TicketChanges.Noted ? null : Next(story))
            : null;
    }

    static int LastOf(TicketStory story, Actor by) => story.Record.Entries.Where(entry => entry.By == by).Max(entry => entry.Number);

    static string Words(CaseEntry entry) => entry.Kind switch
    {
        TicketChanges.Answered => entry.Read<TicketAnswer>().Waits ? "Your answer is on its way, and the clock of the resolution waits." : "Your answer is on its way.",
        TicketChanges.Resolved => "Resolved; the customer is asked whether it is.",
        TicketChanges.Noted => "Noted for staff.",
        TicketChanges.Taken => $"{entry.Read<TicketTaking>().Name} has it.",
        TicketChanges.Moved => "Moved; the level is told, and so is the customer.",
        TicketChanges.Prioritized => $"The priority is {EnumNames<Priority>.Of(entry.Read<TicketPriority>().Priority)}.",
        TicketChanges.Extended => "The customer is told the new time.",
        TicketChanges.Resumed => "It goes on.",
        TicketChanges.Reopened => "Reopened.",
        TicketChanges.Complained => "It is a complaint, too: it opens in a moment, and stands among their other cases.",
        TicketChanges.Closed => "Closed; the customer is told where it goes on.",
        _ => "Recorded.",
    };

    string Next(TicketStory story) => $"{story.Waits.What}{(story.Waits.Until is { } until ? $" {story.Waits.Word} {times.WithZone(until)}" : "")}.";
}
