using MemberServices.Cases;
using MemberServices.Complaints.Acting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Erasing;

/// <summary>How a person's complaints are exported, closed and erased.</summary>
public sealed class ComplaintsOfPeople(ComplaintEraser eraser, ComplaintDesk desk, TimeProvider clock) : ILogsOfPeople<ComplaintOpened>
{
    public CaseKind Kind => CaseKind.Complaint;

    public bool HasOthers => true;

    public (string Name, string Email) PersonOf(ComplaintOpened opened) => (opened.Request.FullName, opened.Request.Email);

    public bool IsOver(ComplaintRecord record) => record.State.IsOver(record.Opened, clock.GetUtcNow());

    public object Export(ComplaintRecord record) => new
    {
        record.Id,
        record.Opened.Request,
        record.Opened.ReceivedAt,
        record.Opened.Channel,
        record.Opened.Follows,
        record.State.End,
        // Who of the staff noted something, they haven't been told.
        entries = record.Entries.Select(entry => new
        {
            entry.At,
            entry.Kind,
            by = entry.Kind == ComplaintChanges.Noted ? null : entry.By.PersonName,
            entry.Channel,
            entry.What,
        }),
    };

    public Task EraseAsync(CaseId id, CancellationToken cancellationToken) => eraser.EraseAsync(id, cancellationToken);

    public Task WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, CancellationToken cancellationToken) =>
        desk.ApplyAsync(client, id, ComplaintActs.Withdraw(), by, Channel.Api, cancellationToken);
}
