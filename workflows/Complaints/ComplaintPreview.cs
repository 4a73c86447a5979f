using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Complaints.Calling;

namespace MemberServices.Complaints;

/// <summary>When somebody who complains then would hear from us, if its owner did nothing in time, and when they were called after a letter.</summary>
public sealed class ComplaintPreview(ComplaintPolicy policy, NamedCalendars calendars) : IPolicyPreview
{
    public string Kind => CaseKind.Complaint.Name;

    public IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt)
    {
        var opened = new ComplaintOpened(
            new ComplaintRequest("", "", "", null, policy.Categories[0].Id, ""), openedAt, Actor.Timer, Channel.Form, policy, calendars.Default.Policy);
        var (state, time) = (ComplaintState.Fold(opened, []), opened.Time);
        var letter = new ComplaintState { Since = openedAt, OpenedAt = openedAt, HeardAt = openedAt, Phase = ComplaintPhase.Calling, LetterAt = openedAt };
        var (from, until, window) = CallTimes.Next(opened, letter, openedAt);
        return
        [
            new PreviewedStage(
                "investigating", "Looked into",
                [
                    Deadline("clarified", "The owner has called to understand it", time.DeadlineAfter(openedAt, policy.ClarifyDays), Days(policy.ClarifyDays)),
                    Deadline("reminded", "The owner is reminded to write, if the complainant hasn’t heard from us", time.DeadlineAfter(openedAt, policy.ReminderDays), Days(policy.ReminderDays)),
                    Deadline("missed", "The complainant and a manager are told that we are late", time.DeadlineAfter(openedAt, policy.UpdateDays), Days(policy.UpdateDays)),
                    Deadline("overdue", "A manager is told that the letter is late", state.LetterDueAt(opened), Days(policy.DueDays)),
                ]),
            new PreviewedStage(
                "calling", "The call after the letter, if the letter went out then",
                [
                    Deadline("call", $"We call, {CallTimes.Words(policy.Windows[window])} unless another time is chosen", from, $"{Days(policy.CallBackDays)} after the letter, in the first window"),
                    Deadline("call-missed", "A manager is told that nobody wrote down what came of the call", time.DeadlineAfter(until, 1), $"{Days(1)} after the window"),
                ]),
        ];
    }

    static PreviewedDeadline Deadline(string kind, string what, DateTimeOffset at, string how) => new(kind, 1, what, at, how);

    static string Days(int days) => FormattableString.Invariant($"{days} business day{(days == 1 ? "" : "s")}");
}
