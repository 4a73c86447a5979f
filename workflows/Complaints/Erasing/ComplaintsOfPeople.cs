using MemberServices.Cases;
using MemberServices.Complaints.Acting;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Erasing;

/// <summary>How complaints are exported, closed and erased. Category, root cause, times, answers and the kind of everything that happened stay, for the figures.</summary>
public sealed class ComplaintsOfPeople(ComplaintCases cases, ComplaintIndex index, ComplaintDesk desk) : ILogsOfPeople<ComplaintOpened>
{
    static readonly StaffPerson Nobody = new("", "erased", "");

    public CaseKind Kind => CaseKind.Complaint;

    public bool HasOthers => true;

    public (string Name, string Email) PersonOf(ComplaintOpened opened) => (opened.Request.FullName, opened.Request.Email);

    public bool IsOver(ComplaintRecord record, DateTimeOffset now) => record.State.IsOver(record.Opened, now);

    public object Export(ComplaintRecord record) => new
    {
        record.Id,
        record.Opened.Request,
        record.Opened.ReceivedAt,
        record.Opened.Channel,
        record.Opened.Follows,
        record.State.End,
        entries = record.Entries.Select(entry => entry.Export(isUntold: entry.Kind == ComplaintChanges.Noted)),
    };

    public Task WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, CancellationToken cancellationToken) =>
        desk.ApplyAsync(client, id, ComplaintActs.Withdraw(), by, Channel.Api, cancellationToken);

    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken)
    {
        await cases.EraseAsync(
            id, opened => opened with { Request = new ComplaintRequest("", "", null, null, opened.Request.Category, ""), By = opened.By.WithoutName() }, outcome => outcome, WithoutWords,
            cancellationToken);
        await index.UpdateAsync(await cases.GetAsync(id, cancellationToken), dueAt: null, cancellationToken);
    }

    /// <summary>Where the complaint went stays, and what was said goes.</summary>
    static CaseEntry WithoutWords(CaseEntry entry) => entry.Kind switch
    {
        ComplaintChanges.Owned => entry.Saying(entry.Read<ComplaintOwner>() with { Person = Nobody, Why = null }),
        ComplaintChanges.Clarified or ComplaintChanges.Replied or ComplaintChanges.Noted or ComplaintChanges.Updated or ComplaintChanges.Reopened => entry.Saying(new ComplaintWords("")),
        ComplaintChanges.Resolved => entry.Saying(entry.Read<ComplaintResolution>() with { Found = "", Done = "", Changes = "", Person = null }),
        ComplaintChanges.Agreed or ComplaintChanges.Disagreed => entry.Saying(new RemedyDecision(Nobody)),
        ComplaintChanges.Preferred => entry.Saying(WithoutPlace(entry.Read<CallPreference>())),
        ComplaintChanges.CallPlanned => entry.Saying(entry.Read<ComplaintCall>() is var call ? call with { Person = Nobody, How = WithoutPlace(call.How), Why = null } : call),
        ComplaintChanges.Attempted => entry.Saying(entry.Read<CallAttempt>() is var attempt ? attempt with { Note = null, Answer = attempt.Answer is { } said ? said with { Text = null } : null } : attempt),
        ComplaintChanges.Answered => entry.Saying(entry.Read<ComplaintAnswer>() with { Text = null }),
        ComplaintChanges.Closed => entry.Saying(entry.Read<ComplaintClosing>() with { Why = null }),
        _ => entry,
    };

    static CallPreference WithoutPlace(CallPreference how) => how with { Phone = null, Place = null };
}
