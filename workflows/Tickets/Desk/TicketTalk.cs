using MemberServices.Cases;
using MemberServices.Desk.Cases;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tickets.Desk;

/// <summary>What was said and done in a ticket, as staff read it.</summary>
static class TicketTalk
{
    public static TalkLine Of(TicketRecord record, TicketLine line)
    {
        var entry = record.Entries.FirstOrDefault(each => each.Number == line.Number && line.Number > 0);
        var channel = entry?.Channel ?? record.Opened.Channel;
        var text = line.Kind == TicketChanges.Passed ? Passed(line.Text)
            : entry is { Kind: TicketChanges.Closed } && entry.Read<TicketClosing>() is var closing ? $"Closed: {TicketStories.EndOf(closing.How)}{(closing.Of is { } of ? $" as {of}" : "")}"
            : line.Text;
        var isOurs = line.By == Actor.Timer.Name;
        return new TalkLine(
            line.At, isOurs ? "Member services" : new[] { line.By, record.Opened.Request.FullName, "(erased)" }.First(name => name.Length > 0),
            line.Kind is "opened" or TicketChanges.Replied or TicketChanges.Noted || line.Kind == TicketChanges.Answered && text == "Answered" ? "" : char.ToLowerInvariant(text[0]) + text[1..],
            line.Words, isOurs || line.Kind is TicketChanges.Taken or TicketLine.FormConfirmed ? text : $"{text}, by {line.By}", SignOf(line.Kind, text),
            channel == Channel.System ? null : DeskChannels.NameOf(channel), line.IsForStaff, line.IsTheirs, line.Why);
    }

    /// <summary>What a timer of ours did, from its id.</summary>
    static string Passed(string timer) => timer == TicketTimers.ManagerId ? "Nobody had answered: a manager was told"
        : timer.StartsWith("silence", StringComparison.Ordinal) ? "The customer was reminded"
        : (timer.StartsWith(TicketClocks.FirstResponseId, StringComparison.Ordinal) ? "The first response" : timer.StartsWith("next-update", StringComparison.Ordinal) ? "The next update" : "The resolution")
            + (timer.EndsWith(TicketTimer.Missed, StringComparison.Ordinal) ? " was missed" : " came near: its level was warned");

    static string SignOf(string kind, string text) => kind switch
    {
        TicketChanges.Taken => "person",
        TicketChanges.Closed or TicketChanges.Resolved or TicketChanges.Confirmed => "check",
        TicketChanges.Passed => text.EndsWith("missed", StringComparison.Ordinal) ? "warning" : "clock",
        _ => "paper",
    };
}
