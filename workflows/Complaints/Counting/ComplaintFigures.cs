using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Kpis;
using MemberServices.Messages;

namespace MemberServices.Complaints.Counting;

/// <param name="Figure">Which.</param>
/// <param name="Numerator">How many.</param>
/// <param name="Denominator">Of how many; 0: it is no share.</param>
public sealed record ComplaintChange(string Figure, int Numerator = 1, int Denominator = 0);

/// <summary>The figures of complaints, and what an event adds to them.</summary>
public static class ComplaintFigures
{
    /// <summary>Tells what an entry of a complaint's log changes in the figures; of entries that change nothing there is none.</summary>
    public const string EventType = "complaint.counted";

    public const string Registered = "complaints.registered", Closed = "complaints.closed", Reopened = "complaints.reopened", Satisfied = "complaints.satisfied",
        NoAnswer = "complaints.no-answer", AnsweredLate = "complaints.answered-late";

    const string Other = "other", None = "none";

    public static IReadOnlyList<Figure> All { get; } =
    [
        new(Registered, "Complaints by the day on which they came in."),
        new(Closed, "Complaints that were closed, whatever their end. One that is opened again and closed again counts again."),
        new(Reopened, "How often a complaint was opened again: the complainant wasn't satisfied, or said so after the closing."),
        new(Satisfied, "Complainants who are satisfied with the outcome and with how it was handled, of all who were asked by phone or mail. Who didn't answer was asked, too; a late answer is apart.", IsShare: true),
        new(NoAnswer, "Complaints closed because nobody answered the calls and the mail, of all who were asked.", IsShare: true),
        new(AnsweredLate, "Answers after a complaint was closed without one."),
    ];

    /// <summary>What an entry changes. Pure.</summary>
    /// <param name="record">The complaint.</param>
    /// <param name="entry">Which entry; null: the opening.</param>
    public static IReadOnlyList<ComplaintChange> ChangesBy(ComplaintRecord record, CaseEntry? entry)
    {
        if (entry is null)
        {
            return [new ComplaintChange(Registered)];
        }
        var (before, after) = (record.Before(entry), record.Until(entry));
        var changes = new List<ComplaintChange>();
        if (after.Answer is { } answer && answer != before.Answer)
        {
            if (answer.IsLate)
            {
                changes.Add(new ComplaintChange(AnsweredLate));
            }
            else
            {
                changes.Add(new ComplaintChange(Satisfied, answer.Answer.IsSatisfied ? 1 : 0, 1));
                changes.Add(new ComplaintChange(NoAnswer, 0, 1));
            }
        }
        if (before.End is null && after.End is { } end)
        {
            changes.Add(new ComplaintChange(Closed));
            if (end == ComplaintEnd.NoAnswer)
            {
                changes.Add(new ComplaintChange(Satisfied, 0, 1));
                changes.Add(new ComplaintChange(NoAnswer, 1, 1));
            }
        }
        if (after.Episode > before.Episode)
        {
            changes.Add(new ComplaintChange(Reopened));
        }
        return changes;
    }

    /// <summary>What the event says: nothing about a person.</summary>
    public static object DetailsOf(ComplaintRecord record, CaseEntry? entry, IReadOnlyList<ComplaintChange> changes)
    {
        var (opened, before, after) = (record.Opened, entry is null ? null : record.Before(entry), entry is null ? null : record.Until(entry));
        // What is opened again has lost its cause, and was closed or answered with it.
        var cause = (after?.Resolution ?? before?.Resolution)?.Cause;
        return new Details(
            opened.Request.Category, EnumNames<ComplaintArea>.Of(opened.Category.Area),
            // What staff wrote themselves may be anything.
            cause is null ? None : opened.Policy.RootCauses.Any(each => each.Id == cause) ? cause : Other,
            EnumNames<Channel>.Of(opened.Channel), opened.Request.MemberKey is null ? "public" : "member", after?.End is { } end ? EnumNames<ComplaintEnd>.Of(end) : None,
            entry?.At ?? opened.ReceivedAt, changes);
    }

    /// <summary>What an event adds.</summary>
    public static IEnumerable<Count> Read(DomainEvent domainEvent)
    {
        var details = domainEvent.Data!.Value.Deserialize<Details>(JsonSerializerOptions.Web)!;
        return details.Changes.Select(change => new Count(
            change.Figure, details.At,
            [
                new("channel", details.Channel), new("category", details.Category), new("area", details.Area), new("cause", details.Cause), new("caller", details.Caller), new("end", details.End),
            ],
            change.Numerator, change.Denominator));
    }

    sealed record Details(string Category, string Area, string Cause, string Channel, string Caller, string End, DateTimeOffset At, IReadOnlyList<ComplaintChange> Changes);
}
