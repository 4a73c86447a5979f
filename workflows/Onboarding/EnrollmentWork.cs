using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding;

/// <summary>What enrollments make work of. Due by the next business day.</summary>
public sealed class EnrollmentWork(WorkList list, BusinessCalendar calendar, TimeProvider clock)
{
    const string Approval = "approval";
    const string Access = "access";
    const string Revocation = "revocation";
    const string Office = "office";

    public Task AskForApprovalAsync(EnrollmentRecord record, Round round) => OpenAsync(
        record, Approval, round.Number,
        round.Approver is { } broker
            ? $"Call the broker: {broker.Name} hasn't answered about {Who(record)}"
            : $"Decide for the office: nobody at {record.Intake.OfficeName} can answer about {Who(record)}");

    public Task AskForAccessAsync(EnrollmentRecord record, int round) =>
        OpenAsync(record, Access, round, $"Set up access: the directory doesn't let us for {Who(record)}");

    public Task AskForRevocationAsync(EnrollmentRecord record) =>
        OpenAsync(record, Revocation, 0, $"Take back access by hand: the directory doesn't let us for {Who(record)}");

    public Task AskForOfficeAsync(EnrollmentRecord record) =>
        OpenAsync(record, Office, 0, $"Find the office of {Who(record)}: {record.Intake.OfficeName} doesn't know them");

    /// <summary>Closes what a round opened, because it was answered.</summary>
    public async Task CloseAsync(EnrollmentRecord record, int round, string because)
    {
        await list.CloseAsync(WorkItemRoles.MemberServices, Id(record, Approval, round), because);
        await list.CloseAsync(WorkItemRoles.MemberServices, Id(record, Access, round), because);
    }

    Task OpenAsync(EnrollmentRecord record, string step, int round, string title)
    {
        var now = clock.GetUtcNow();
        return list.OpenAsync(new WorkItem(
            Id(record, step, round), WorkItemRoles.MemberServices, title, calendar.NextOpen(calendar.AddBusinessDays(now, 1)),
            record.Id, record.Intake.Application.MemberId, now));
    }

    static string Id(EnrollmentRecord record, string step, int round) => MessageId.For(record.Id, step, round);

    static string Who(EnrollmentRecord record) => $"{record.Intake.Application.Name} ({record.Intake.Application.MemberId})";
}
