using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;

namespace MemberServices.Contacts;

/// <summary>A contact with somebody, as another system tells it.</summary>
/// <param name="MemberKey">Whose timeline it belongs to; empty when only the mailbox is known.</param>
/// <param name="Email">The mailbox; empty when the key is known.</param>
/// <param name="At">When it happened.</param>
/// <param name="Category">Why: "Password reset".</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Direction">"inbound": they came to us; "outbound".</param>
/// <param name="Outcome">How it was handled; empty when nobody says so.</param>
/// <param name="By">Who handled it.</param>
/// <param name="CaseId">The case that it is about, or null.</param>
public sealed record LoggedInteraction(
    string MemberKey, string Email, DateTimeOffset At, string Category, string Channel, string Direction, string Outcome, string By, CaseId? CaseId)
{
    public const int LongestCategory = 60;

    /// <summary>Those by which people meet us; a timer or an API isn't one.</summary>
    public static IReadOnlyList<string> Channels { get; } =
        [.. EnumNames<Channel>.All.Except([EnumNames<Channel>.Of(Cases.Channel.Api), EnumNames<Channel>.Of(Cases.Channel.Message), EnumNames<Channel>.Of(Cases.Channel.System)])];

    static readonly string[] Directions = ["inbound", "outbound"];

    static readonly FieldRule Key = new("the member's key", Fields.MemberKey.Longest, Empty: null)
    {
        Unify = key => key.ToUpperInvariant(),
        Problem = key => Fields.MemberKey.IsValid(key) && !KnownPerson.IsOfMailbox(key) ? null : "Send a member's key such as TX-123456; of somebody without one, send the email.",
    };

    static readonly FieldRule Mailbox = FieldRules.Email("the email address") with { Empty = null };
    static readonly FieldRule Why = FieldRules.Name("the category", "Say what it was about, in some words.") with { Longest = LongestCategory };
    static readonly FieldRule How = FieldRules.Reason("the outcome", empty: null);
    static readonly FieldRule Who = FieldRules.Name("who handled it", "Say who handled it.");
    static readonly FieldRule Through = FieldRules.Choice("the channel", OneOf(Channels), OneOf(Channels), [.. Channels]);
    static readonly FieldRule Way = FieldRules.Choice("the direction", OneOf(Directions), OneOf(Directions), Directions);
    static readonly FieldRule Case = new("the case's number", 40, Empty: null)
    {
        Problem = text => Cases.CaseId.TryParse(text, out _) ? null : "Send a case's number such as TK-7KQ2MX, or leave it out.",
    };

    /// <summary>Reads one; whether its case exists isn't looked up yet.</summary>
    /// <param name="fields">As they were sent.</param>
    /// <param name="sentAt">When it was sent, if that is known: it counts where no time is given.</param>
    /// <param name="by">Who handled it, where that is known already; null: it is read.</param>
    /// <param name="now">The present.</param>
    /// <param name="retention">How long timelines are kept.</param>
    public static Validated<LoggedInteraction> Read(FieldReader fields, DateTimeOffset? sentAt, string? by, DateTimeOffset now, RetentionPolicy retention)
    {
        var (key, email) = (fields.Text("memberKey", Key), fields.Text("email", Mailbox));
        fields.Must(key.Length > 0 || email.Length > 0, "memberKey", "Say whose contact it is: send memberKey or, of somebody who has none, email.", FieldCodes.Required);
        fields.Must(key.Length == 0 || email.Length == 0, "email", "Send either memberKey or email: the email of a member is known.");
        var at = fields.Time("at") ?? sentAt;
        fields.Must(at is not null, "at", "Say when it happened, such as 2026-03-02T15:00:00Z.", FieldCodes.Required);
        fields.Must(at is null || !RecordVersion.IsAhead(at.Value, now), "at", "Send a time that is past: this one is yet to come.");
        fields.Must(
            at is null || at > now.AddDays(-retention.TimelineDays), "at",
            $"Send a time within the last {retention.TimelineDays} days: timelines are kept no longer.");
        var (category, channel, direction, outcome) = (fields.Text("category", Why), fields.Text("channel", Through), fields.Text("direction", Way), fields.Text("outcome", How));
        var who = by ?? fields.Text("by", Who);
        CaseId? id = Cases.CaseId.TryParse(fields.OptionalText("caseId", Case), out var number) ? number : null;
        return new Validated<LoggedInteraction>(
            new LoggedInteraction(key, email, at ?? now, category, channel, direction, outcome, who, id), fields.Errors);
    }

    static string OneOf(IEnumerable<string> names) => $"Send one of these: {string.Join(", ", names)}.";
}
