using MemberServices.Cases;
using MemberServices.Offices;
using MemberServices.Onboarding.BrokerApproval;

namespace MemberServices.Onboarding.Checklist;

/// <summary>Tells people, staff and the topic what happens with a checklist; a repeat tells nothing twice.</summary>
public sealed class ChecklistNews(
    EnrollmentCases cases, EnrollmentNotifier notifier, CaseNotifier people, ChecklistMails mails, ChecklistWork work, OfficeTable offices, TimeProvider clock)
{
    /// <summary>Tells of every change of which nobody was told, and has the log say so: whoever goes down in between tells them again.</summary>
    /// <returns>The case as it is then.</returns>
    public async Task<EnrollmentRecord> TellAsync(EnrollmentRecord record, CaseStep step)
    {
        while (record.Checklist is { Unfollowed: { Count: > 0 } changes } checklist)
        {
            foreach (var change in changes.Where(change => change.What.Act != ChecklistAct.Suspend))
            {
                await TellAsync(record, step, checklist.At(change), change);
            }
            if (changes.LastOrDefault(change => change.What.Act == ChecklistAct.Suspend) is { } last)
            {
                await TellSuspensionAsync(record, step, checklist.At(last), last);
            }
            // Something may have changed meanwhile: then it is told of, too.
            (record, _) = await cases.AddEntryAsync(
                record.Id,
                now => now.Checklist is { } present && present.FollowedUpTo < changes[^1].Number
                    ? CaseEntry.Of(ChecklistFollowed.Kind, clock.GetUtcNow(), Actor.Timer, Channel.System, new ChecklistFollowed(changes[^1].Number))
                    : null);
        }
        return record;
    }

    /// <summary>Reminds the member of what is due soon.</summary>
    public async Task RemindAsync(EnrollmentRecord record, CaseStep step, ChecklistMoment moment)
    {
        // The moment itself names the mail: one is the same whatever else is on the list.
        var number = 1 + (int)(moment.At - step.AskedAt).TotalMinutes;
        var items = Dated(record, step, moment.Reminded);
        await notifier.TellApplicantAsync(
            record, "checklist.reminded", step.Number, email => mails.Reminder(email, items, ChecklistStage.Suspends(record)), number, isReminder: true);
        await notifier.ReportAsync(
            record, "checklist.reminded", step.Number, moment.At, $"Reminded of {ChecklistMails.List([.. items.Select(item => item.Item.Name)])}", number);
    }

    /// <summary>Tells the member that the end is near.</summary>
    public async Task GiveLastNoticeAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        var left = Dated(record, step, record.Checklist!.Items.Where(item => item.IsOpen && item.Item.Mandatory));
        if (left.Count > 0)
        {
            await notifier.TellApplicantAsync(
                record, "checklist.ending", step.Number, email => mails.LastNotice(email with { Until = step.Until }, left), isReminder: true);
        }
        await notifier.ReportAsync(record, "checklist.ending", step.Number, at, "The checklist's time is almost over");
    }

    /// <summary>Tells the member, and who decides for the office now, that the enrollment is complete.</summary>
    public async Task TellDoneAsync(EnrollmentRecord record, EnrollmentStepOutcome outcome)
    {
        await notifier.TellApplicantAsync(record, "enrollment.completed", outcome.Step, mails.Done);
        var asked = record.Steps.LastOrDefault(step => step is { Stage: BrokerApprovalStage.StageId, Asked: not null })?.Asked;
        if (await offices.FindAsync(record.Applicant.OfficeKey) is { } office && Approvers.Choose(office, record.Applicant, asked?.Key) is { } broker)
        {
            await people.TellAsync(
                new CaseMail(record.Id, "enrollment.completed-broker", outcome.Step, 1, broker.MemberFullName, broker.MemberEmail, record.Applicant.MemberKey),
                mails.BrokerReceipt(new EnrollmentEmail(record.Id, record.Applicant, record.Opened.OfficeName, ""), broker.MemberFullName));
        }
    }

    async Task TellAsync(EnrollmentRecord record, CaseStep step, ChecklistState after, ChecklistChange change)
    {
        var (item, by) = (after.Find(change.What.Item)!, change.By.Name);
        var (type, summary) = change.What.Act switch
        {
            ChecklistAct.Complete => ("completed", $"{item.Item.Name} completed, by {by}"),
            ChecklistAct.Verify => ("verified", $"{item.Item.Name} verified, by {by}"),
            ChecklistAct.Reopen => ("reopened", $"{item.Item.Name} opened again, by {by}: {change.What.Why}"),
            ChecklistAct.Waive => ("waived", $"{item.Item.Name} waived, by {by}: {change.What.Why}"),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.What.Act, "A change without words."),
        };
        await notifier.ReportAsync(
            record, $"checklist.item-{type}", step.Number, change.At, summary, change.Number, change.By, change.Channel,
            new { item = item.Item.Id, kind = EnumNames<ChecklistItemKind>.Of(item.Item.Kind), status = EnumNames<ChecklistStatus>.Of(item.Status), when = change.What.When });
        var before = item with { Changes = [.. item.Changes.SkipLast(1)] };
        await work.CloseAsync(record, step, before, summary);
        // What was changed again since asks for something else by now.
        if (record.Checklist!.Find(item.Item.Id)!.Changes[^1].Number == change.Number)
        {
            await work.OpenAsync(record, step, item);
        }

        var restores = after.Turns is [.., var turn] && turn.Number == change.Number;
        if (restores)
        {
            await notifier.ReportAsync(
                record, "member.restored", step.Number, change.At, $"Access restored: {summary}", change.Number, data: new { step = step.Number, reason = item.Item.Id });
            await notifier.TellApplicantAsync(
                record, "access.restored", step.Number,
                email => mails.Restored(email, change.What.Act == ChecklistAct.Waive ? $"{item.Item.Name} is no longer needed" : $"{item.Item.Name} is done, thank you"), change.Number);
        }
        else if (change.What.Act == ChecklistAct.Reopen)
        {
            var dated = new DatedItem(item.Item, ChecklistStage.DueOf(record, step, item));
            await notifier.TellApplicantAsync(
                record, "checklist.reopened", step.Number,
                email => mails.Reopened(email with { Reason = change.What.ToMember }, dated, ChecklistStage.Suspends(record)), change.Number);
        }
        else if (change.What is { Act: ChecklistAct.Waive, ToMember: { } reason })
        {
            await notifier.TellApplicantAsync(
                record, "checklist.waived", step.Number, email => ChecklistMails.Waived(email with { Reason = reason }, item.Item.Name), change.Number);
        }
    }

    /// <summary>Tells of all items because of which access is suspended at once.</summary>
    async Task TellSuspensionAsync(EnrollmentRecord record, CaseStep step, ChecklistState after, ChecklistChange last)
    {
        var items = Dated(record, step, after.Suspending);
        var names = ChecklistMails.List([.. items.Select(item => item.Item.Name)]);
        await notifier.ReportAsync(
            record, "member.suspended", step.Number, last.At, $"Access suspended: {names} overdue", last.Number,
            data: new { step = step.Number, reasons = items.Select(item => item.Item.Id) });
        await notifier.TellApplicantAsync(record, "access.suspended", step.Number, email => mails.Suspended(email, items), last.Number);
    }

    static IReadOnlyList<DatedItem> Dated(EnrollmentRecord record, CaseStep step, IEnumerable<ChecklistItemState> items) =>
        [.. items.Select(item => new DatedItem(item.Item, ChecklistStage.DueOf(record, step, item)))];
}
