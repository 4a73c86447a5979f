using System.Globalization;
using MemberServices.Offices;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Crash;

/// <summary>
/// Enrollments in every stage that end in every way, several of each side by side. The clock moves by days to hours
/// that no deadline has, so that the seconds which a restart takes change nothing.
/// </summary>
public sealed class Stories(int copies)
{
    /// <summary>
    /// A Monday, 9 o'clock in Chicago. Later than any day that this runs on: a clock that is behind the system's catches
    /// up when the app starts.
    /// </summary>
    public static readonly DateTimeOffset Start = new(2040, 3, 5, 9, 0, 0, TimeSpan.FromHours(-6));

    /// <summary>How each story ends.</summary>
    public static readonly IReadOnlyDictionary<string, EnrollmentEnd> Ends = new Dictionary<string, EnrollmentEnd>
    {
        ["Approved"] = EnrollmentEnd.Completed,
        ["Declined"] = EnrollmentEnd.Declined,
        ["Unknown"] = EnrollmentEnd.Declined,
        ["Handed"] = EnrollmentEnd.Completed,
        ["Dropped"] = EnrollmentEnd.Declined,
        ["Withdrawn"] = EnrollmentEnd.Withdrawn,
        ["Resent"] = EnrollmentEnd.Completed,
        ["Reassigned"] = EnrollmentEnd.Completed,
        ["Moved"] = EnrollmentEnd.Withdrawn,
        ["Reminded"] = EnrollmentEnd.Completed,
        ["Called"] = EnrollmentEnd.Completed,
        ["Asked"] = EnrollmentEnd.Completed,
        ["Silent"] = EnrollmentEnd.Expired,
    };

    public IEnumerable<Applicant> Applicants => Ends.Keys.SelectMany(Of);

    public IEnumerable<Step> Steps =>
    [
        Side(Ends.Keys.SelectMany(story => Each(story, Applies))),
        Settle,
        Side(
            Answer("Approved", Cast.Bob, "approve"), Answer("Declined", Cast.Bob, "decline", reason: "She left in May"),
            Answer("Unknown", Cast.Bob, "not-my-agent"), Answer("Handed", Cast.Bob, "hand-over", delegateKey: Cast.Dana.MemberKey),
            Answer("Dropped", Cast.Bob, "hand-over", delegateKey: Cast.Dana.MemberKey), Intervene("Withdrawn", "withdraw", 1),
            Intervene("Resent", "resend", 1), Intervene("Reassigned", "reassign", 1, Cast.Dana.MemberKey), Intervene("Asked", "resend", 1)),
        Settle,
        Day(1, "10:10"),
        Side(
            Answer("Handed", Cast.Dana, "approve"), Answer("Dropped", Cast.Dana, "decline", reason: "He isn't ours"),
            Answer("Resent", Cast.Bob, "approve"), Answer("Reassigned", Cast.Dana, "approve"), Each("Moved", AppliesElsewhere),
            Intervene("Asked", "resend", 2)),
        Settle,
        Day(3, "11:20"),
        Side(Answer("Reminded", Cast.Bob, "approve"), Answer("Moved", Cast.Maria, "approve"), Intervene("Asked", "resend", 3)),
        Settle,
        Day(10, "12:30"),
        Side(
            Intervene("Called", "approve-on-behalf", 1), Intervene("Asked", "resend", 4),
            Checks("Approved", "orientation-class"), Checks("Handed", "rules-quiz")),
        Settle,
        Side(Answer("Asked", Cast.Bob, "approve"), Checks("Approved", "rules-quiz")),
        Settle,
        Day(25, "13:40"),
        Side(
            Each("Silent", who => new Deed($"{who.Name} applies again", clients => clients.AppliesAsync(who, "Again"))),
            Checks("Handed", "orientation-class"), Checks("Resent", "orientation-class")),
        Settle,
        Side(Answer("Silent", Cast.Bob, "approve"), Checks("Resent", "rules-quiz", "waive")),
        Settle,
        // By now all others are suspended.
        Day(60, "14:50"),
        Side(Suspended.SelectMany(story => Checks(story, "orientation-class"))),
        Settle,
        Side(Suspended.SelectMany(story => Checks(story, "rules-quiz"))),
        Settle,
        Day(62, "15:10"),
    ];

    static IEnumerable<string> Suspended => ["Reassigned", "Reminded", "Called", "Asked", "Elsewhere", "Again"];

    /// <summary>What was asked for has happened before days pass, however busy the machine is.</summary>
    static Step Settle => new([]);

    IEnumerable<Applicant> Of(string story) => Enumerable.Range(0, copies).Select(copy => new Applicant(story, copy));

    IEnumerable<Deed> Each(string story, Func<Applicant, Deed> deed) => Of(story).Select(deed);

    // Some on the page, and all those whose case staff must know through the API.
    static Deed Applies(Applicant who) => who.Story is "Declined" or "Dropped"
        ? new Deed($"{who.Name} fills in the form", clients => clients.FillsInAsync(who))
        : new Deed($"{who.Name} applies", clients => clients.AppliesAsync(who, who.Story));

    static Deed AppliesElsewhere(Applicant who) =>
        new($"{who.Name} applies elsewhere", clients => clients.AppliesAsync(who with { Office = Cast.HillCountry.OfficeKey }, "Elsewhere"));

    IEnumerable<Deed> Answer(string story, OfficeBroker broker, string decision, string reason = "", string delegateKey = "") => Each(story, who =>
        new Deed($"{broker.MemberFullName}: {decision} for {who.Name}", clients => clients.AnswersAsync(broker, who, decision, reason, delegateKey)));

    IEnumerable<Deed> Intervene(string story, string intervention, int step, string? approver = null) => Each(story, who =>
        new Deed($"Staff: {intervention} for {who.Name}", clients => clients.IntervenesAsync(who, intervention, step, approver)));

    /// <summary>Staff complete, or waive, an item of a story's cases.</summary>
    IEnumerable<Deed> Checks(string story, string item, string act = "complete") => Enumerable.Range(0, copies).Select(copy =>
        new Deed($"Staff: {act} {item} for {story} {copy}", clients => clients.ChecksAsync($"{story} {copy}", item, act)));

    static Step Side(params IEnumerable<Deed>[] deeds) => new([.. deeds.SelectMany(some => some)]);

    static Step Day(int days, string time) => new(
        [], new DateTimeOffset(Start.Date.AddDays(days) + TimeSpan.Parse(time, CultureInfo.InvariantCulture), Start.Offset));
}
