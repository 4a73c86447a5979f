using System.Globalization;
using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Pages;

namespace MemberServices.Surveys.Telling;

/// <summary>The mails of a survey. The first question stands in them as links, which open the page with the answer filled in and send nothing.</summary>
public sealed class SurveyMails(SurveyWords words, LocalTimes times)
{
    /// <summary>The place of the link to the questions, and of that to the preferences.</summary>
    public const int Questions = 0, Preferences = 1;

    public MailContent Asked(CaseId id, SurveyOpened opened) => Of(
        id, $"How did we do? {Capital(words.Name(opened.Service))}", "How did we do?", opened,
        [new Paragraph($"Hello {opened.Person.Name}. {words.About(opened.Service)} {Length(opened.Policy.Form)}"), .. FirstQuestion(opened.Policy.Form)]);

    /// <param name="id">Which survey.</param>
    /// <param name="opened">What it is about.</param>
    /// <param name="closes">Until when we wait.</param>
    public MailContent Reminded(CaseId id, SurveyOpened opened, DateTimeOffset closes) => Of(
        id, $"Reminder: how did we do? {Capital(words.Name(opened.Service))}", "We would still like to know", opened,
        [
            new Paragraph($"Hello {opened.Person.Name}. {words.About(opened.Service)} {Length(opened.Policy.Form)} We look forward to your answer until {times.Day(closes)}, and don’t remind you again."),
            .. FirstQuestion(opened.Policy.Form),
        ]);

    public MailContent AskedAgain(CaseId id, SurveyOpened opened) => Of(
        id, $"Is it better now? {Capital(words.Name(opened.Service))}", "Is it better now?", opened,
        [
            new Paragraph($"Hello {opened.Person.Name}. A month ago you told us that you were not satisfied, and one of our managers talked to you. One question today: is it better now?"),
            new AnswerLinks(LinkRequest.PlaceholderOf(Questions), new AnswerLink("Yes, it is better", "better=yes"), new AnswerLink("No, it isn’t", "better=no")),
        ]);

    static IEnumerable<MailPart> FirstQuestion(SurveyForm form)
    {
        yield return new Paragraph(form == SurveyForm.YesNo ? SurveyWords.SingleQuestion : SurveyWords.Satisfaction);
        yield return form == SurveyForm.YesNo
            ? new AnswerLinks(LinkRequest.PlaceholderOf(Questions), new AnswerLink("Yes", "satisfied=yes"), new AnswerLink("No", "satisfied=no"))
            : new AnswerLinks(
                LinkRequest.PlaceholderOf(Questions),
                [.. SurveyWords.Satisfactions.Index().Reverse().Select(each => new AnswerLink(each.Item, string.Create(CultureInfo.InvariantCulture, $"satisfaction={each.Index + 1}")))]);
    }

    static MailContent Of(CaseId id, string subject, string heading, SurveyOpened opened, IReadOnlyList<MailPart> parts) => new(
        $"{subject} ({id})", heading,
        [
            .. parts,
            new Paragraph("A link opens our page with your answer filled in. Nothing is sent before you press the button there."),
            new Paragraph($"We ask at most once in {opened.Policy.EveryDays} days. To make a complaint, use the link at the end of this mail, or call us: somebody looks into it, and you hear what came of it."),
            new MinorLink(SurveyWords.OptOut, LinkRequest.PlaceholderOf(Preferences)),
        ]);

    static string Length(SurveyForm form) => form == SurveyForm.YesNo ? "One question, a few seconds." : "Two questions, less than a minute.";

    static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
