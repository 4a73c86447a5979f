using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Checklist;

/// <summary>An item with its date, for a mail.</summary>
/// <param name="Item">Which.</param>
/// <param name="Due">By when it is to be done.</param>
public sealed record DatedItem(ChecklistItem Item, DateTimeOffset Due);

/// <summary>The mails of the checklist: to the member, and the receipt to the broker.</summary>
public sealed class ChecklistMails(BrandPolicy brand, LocalTimes times, EnrollmentMails common)
{
    const string See = "See your checklist";

    /// <summary>"A", "A and B", "A, B and C".</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    /// <summary>Reminds of items before they are due.</summary>
    /// <param name="email">To whom.</param>
    /// <param name="items">Each with its due date.</param>
    /// <param name="suspends">Whether access is suspended when the mandatory ones among them aren't done.</param>
    public MailContent Reminder(EnrollmentEmail email, IReadOnlyList<DatedItem> items, bool suspends)
    {
        var mandatory = items.Where(item => item.Item.Mandatory).ToList();
        var names = List([.. items.Select(item => item.Item.Name)]);
        return new MailContent(
            suspends && mandatory.Count > 0 ? $"Action needed to keep your access: {names}, due {Day(items)}" : $"Reminder: {names}, due {Day(items)}",
            $"Please do this by {times.Deadline(items[0].Due)}",
            [
                new Paragraph($"Hello {Name(email)}, this is left on your checklist:"),
                ToDo(items),
                new Paragraph(mandatory.Count == 0
                    ? "It is not mandatory: if it is not done, your enrollment is completed without it."
                    : suspends
                        ? $"If {List([.. mandatory.Select(item => item.Item.Name)])} is not done by then, we suspend your access until it is. We lift that as soon as it is done."
                        : $"Your enrollment is completed only when {List([.. mandatory.Select(item => item.Item.Name)])} is done."),
                new Paragraph("You have done it already? Write or call us, and give the reference: we may not know of it yet."),
                new ActionLink(See, email.Address),
            ]);
    }

    public MailContent Suspended(EnrollmentEmail email, IReadOnlyList<DatedItem> items) => new(
        $"Your access to {brand.Name} is suspended",
        "Your access is suspended",
        [
            new Paragraph($"Hello {Name(email)}, your access to {brand.Name} is suspended from now on, because this is overdue:"),
            ToDo(items),
            new Paragraph("As soon as we know that it is done, your access comes back by itself. Nothing of yours is lost."),
            new Paragraph("You have done it already, or can’t do it now? Write or call us, and give the reference."),
            new ActionLink(See, email.Address),
        ]);

    public MailContent Restored(EnrollmentEmail email, string because) => new(
        $"Your access to {brand.Name} is back",
        "Your access is back",
        [
            new Paragraph($"Hello {Name(email)}, {because}. Your access to {brand.Name} is no longer suspended: sign in as before. It can take some minutes."),
            new ActionLink(See, email.Address),
        ]);

    /// <summary>Says that an item isn't done after all.</summary>
    public MailContent Reopened(EnrollmentEmail email, DatedItem item, bool suspends) => new(
        $"Action needed: {item.Item.Name} is open again",
        $"{item.Item.Name} is open again",
        [
            new Paragraph($"Hello {Name(email)}, we looked at your checklist, and {item.Item.Name} is not done yet."),
            .. EnrollmentMails.Reason(email, "What we found:"),
            new Paragraph($"Please do this by {times.Deadline(item.Due)}:"),
            ToDo([item]),
            new Paragraph(item.Item.Mandatory
                ? suspends ? "If it is not done by then, we suspend your access until it is." : "Your enrollment is completed only when it is done."
                : "It is not mandatory: if it is not done, your enrollment is completed without it."),
            new ActionLink(See, email.Address),
        ]);

    public static MailContent Waived(EnrollmentEmail email, string item) => new(
        $"No longer needed: {item}",
        $"{item} is no longer needed",
        [
            new Paragraph($"Hello {Name(email)}, you don’t need to do this on your checklist any more: {item}."),
            .. EnrollmentMails.Reason(email, "The reason given:"),
            new ActionLink(See, email.Address),
        ]);

    /// <summary>Says that the end is near.</summary>
    public MailContent LastNotice(EnrollmentEmail email, IReadOnlyList<DatedItem> items) => new(
        $"Last notice: your enrollment in {brand.Name} ends soon",
        "Your enrollment ends soon",
        [
            new Paragraph($"Hello {Name(email)}, this is still left on your checklist:"),
            ToDo(items),
            new Paragraph($"If it is not done by {times.Deadline(email.Until!.Value)}, your enrollment ends and your access is taken away. This is the last email about it before that."),
            new Paragraph("You can’t do it by then? Write or call us, and give the reference."),
            new ActionLink(See, email.Address),
        ]);

    public MailContent Abandoned(EnrollmentEmail email) => new(
        $"Your enrollment in {brand.Name} has ended",
        "Your enrollment has ended",
        [
            new Paragraph($"Hello {Name(email)}, what was left on your checklist was not done in time, so your enrollment has ended and your access is taken away."),
            new Paragraph("Write or call us if you want to go on, or apply again with one click."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);

    public MailContent Done(EnrollmentEmail email) => new(
        $"Your enrollment in {brand.Name} is complete",
        "Your enrollment is complete",
        [
            new Paragraph($"Hello {Name(email)}, everything that your enrollment in {brand.Name} needed is done. There is nothing left for you to do."),
            common.Facts(email),
            new ActionLink("See what was done", email.Address),
        ]);

    /// <summary>To the broker, without a link.</summary>
    public MailContent BrokerReceipt(EnrollmentEmail email, string broker) => new(
        $"Enrollment complete: {email.Applicant.MemberFullName}",
        $"{email.Applicant.MemberFullName} has completed the enrollment",
        [
            new Paragraph($"Hello {broker}, {email.Applicant.MemberFullName} has done everything that the enrollment for {email.OfficeName} needed. This is your receipt: there is nothing for you to do."),
            common.Facts(email),
        ]);

    Details ToDo(IReadOnlyList<DatedItem> items) => new([.. items.Select(item => new DetailRow(item.Item.Name, $"{item.Item.ToDo} (due {times.Day(item.Due.AddTicks(-1))})"))]);

    string Day(IReadOnlyList<DatedItem> items) => times.Day(items[0].Due.AddTicks(-1));

    static string Name(EnrollmentEmail email) => email.Applicant.MemberFullName;
}
