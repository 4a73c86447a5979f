using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Staff;

namespace MemberServices.Complaints;

/// <summary>Where a complaint is. Zero is nowhere.</summary>
[JsonConverter(typeof(EnumNameConverter<ComplaintPhase>))]
public enum ComplaintPhase
{
    /// <summary>Its owner finds out what happened.</summary>
    Investigating = 1,

    /// <summary>A second person must agree to the remedy before the letter goes out.</summary>
    Agreeing,

    /// <summary>The letter is out, and we call.</summary>
    Calling,

    /// <summary>The mail with the two questions waits for its answer.</summary>
    Asked,
    Closed,
}

/// <param name="At">When.</param>
/// <param name="Entry">Which entry of the log.</param>
/// <param name="Answer">What they said.</param>
/// <param name="IsLate">Whether that was after we had stopped waiting.</param>
public sealed record GivenAnswer(DateTimeOffset At, int Entry, ComplaintAnswer Answer, bool IsLate);

/// <summary>Where a complaint is: a pure fold of its log. What comes again, or too late, changes nothing.</summary>
public sealed record ComplaintState
{
    /// <summary>Somebody's owner, their manager, the executive: there is nobody above.</summary>
    public const int HighestLevel = 2;

    public ComplaintPhase Phase { get; init; } = ComplaintPhase.Investigating;

    /// <summary>Since when it is in that phase.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Who answers for it; null: nobody yet.</summary>
    public ComplaintOwner? Owner { get; init; }

    /// <summary>Since when nobody could be found to own it; null: somebody was, or nobody has looked.</summary>
    public DateTimeOffset? UnownedSince { get; init; }

    /// <summary>The ids of those who had it before.</summary>
    public ImmutableList<string> Owners { get; init; } = [];

    /// <summary>0: an owner by category; 1: their manager, since the complainant wasn't satisfied; 2: the executive.</summary>
    public int Level { get; init; }

    /// <summary>At which level its owner was chosen.</summary>
    public int OwnedLevel { get; init; }

    /// <summary>How often it was opened, from 1.</summary>
    public int Episode { get; init; } = 1;

    /// <summary>When it was opened, the last time.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the complainant last heard from us.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>How often that was: each promise has its number.</summary>
    public int Heard { get; init; } = 1;

    /// <summary>When the owner talked to them to understand it; null: not yet in this episode.</summary>
    public DateTimeOffset? ClarifiedAt { get; init; }

    public ComplaintResolution? Resolution { get; init; }

    /// <summary>Who proposed the remedy, or null.</summary>
    public StaffPerson? Proposer { get; init; }

    /// <summary>When the letter went out; null: not yet in this episode.</summary>
    public DateTimeOffset? LetterAt { get; init; }

    /// <summary>What the complainant chose, or null.</summary>
    public CallPreference? Preference { get; init; }

    /// <summary>The call that is planned, or null.</summary>
    public ComplaintCall? Call { get; init; }

    /// <summary>Whether that call must be planned anew: the complainant chose otherwise, or somebody else calls.</summary>
    public bool IsCallStale { get; init; }

    /// <summary>Whether the next call is at the time that the complainant chose, and not at one that wasn't tried.</summary>
    public bool IsPreferenceNew { get; init; }

    /// <summary>The call before, or null.</summary>
    public ComplaintCall? LastCall { get; init; }

    /// <summary>The last event that was planned.</summary>
    public int Series { get; init; }

    /// <summary>How often we tried to call in this episode.</summary>
    public int Attempts { get; init; }

    /// <summary>When we last tried, or missed to.</summary>
    public DateTimeOffset? LastTriedAt { get; init; }

    /// <summary>Whether they were reached and didn't say whether they are satisfied.</summary>
    public bool IsReached { get; init; }

    /// <summary>When the mail with the questions went out, in this episode.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The last answer, of whichever episode.</summary>
    public GivenAnswer? Answer { get; init; }

    public ComplaintEnd? End { get; init; }

    /// <summary>The timers whose thresholds were passed.</summary>
    public ImmutableHashSet<string> Passed { get; init; } = [];

    /// <summary>Whether somebody must be found to own it.</summary>
    public bool NeedsOwner => Phase != ComplaintPhase.Closed && (Owner is null || OwnedLevel < Level);

    /// <summary>Whether a call must be planned, or planned anew.</summary>
    public bool NeedsCall(ComplaintPolicy policy) => Phase == ComplaintPhase.Calling && !NeedsMail(policy) && (Call is null || IsCallStale);

