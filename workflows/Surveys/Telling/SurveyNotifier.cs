using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Members;

namespace MemberServices.Surveys.Telling;

/// <summary>Writes to whom a survey asks, and tells the topic. Ids are derived from the entry, so that a repeat is neither a second mail nor a second event.</summary>
public sealed class SurveyNotifier(CaseNotifier notifier, MemberTable members, LinkPolicy links)
{
    /// <summary>The mail with the questions.</summary>
    public const string AskedMail = "survey.sent";

    /// <summary>Writes to whom it asks, where they are reached now, with links to the questions and to their preferences.</summary>
    public async Task TellAsync(SurveyRecord record, string kind, CaseEntry entry, MailContent content, bool isReminder = false)
    {
        var person = record.Opened.Person;
        var email = (await members.FindAsync(person.MemberKey))?.MemberEmail ?? person.Email;
        await notifier.TellAsync(
            new CaseMail(
                record.Id, kind, entry.Number, 1, person.Name, email, person.MemberKey,
                new CaseLink(LinkPurpose.Survey, "surveys", entry.At.AddDays(record.Opened.Policy.LinkDays)),
                new CaseLink(LinkPurpose.Preferences, "preferences", entry.At.AddDays(links.ProgressDays)))
            {
                IsReminder = isReminder,
                Unsubscribe = SurveyMails.Preferences,
                Hours = record.Opened.Hours,
            },
            content);
    }

    /// <summary>Tells the topic what happened, with what figures are made from; words of people only where they are the message.</summary>
    /// <param name="record">The survey.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="entry">What happened.</param>
    /// <param name="summary">The same in a line.</param>
    /// <param name="more">What figures and others read of it.</param>
    /// <param name="role">The role whose channel is told; null: none.</param>
    public Task ReportAsync(SurveyRecord record, string type, CaseEntry entry, string summary, object? more = null, string? role = null)
    {
        var service = record.Opened.Service;
        return notifier.ReportAsync(new CaseHappening(
            record.Id, type, entry.Number, 1, entry.At, record.Opened.Person.MemberKey, summary, entry.By, entry.Channel,
            new { kind = EnumNames<ServiceKind>.Of(service.Kind), service.Category, service.Level, service.Case, more, role }));
    }
}
