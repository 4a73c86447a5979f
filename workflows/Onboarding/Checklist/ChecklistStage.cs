using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Onboarding.Access;
using MemberServices.Onboarding.Suspending;
using MemberServices.Policies;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding.Checklist;

/// <summary>
/// The member does what is on the list, in any order, and staff do their part; the last mandatory item completes the enrollment. One
/// step, in which every change is an entry of the case's log. While a mandatory item is overdue, the access that was granted before is
/// suspended.
/// </summary>
public sealed class ChecklistStage(
    EnrollmentCases cases, ChecklistWork items, ChecklistNews news, ChecklistMails mails, AccessSuspension suspension, EnrollmentNotifier notifier,
    CaseWorkItems work, TimeProvider clock) : IEnrollmentStage
{
    /// <summary>The id in rows and JSON.</summary>
    public const string StageId = "checklist";

    const string Done = "checklist-done";
    const string GiveUp = "give-up";

    public string Id => StageId;

    public string Name => "Orientation checklist";

    public IReadOnlyDictionary<string, StageIntervention> Interventions { get; } = new Dictionary<string, StageIntervention>();

    public string Next(EnrollmentRecord record) => record.Checklist is { Items: { Count: > 0 } list }
        ? $"your orientation checklist opens: {ChecklistMails.List([.. list.Select(item => $"{item.Item.Name} (within {item.Item.DueDays} days)")])}"
        : "your enrollment is completed";

    public void Check(EscalationPolicy days, PolicyCheck check) =>
        check.At("reminderDays").Must(days.ReminderDays.Count == 0, "must be empty: each item of enrollment.checklist has its own");

    public Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at) => Task.FromResult(
        new CaseStep(number, Id, null, at, EscalationSchedule.Create(record.Opened.DaysOf(Id), record.ReadCalendar(), at)));

    /// <summary>Makes work of every open item. An item may have been completed before.</summary>
    public async Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step)
    {
        var checklist = record.Checklist!;
        foreach (var item in checklist.Items)
        {
            await items.OpenAsync(record, step, item);
        }
        await notifier.ReportAsync(
            record, "checklist.opened", step.Number, step.AskedAt, $"Checklist opened: {checklist.Items.Count(item => item.IsOpen)} items",
            data: new { step = step.Number, items = checklist.Items.Select(item => new { item.Item.Id, due = DueOf(record, step, item) }) });
        return checklist.IsDone || checklist.Unfollowed.Count > 0 ? step.AskedAt : NextAfter(record, step, step.AskedAt);
    }

    public async Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due)
    {
        record = await SuspendOverdueAsync(record, step, due.At);
        record = await news.TellAsync(record, step);
        var checklist = record.Checklist!;
        var again = Reasons(record) is { } reasons ? await suspension.ApplyAsync(record, step.Number, reasons, due.At) : null;
        // Access comes back first; at the very end it is left to staff.
        if (checklist.IsDone && (again is null || due.Due >= step.Until))
        {
            await cases.AddOutcomeAsync(
                record.Id, new EnrollmentStepOutcome(step.Number, new EnrollmentOutcome(Done, StepMove.Next), Actor.Timer, Channel.System, clock.GetUtcNow()));
            return null;
        }
        if (ChecklistSchedule.Of(checklist, step.AskedAt, record.ReadCalendar()).FirstOrDefault(each => each.At == due.Due) is { Reminded.Count: > 0 } moment)
        {
            await news.RemindAsync(record, step, moment);
        }
        foreach (var deadline in step.DueAt(due.Due))
        {
            await MeetAsync(record, step, deadline, due.At);
        }
        var next = NextAfter(record, step, due.Due);
        return due.Due >= step.Until ? null : again < next ? again : next;
    }

    /// <summary>Tells the member and the broker that the enrollment is complete. What nobody needs to do any more lapses with the step.</summary>
    public Task CloseAsync(EnrollmentRecord record, CaseStep? step, EnrollmentStepOutcome outcome) =>
        outcome.What.Kind == Done ? news.TellDoneAsync(record, outcome) : Task.CompletedTask;

    public string Responsible(EnrollmentRecord record) => record.Applicant.MemberFullName;

    public StageWait WaitsFor(CaseStep? step) => step is null ? new(StageWait.Staff, "open the checklist") : new(StageWait.Member, "complete the orientation checklist");

    public string Describe(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Staff => "Member services call you about what is left",
        DeadlineKind.LastNotice => "We give a last notice: the time is almost over",
        DeadlineKind.End => "Your enrollment ends, and your access is taken away",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    };

    public IEnumerable<NextStep> Coming(EnrollmentRecord record, CaseStep step) =>
        Moments(record.Checklist!, step.AskedAt, record.ReadCalendar(), Suspends(record)).Select(each => new NextStep(each.At, each.What));

    public IEnumerable<PreviewedDeadline> Preview(EnrollmentPolicy policy, BusinessCalendar calendar, DateTimeOffset start) =>
        Moments(ChecklistState.Fold(policy.Checklist, []), start, calendar, Suspends([.. policy.Stages.Select(stage => stage.Id)]))
            .GroupBy(each => each.IsDue).SelectMany(kind => kind.Select((each, i) => new PreviewedDeadline(
                each.IsDue ? "due" : "reminder", i + 1, each.What, each.At,
                each.IsDue ? "days on the wall from the opening, to the end of the day or of the next open one" : "days on the wall before the due date, at the opening or that of an open day before")));

    static IEnumerable<(DateTimeOffset At, bool IsDue, string What)> Moments(ChecklistState checklist, DateTimeOffset opened, BusinessCalendar calendar, bool suspends)
    {
        foreach (var moment in ChecklistSchedule.Of(checklist, opened, calendar))
        {
            if (moment.Reminded.Count > 0)
            {
                yield return (moment.At, false, $"We remind you: {Names(moment.Reminded)}");
            }
            if (moment.Due.Count > 0)
            {
                yield return (moment.At, true, $"Due: {Names(moment.Due)}{(suspends && moment.Due.Any(item => item.Item.Mandatory) ? ". Without it your access is suspended" : "")}");
            }
        }

        static string Names(IEnumerable<ChecklistItemState> items) => ChecklistMails.List([.. items.Select(item => item.Item.Name)]);
    }

    public OutcomeDescription Describe(EnrollmentStepOutcome outcome) => outcome.What.Kind switch
    {
        Done => new("checklist.completed", "All mandatory items of the checklist are done") { ForMembers = "You completed your orientation checklist" },
        GiveUp => new("checklist.abandoned", "The checklist wasn't completed in time", new Ending(
            "Your enrollment has ended", "What was left on your checklist was not done in time. It ended on",
            "Your access is taken away. Write or call us if you want to go on, or apply again.", mails.Abandoned))
        {
            ForMembers = "Ended: the checklist was not completed in time",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Kind, "No outcome of a checklist."),
    };

    /// <summary>Whether a case's access is suspended when a mandatory item is overdue: access came before the checklist.</summary>
    public static bool Suspends(EnrollmentRecord record) => Suspends(record.Opened.StageIds);

    static bool Suspends(IReadOnlyList<string> stages) => stages.TakeWhile(id => id != StageId).Contains(AccessStage.StageId);

    /// <summary>By when an item is to be done.</summary>
    public static DateTimeOffset DueOf(EnrollmentRecord record, CaseStep step, ChecklistItemState item) =>
        ChecklistSchedule.DueOf(record.Checklist!.Policy, item, step.AskedAt, record.ReadCalendar());

    /// <summary>Has the log say that access is suspended, for each mandatory item that is overdue. Who completes one at this moment is looked at first.</summary>
    async Task<EnrollmentRecord> SuspendOverdueAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        while (Suspends(record))
        {
            var (now, added) = await cases.AddEntryAsync(
                record.Id,
                now => now.State.End is null && Overdue(now, step, at) is { } item
                    ? CaseEntry.Of(ChecklistEntry.Kind, clock.GetUtcNow(), Actor.Timer, Channel.System, new ChecklistEntry(item.Item.Id, ChecklistAct.Suspend))
                    : null);
            record = now;
            if (added is null)
            {
                break;
            }
        }
        return record;
    }

    static ChecklistItemState? Overdue(EnrollmentRecord record, CaseStep step, DateTimeOffset at) => record.Checklist!.Items
        .FirstOrDefault(item => item is { IsOpen: true, Suspension: null, Item.Mandatory: true } && DueOf(record, step, item) <= at);

    /// <summary>Null when access was never suspended.</summary>
    static SuspensionReasons? Reasons(EnrollmentRecord record)
    {
        var checklist = record.Checklist!;
        var ever = checklist.Items.Where(item => item.HasSuspended).ToList();
        if (ever.Count == 0)
        {
            return null;
        }
        return new SuspensionReasons(
            record.SuspendedFor, [.. ever.Where(item => item.Suspension is null).Select(item => record.ReasonOf(item.Item))],
            checklist.Turns[^1].Number, ever.Max(item => item.Changes[^1].At));
    }

    static DateTimeOffset NextAfter(EnrollmentRecord record, CaseStep step, DateTimeOffset due)
    {
        var moment = ChecklistSchedule.Of(record.Checklist!, step.AskedAt, record.ReadCalendar()).FirstOrDefault(each => each.At > due)?.At;
        var deadline = step.NextAfter(due) ?? step.Until;
        return moment < deadline ? moment.Value : deadline;
    }

    Task MeetAsync(EnrollmentRecord record, CaseStep step, Deadline deadline, DateTimeOffset at) => deadline.Kind switch
    {
        DeadlineKind.Staff => AskStaffAsync(record, step, at),
        DeadlineKind.LastNotice => news.GiveLastNoticeAsync(record, step, at),
        DeadlineKind.End => cases.AddOutcomeAsync(
            record.Id,
            new EnrollmentStepOutcome(step.Number, new EnrollmentOutcome(GiveUp, StepMove.End, EnrollmentEnd.Failed), Actor.Timer, Channel.System, deadline.At)),
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline that nothing follows."),
    };

    async Task AskStaffAsync(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        var left = ChecklistMails.List([.. record.Checklist!.Items.Where(item => item.Item.Mandatory && !item.IsOver).Select(item => item.Item.Name)]);
        await work.OpenAsync(
            record.Id, step.Number, "checklist", StaffRoles.Level1,
            $"Call the member: {record.Applicant.MemberFullName} ({record.Applicant.MemberKey}) hasn't done {left}", record.Applicant.MemberKey);
        await notifier.ReportAsync(record, "checklist.escalated", step.Number, at, $"Not done for a long time: {left}. Staff call");
    }
}
