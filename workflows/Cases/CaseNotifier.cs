using System.Text.Json;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Cases;

/// <summary>A link to one of a case's pages.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Page">The page's path before the token: "approvals".</param>
/// <param name="Expires">When it no longer acts.</param>
public sealed record CaseLink(LinkPurpose Purpose, string Page, DateTimeOffset Expires);

/// <summary>A mail about a case.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Kind">Which mail: "approval.reminded".</param>
/// <param name="Step">Of which step it is told; 0: of the case's beginning.</param>
/// <param name="Number">Which of its kind in that step, from 1.</param>
/// <param name="ToName">Who gets it.</param>
/// <param name="ToEmail">At which address.</param>
/// <param name="MemberKey">On whose timeline it is a line, or null.</param>
/// <param name="Links">To the case's pages: none, one or several.</param>
public sealed record CaseMail(
    CaseId Case, string Kind, int Step, int Number, string ToName, string ToEmail, string? MemberKey, params IReadOnlyList<CaseLink> Links)
{
    /// <summary>See <see cref="OutgoingEmail.IsReminder"/>.</summary>
    public bool IsReminder { get; init; }

    /// <summary>See <see cref="OutgoingEmail.RepliesUntil"/>.</summary>
    public DateTimeOffset? RepliesUntil { get; init; }

    /// <summary>See <see cref="OutgoingEmail.Unsubscribe"/>.</summary>
    public int? Unsubscribe { get; init; }

    /// <summary>See <see cref="OutgoingEmail.Hours"/>.</summary>
    public SendingHours? Hours { get; init; }
}

/// <summary>Something that happened in a case.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Type">What: a noun and a verb in the past.</param>
/// <param name="Step">In which step; 0: at the case's beginning.</param>
/// <param name="Number">Which of its type in that step, from 1.</param>
/// <param name="At">When.</param>
/// <param name="MemberKey">On whose timeline it is a line, or null.</param>
/// <param name="Summary">A line for people.</param>
/// <param name="By">Who did it; null: a timer.</param>
/// <param name="Channel">How.</param>
/// <param name="Data">More for programs: without what identifies a person, unless the target needs it.</param>
/// <param name="Target">The system that it asks for something: see <see cref="DomainEvent.Target"/>.</param>
public sealed record CaseHappening(
    CaseId Case, string Type, int Step, int Number, DateTimeOffset At, string? MemberKey, string Summary,
    Actor? By = null, Channel Channel = Channel.System, object? Data = null, string? Target = null);

/// <summary>Writes to the people of a case, and tells the topic what happened in it. A repeat is neither a second mail nor a second event.</summary>
public sealed class CaseNotifier(EmailQueue queue, EventPublisher events)
{
    /// <summary>Queues a mail.</summary>
    /// <param name="mail">Whom, and about what.</param>
    /// <param name="content">Says it, with <see cref="LinkRequest.PlaceholderOf"/> for the address of each of its links.</param>
    public async Task TellAsync(CaseMail mail, MailContent content)
    {
        var id = mail.Case.ToString();
        await queue.QueueAsync(new OutgoingEmail(
            DeterministicId.From(id, mail.Kind, mail.Step, mail.Number), mail.ToEmail, mail.ToName,
            WithReference(content, id), mail.MemberKey, id, mail.Kind,
            [.. mail.Links.Select(link => new LinkRequest(link.Purpose, link.Page, id, mail.Step, link.Expires, mail.MemberKey))],
            IsReminder: mail.IsReminder)
        {
            RepliesUntil = mail.RepliesUntil,
            Unsubscribe = mail.Unsubscribe,
            Hours = mail.Hours,
        });
    }

    /// <summary>Whoever calls or writes about a mail has the case's number at hand.</summary>
    static MailContent WithReference(MailContent content, string number) =>
        content with { Parts = [.. content.Parts, new Details(new DetailRow("Reference", number))] };

    public Task ReportAsync(CaseHappening what)
    {
        var id = what.Case.ToString();
        return events.PublishAsync(new DomainEvent(
            what.Type, DeterministicId.From(id, what.Type, what.Step, what.Number), what.At, what.MemberKey, id,
            (what.By ?? Actor.Timer).Name, EnumNames<Channel>.Of(what.Channel), what.Summary,
            what.Data is null ? null : JsonSerializer.SerializeToElement(what.Data, JsonSerializerOptions.Web), what.Target));
    }
}