    /// <summary>Whether it is time to ask by mail.</summary>
    public bool NeedsMail(ComplaintPolicy policy) => Phase == ComplaintPhase.Calling && (IsReached || Attempts >= policy.Attempts);

    /// <summary>Whether an answer is still to come.</summary>
    public bool WaitsForAnswer => Phase == ComplaintPhase.Asked || End == ComplaintEnd.NoAnswer && Answer?.IsLate != true;

    /// <summary>By when the complainant hears from us; null: we don't owe them a word.</summary>
    public DateTimeOffset? NextWordAt(ComplaintOpened opened) => Phase switch
    {
        ComplaintPhase.Investigating or ComplaintPhase.Agreeing => opened.Time.DeadlineAfter(HeardAt, opened.Policy.UpdateDays),
        ComplaintPhase.Calling => Call?.Until,
        _ => null,
    };

    /// <summary>By when the letter is due.</summary>
    public DateTimeOffset LetterDueAt(ComplaintOpened opened) => opened.Time.DeadlineAfter(OpenedAt, opened.Policy.DueDays);

    /// <summary>Until when it can be reopened; null while it isn't closed.</summary>
    public DateTimeOffset? ReopenableUntil(ComplaintOpened opened) =>
        Phase != ComplaintPhase.Closed ? null : End == ComplaintEnd.Withdrawn ? Since : Since.AddDays(opened.Policy.ReopenDays);

    /// <summary>Whether it is closed for so long that it can't be reopened any more.</summary>
    public bool IsOver(ComplaintOpened opened, DateTimeOffset now) => ReopenableUntil(opened) <= now;

    /// <summary>How they are called back: as they chose, else by phone in the first window, or by video without a number.</summary>
    public CallPreference PreferenceOf(ComplaintRequest request) => Preference ?? new CallPreference(request.Phone is null ? CallMode.Video : CallMode.Phone, 0);

    public static ComplaintState Of(ComplaintRecord record) => Fold(record.Opened, record.Entries);

    /// <summary>The same of some of its entries, in any order.</summary>
    public static ComplaintState Fold(ComplaintOpened opened, IEnumerable<CaseEntry> entries) => entries.OrderBy(entry => entry.Number).Aggregate(
        new ComplaintState { Since = opened.ReceivedAt, OpenedAt = opened.ReceivedAt, HeardAt = opened.KnownAt },
        (state, entry) => state.End == ComplaintEnd.Withdrawn ? state : state.Apply(entry, opened));

    ComplaintState Apply(CaseEntry entry, ComplaintOpened opened) => entry.Kind switch
    {
        ComplaintChanges.Owned => Own(entry.Read<ComplaintOwner>()),
        ComplaintChanges.Unowned => this with { UnownedSince = UnownedSince ?? entry.At },
        ComplaintChanges.Clarified => Phase == ComplaintPhase.Closed ? this : Hear(entry.At) with { ClarifiedAt = ClarifiedAt ?? entry.At },
        ComplaintChanges.Updated => Phase == ComplaintPhase.Closed ? this : Hear(entry.At),
        ComplaintChanges.Resolved => Resolve(entry, opened.Policy),
        ComplaintChanges.Agreed => Phase == ComplaintPhase.Agreeing ? Write(entry.At) : this,
        ComplaintChanges.Disagreed => Phase == ComplaintPhase.Agreeing ? Into(ComplaintPhase.Investigating, entry.At) with { Resolution = null, Proposer = null } : this,
        ComplaintChanges.Preferred => Phase == ComplaintPhase.Closed ? this
            : this with { Preference = entry.Read<CallPreference>(), IsCallStale = Call is not null, IsPreferenceNew = true },
        ComplaintChanges.CallPlanned => Phase == ComplaintPhase.Calling ? Plan(entry.Read<ComplaintCall>()) : this,
        ComplaintChanges.CallMissed => Call is null ? this : this with { Call = null, IsCallStale = false, LastCall = Call, LastTriedAt = entry.At, IsPreferenceNew = true },
        ComplaintChanges.Attempted => Try(entry, entry.Read<CallAttempt>()),
        ComplaintChanges.Asked => Phase == ComplaintPhase.Calling ? Into(ComplaintPhase.Asked, entry.At) with { AskedAt = entry.At, Call = null, IsCallStale = false } : this,
        ComplaintChanges.Answered => WaitsForAnswer ? Take(entry, entry.Read<ComplaintAnswer>(), opened) : this,
        ComplaintChanges.Reopened => Phase == ComplaintPhase.Closed ? Reopen(entry.At, isHigher: End != ComplaintEnd.TakenBack) : this,
        ComplaintChanges.Closed => Close(entry.At, entry.Read<ComplaintClosing>().How),
        ComplaintChanges.Passed => Pass(entry),
        _ => this,
    };

