using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Desk.Searching;
using MemberServices.Offices;
using MemberServices.Onboarding.Checklist;
using MemberServices.Pages;
using MemberServices.Staff;

namespace MemberServices.Onboarding.Desk;

/// <summary>Puts an enrollment's story together. What it reads is bounded, however long the case or its person's timeline is.</summary>
public sealed class EnrollmentStories(
    EnrollmentCases cases, EnrollmentStages stages, EnrollmentViews views, EnrollmentActs acts, EnrollmentTimeline timeline, OfficeTable offices, CaseIndex index,
    CaseSurroundings around, DeskTimes times, TimeProvider clock)
{
    const int MostLines = 60;
    const int MostOthers = 10;

    /// <summary>A case's story; null when there is no such case.</summary>
    /// <param name="id">Which.</param>
    /// <param name="who">Who looks at it.</param>
    /// <param name="fits">Which lines are shown.</param>
    /// <param name="skip">How many of the newest lines are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EnrollmentStory?> FindAsync(CaseId id, PersonInRoles who, Func<StoryLine, bool> fits, int skip, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }
        var lines = (await timeline.OfAsync(record, cancellationToken)).Where(fits).Skip(skip).Take(MostLines + 1).ToList();
        var step = record.State.End is null ? record.StepOf(record.State.Step) : null;
        var view = views.Of(record, clock.GetUtcNow());
        return new EnrollmentStory(
            view, record.Opened, step, Next(record, view, step), [.. lines.Take(MostLines)], lines.Count > MostLines,
            await acts.OfAsync(record), ChecklistItems.Of(record, view.Checklist, who), await offices.FindAsync(record.Applicant.OfficeKey, cancellationToken), await around.WorkAsync(id, cancellationToken),
            await OthersAsync(record, cancellationToken));
    }

    async Task<IReadOnlyList<FoundThing>> OthersAsync(EnrollmentRecord record, CancellationToken cancellationToken)
    {
        if (record.Applicant.MemberKey is not { Length: > 0 } key || await index.PageAsync(CaseQuery.OfMember(key), MostOthers, null, cancellationToken) is not { } page)
        {
            return [];
        }
        return
        [
            .. page.Cases.Where(entry => entry.Id != record.Id)
                .Select(entry => new FoundThing(entry.Id.ToString(), DeskCases.AddressOf(entry.Id), $"{CaseSearch.Words(entry.Place)}, opened {times.Day(entry.OpenedAt)}")),
        ];
    }

    IReadOnlyList<ComingLine> Next(EnrollmentRecord record, EnrollmentView view, CaseStep? step) => step is null ? []
        :
        [
            .. from next in view.NextSteps
               let deadline = step.Deadlines.FirstOrDefault(each => each.At == next.At && stages.Of(step.Stage).Describe(each) == next.What)
               select new ComingLine(next.At, ThirdPerson.Of(next.What, record.Applicant.MemberFullName), deadline is null ? WhyOfItems(record, step, next.At) : Why(record, step, deadline)),
        ];

    /// <summary>Of a checklist: when the items are due that a reminder or a due time is about.</summary>
    string? WhyOfItems(EnrollmentRecord record, CaseStep step, DateTimeOffset at)
    {
        if (record.Checklist is not { } list || ChecklistSchedule.Of(list, step.AskedAt, record.ReadCalendar()).FirstOrDefault(moment => moment.At == at) is not { } moment)
        {
            return null;
        }
        if (moment.Due is not [{ } first, ..])
        {
            return $"Before it is due, {times.Day(ChecklistStage.DueOf(record, step, moment.Reminded[0]))}";
        }
        return first.ReopenedAt is { } reopened ? $"It was opened again {times.Day(reopened)}" : $"{first.Item.DueDays} days from {times.Day(step.AskedAt)}";
    }

    /// <summary>By which rule a deadline is then: "7 business days from Dec 3, without Christmas Day"; null when the policy doesn't say.</summary>
    string? Why(EnrollmentRecord record, CaseStep step, Deadline deadline)
    {
        var (days, calendar) = (record.Opened.DaysOf(step.Stage), record.ReadCalendar());
        int? after = deadline.Kind switch
        {
            DeadlineKind.Reminder => days.ReminderDays.ElementAtOrDefault(deadline.Number - 1),
            DeadlineKind.Staff => days.StaffDays,
            DeadlineKind.LastNotice => days.LastNoticeDays,
            DeadlineKind.End => days.EndDays,
            _ => null,
        };
        if (after is not > 0 || calendar.DeadlineAfter(step.AskedAt, after.Value) is var at && at != deadline.At && calendar.ClosingOf(at) != deadline.At)
        {
            return null;
        }
        var holidays = calendar.StretchesFrom(step.AskedAt).TakeWhile(stretch => stretch.From < deadline.At)
            .Where(stretch => stretch.Kind == StretchKind.Holiday).Select(stretch => stretch.Holiday!).Distinct().ToList();
        return $"{after} business day{(after == 1 ? "" : "s")} from {times.Day(step.AskedAt)}" + (holidays.Count == 0 ? "" : $", without {string.Join(" and ", holidays)}");
    }
}
