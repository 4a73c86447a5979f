using MemberServices.Cases;
using MemberServices.Complaints.Viewing;
using MemberServices.Desk.Cases;

namespace MemberServices.Complaints.Desk;

/// <summary>What was said and done in a complaint, as staff read it.</summary>
static class ComplaintTalk
{
    public static TalkLine Of(ComplaintRecord record, ComplaintLine line)
    {
        var channel = record.Entries.FirstOrDefault(each => each.Number == line.Number && line.Number > 0)?.Channel ?? record.Opened.Channel;
        var text = line.Kind == ComplaintChanges.Passed ? Passed(line.Text) : line.Text;
        var isOurs = line.By == Actor.Timer.Name;
        var isPlain = isOurs || line.By.Length == 0 || text.StartsWith(line.By, StringComparison.Ordinal) || line.Kind is ComplaintChanges.Owned or ComplaintChanges.CallPlanned;
        return new TalkLine(
            line.At, isOurs ? "Member services" : new[] { line.By, record.Opened.Request.FullName, "(erased)" }.First(name => name.Length > 0),
            line.Kind is ComplaintChanges.Replied or ComplaintChanges.Noted ? "" : char.ToLowerInvariant(text[0]) + text[1..], line.Words, isPlain ? text : $"{text}, by {line.By}", SignOf(line.Kind, text),
            channel == Channel.System ? null : DeskChannels.NameOf(channel), line.IsForStaff, line.IsTheirs, line.Why)
        {
            WhyIs = line.Kind switch { ComplaintChanges.Clarified => "What they said", ComplaintChanges.Attempted => "Note", _ => "Why" },
        };
    }

    /// <summary>What a timer of ours did, from its id.</summary>
    static string Passed(string timer) => timer.EndsWith(".reminded", StringComparison.Ordinal) ? "The owner was reminded to write"
        : timer.EndsWith(".missed", StringComparison.Ordinal) ? "We missed our word: a manager was told, and the complainant"
        : "The letter is late: a manager was told";

    static string SignOf(string kind, string text) => kind switch
    {
        ComplaintChanges.Owned => "person",
        ComplaintChanges.CallPlanned => "clock",
        ComplaintChanges.Clarified or ComplaintChanges.Attempted => "phone",
        ComplaintChanges.Closed or ComplaintChanges.Agreed or ComplaintChanges.Answered => "check",
        ComplaintChanges.Asked => "mail",
        ComplaintChanges.CallMissed or ComplaintChanges.Unowned => "warning",
        ComplaintChanges.Passed => text.StartsWith("The owner was reminded", StringComparison.Ordinal) ? "clock" : "warning",
        _ => "paper",
    };
}