    ComplaintState Own(ComplaintOwner owner) => this with
    {
        Owner = owner,
        OwnedLevel = Level,
        UnownedSince = null,
        Owners = Owner is { } before && before.Person.Id != owner.Person.Id ? Owners.Add(before.Person.Id) : Owners,
        IsCallStale = IsCallStale || Call is { } call && call.Person.Id != owner.Person.Id,
    };

    ComplaintState Hear(DateTimeOffset at) => this with { HeardAt = at > HeardAt ? at : HeardAt, Heard = Heard + 1 };

    ComplaintState Resolve(CaseEntry entry, ComplaintPolicy policy)
    {
        if (Phase != ComplaintPhase.Investigating)
        {
            return this;
        }
        var resolution = entry.Read<ComplaintResolution>();
        var resolved = this with { Resolution = resolution, Proposer = resolution.Person ?? Owner?.Person };
        return policy.NeedsAgreement(resolved.Resolution.Remedy) ? resolved.Into(ComplaintPhase.Agreeing, entry.At) : resolved.Write(entry.At);
    }

    ComplaintState Write(DateTimeOffset at) => Hear(at).Into(ComplaintPhase.Calling, at) with { LetterAt = at };

    ComplaintState Plan(ComplaintCall call) => this with { Call = call, IsCallStale = false, IsPreferenceNew = false, Series = Math.Max(Series, call.Series) };

    /// <summary>Somebody who was reached after the mail went out may answer by phone, too.</summary>
    ComplaintState Try(CaseEntry entry, CallAttempt attempt)
    {
        if (Phase is not (ComplaintPhase.Calling or ComplaintPhase.Asked))
        {
            return this;
        }
        var tried = this with { Attempts = Attempts + 1, LastCall = Call ?? LastCall, LastTriedAt = entry.At, Call = null, IsCallStale = false };
        return attempt.Answer is { } answer ? tried.Decide(entry, answer, isLate: false) : tried with { IsReached = IsReached || attempt.IsReached };
    }

    ComplaintState Take(CaseEntry entry, ComplaintAnswer answer, ComplaintOpened opened)
    {
        if (Phase != ComplaintPhase.Closed)
        {
            return Decide(entry, answer, isLate: false);
        }
        return answer.IsSatisfied || IsOver(opened, entry.At)
            ? this with { Answer = new GivenAnswer(entry.At, entry.Number, answer, IsLate: true) }
            : Decide(entry, answer, isLate: true);
    }

    ComplaintState Decide(CaseEntry entry, ComplaintAnswer answer, bool isLate)
    {
        var answered = this with { Answer = new GivenAnswer(entry.At, entry.Number, answer, isLate) };
        return answer.IsSatisfied ? answered.Close(entry.At, ComplaintEnd.Satisfied) : answered.Reopen(entry.At, isHigher: true);
    }

    ComplaintState Reopen(DateTimeOffset at, bool isHigher) => Into(ComplaintPhase.Investigating, at) with
    {
        Episode = Episode + 1,
        Level = isHigher ? Math.Min(Level + 1, HighestLevel) : Level,
        OpenedAt = at,
        HeardAt = at,
        Heard = Heard + 1,
        ClarifiedAt = null,
        Resolution = null,
        Proposer = null,
        LetterAt = null,
        Call = null,
        IsCallStale = false,
        LastCall = null,
        Attempts = 0,
        LastTriedAt = null,
        IsReached = false,
        AskedAt = null,
        End = null,
    };

    ComplaintState Close(DateTimeOffset at, ComplaintEnd how) => Phase == ComplaintPhase.Closed && how != ComplaintEnd.Withdrawn ? this
        : Into(ComplaintPhase.Closed, at) with { End = how, Call = null, IsCallStale = false };

    /// <summary>A promise that was missed is followed by a new one, which the complainant is told.</summary>
    ComplaintState Pass(CaseEntry entry)
    {
        var timer = entry.Read<ComplaintThreshold>().Timer;
        var passed = this with { Passed = Passed.Add(timer) };
        return timer == ComplaintTimer.MissedOf(Heard) ? passed.Hear(entry.At) : passed;
    }

    ComplaintState Into(ComplaintPhase phase, DateTimeOffset at) => this with { Phase = phase, Since = at };
}
