using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Links;
using MemberServices.Retention;
using MemberServices.Staff;
using MemberServices.WorkItems;

namespace MemberServices.Complaints.Erasing;

/// <summary>Takes people and what they wrote out of complaints that are over. Category, root cause, times, answers and the kind of everything that happened stay, for the figures.</summary>
public sealed class ComplaintEraser(ComplaintCases cases, ComplaintIndex complaints, CaseIndex index, WorkItemEraser work, LinkTable links, RetentionPolicy retention) : IForgetting
{
    static readonly StaffPerson Nobody = new("", "erased", "");

    public string What => "finished complaints";

    /// <summary>Those that have been over for as long as the policy says: of members and of others.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (members, others) = (now.AddDays(-retention.FinishedCaseDays), now.AddDays(-retention.PublicCallerDays));
        var erased = new HashSet<string>();
        // An erased one leaves the list, so all are read before the first is.
        foreach (var entry in await index.AllAsync(CaseQuery.EndedBefore(CaseKind.Complaint, others > members ? others : members), cancellationToken).ToListAsync(cancellationToken))
        {
            if (entry.EndedAt < (entry.MemberKey is null ? others : members) && await cases.ReadAsync(entry.Id, cancellationToken) is { } record && record.State.IsOver(record.Opened, now))
            {
                await work.EraseAllAsync($"{entry.Id}.", cancellationToken);
                await EraseAsync(entry.Id, cancellationToken);
                erased.Add(entry.Id.ToString());
            }
        }
        if (erased.Count > 0)
        {
            await links.ForgetOfAsync(erased, cancellationToken);
        }
        return erased.Count;
    }

    /// <summary>Takes people out of a complaint and of what it is found by. A repeat changes nothing.</summary>
    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        await cases.EraseAsync(
            id, opened => opened with { Request = new ComplaintRequest("", "", null, null, opened.Request.Category, ""), By = opened.By.WithoutName() }, outcome => outcome, WithoutWords,
            cancellationToken);
        await complaints.UpdateAsync(await cases.GetAsync(id, cancellationToken), dueAt: null, cancellationToken);
    }

    /// <summary>Where the complaint went stays, and what was said goes.</summary>
    static CaseEntry WithoutWords(CaseEntry entry) => entry.Kind switch
    {
        ComplaintChanges.Owned => As(entry, entry.Read<ComplaintOwner>() with { Person = Nobody, Why = null }),
        ComplaintChanges.Clarified or ComplaintChanges.Replied or ComplaintChanges.Noted or ComplaintChanges.Updated or ComplaintChanges.Reopened => As(entry, new ComplaintWords("")),
        ComplaintChanges.Resolved => As(entry, entry.Read<ComplaintResolution>() with { Found = "", Done = "", Changes = "", Person = null }),
        ComplaintChanges.Agreed or ComplaintChanges.Disagreed => As(entry, new RemedyDecision(Nobody)),
        ComplaintChanges.Preferred => As(entry, WithoutPlace(entry.Read<CallPreference>())),
        ComplaintChanges.CallPlanned => As(entry, entry.Read<ComplaintCall>() is var call ? call with { Person = Nobody, How = WithoutPlace(call.How), Why = null } : call),
        ComplaintChanges.Attempted => As(entry, entry.Read<CallAttempt>() is var attempt ? attempt with { Note = null, Answer = attempt.Answer is { } said ? said with { Text = null } : null } : attempt),
        ComplaintChanges.Answered => As(entry, entry.Read<ComplaintAnswer>() with { Text = null }),
        ComplaintChanges.Closed => As(entry, entry.Read<ComplaintClosing>() with { Why = null }),
        _ => entry,
    };

    static CallPreference WithoutPlace(CallPreference how) => how with { Phone = null, Place = null };

    static CaseEntry As<T>(CaseEntry entry, T what) => CaseEntry.Of(entry.Kind, entry.At, entry.By, entry.Channel, what) with { Number = entry.Number };
}
