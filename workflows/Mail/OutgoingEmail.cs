using System.Text.Json.Serialization;
using MemberServices.Links;

namespace MemberServices.Mail;

/// <summary>A mail to one person. Two emails with one <paramref name="Id"/> are one mail, whichever comes first.</summary>
/// <param name="Id">Derived from the case and the step (see <c>DeterministicId</c>).</param>
/// <param name="To">The recipient's address; exactly one.</param>
/// <param name="ToName">The recipient's name as they gave it.</param>
/// <param name="Content">What it says.</param>
/// <param name="MemberKey">On whose timeline it is a line, or null.</param>
/// <param name="Case">The case it is about, or null.</param>
/// <param name="Kind">Which of our mails it is, "enrollment.received".</param>
/// <param name="Links">The links whose addresses take the places of <see cref="LinkRequest.PlaceholderOf"/> in the content; null: none.</param>
/// <param name="IsUnconfirmed">Whether it answers a public form that nobody has confirmed: others go before it.</param>
/// <param name="IsReminder">Whether it only repeats or follows up what was said before: it isn't sent to a mailbox from which mails come back.</param>
public sealed record OutgoingEmail(
    string Id,
    string To,
    string ToName,
    MailContent Content,
    string? MemberKey,
    string? Case,
    string Kind,
    IReadOnlyList<LinkRequest>? Links = null,
    bool IsUnconfirmed = false,
    bool IsReminder = false)
{
    /// <summary>Until when an answer to it is taken for its case's, where there is a gateway for answers; null: never.</summary>
    public DateTimeOffset? RepliesUntil { get; init; }

    /// <summary>
    /// Which of its links takes its recipient off the list in one click: mail programs show it beside the sender (RFC 8058). Null: nobody
    /// can leave, since it is about what they asked for.
    /// </summary>
    public int? Unsubscribe { get; init; }

    /// <summary>When it may be sent; null: whenever it is its turn.</summary>
    public SendingHours? Hours { get; init; }

    /// <summary>
    /// What it is about: its case, else the cases that its links lead to; nothing where it answers a form that nobody has confirmed.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<MailTopic> Topics => Case is not null || MemberKey is not null ? [new MailTopic(Case, MemberKey)]
        : IsUnconfirmed || Links is null ? []
        : [.. Links.Select(link => new MailTopic(link.Case, link.MemberKey)).Distinct()];

    /// <summary>Whether each place for a link in the content has its link.</summary>
    [JsonIgnore]
    public bool HasItsLinks => Content.Links().Concat(Unsubscribe is { } index ? [index] : []).All(index => index < (Links?.Count ?? 0));
}

/// <param name="Case">A case, or null.</param>
/// <param name="MemberKey">On whose timeline it is a line, or null.</param>
public sealed record MailTopic(string? Case, string? MemberKey);
