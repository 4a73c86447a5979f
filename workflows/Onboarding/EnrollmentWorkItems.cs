using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding;

/// <summary>What enrollments make work of. Due by the next business day.</summary>
public sealed class EnrollmentWorkItems(WorkItemService list, BusinessCalendar calendar, TimeProvider clock)
{
    const string Approval = "approval";
    const string Access = "access";
    const string Revocation = "revocation";
    const string Office = "office";

    public Task AskForApprovalAsync(EnrollmentRecord record, Step step) => OpenAsync(
        record, Approval, step.Number,
        step.Approver is { } broker
            ? $"Call the broker: {broker.MemberFullName} hasn't answered about {Who(record)}"
            : $"Decide for the office: nobody at {record.Opened.OfficeName} can answer about {Who(record)}");

    public Task AskForAccessAsync(EnrollmentRecord record, int step) =>
        OpenAsync(record, Access, step, $"Set up access: the directory doesn't let us for {Who(record)}");

    public Task AskForRevocationAsync(EnrollmentRecord record) =>
        OpenAsync(record, Revocation, 0, $"Take back access by hand: the directory doesn't let us for {Who(record)}");

    public Task AskForOfficeAsync(EnrollmentRecord record) =>
        OpenAsync(record, Office, 0, $"Find the office of {Who(record)}: {record.Opened.OfficeName} doesn't know them");

    /// <summary>Closes what a step opened, because it was answered.</summary>
    public async Task CloseAsync(EnrollmentRecord record, int step, string because)
    {
        await list.CloseAsync(WorkItemRoles.MemberServices, Id(record, Approval, step), because);
        await list.CloseAsync(WorkItemRoles.MemberServices, Id(record, Access, step), because);
    }

    Task OpenAsync(EnrollmentRecord record, string kind, int step, string title)
    {
        var now = clock.GetUtcNow();
        return list.OpenAsync(new WorkItem(
            Id(record, kind, step), WorkItemRoles.MemberServices, title, calendar.DeadlineAfter(now, 1),
            record.Id, record.Opened.Application.MemberKey, now));
    }

    static string Id(EnrollmentRecord record, string kind, int step) => DeterministicId.From(record.Id, kind, step);

    static string Who(EnrollmentRecord record) => $"{record.Opened.Application.MemberFullName} ({record.Opened.Application.MemberKey})";
}
