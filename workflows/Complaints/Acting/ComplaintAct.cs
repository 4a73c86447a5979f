using MemberServices.Cases;
using MemberServices.Complaints.Calling;
using MemberServices.Staff;

namespace MemberServices.Complaints.Acting;

/// <summary>Something that a person wants to do with a complaint.</summary>
/// <param name="Kind">The entry that it is: one of <see cref="ComplaintChanges"/>.</param>
/// <param name="What">What the entry says; it may depend on where the complaint is.</param>
/// <param name="Misfit">Why the complaint doesn't take it as it is now, and what it takes; or null.</param>
public sealed record ComplaintAct(string Kind, Func<ComplaintOpened, ComplaintState, object> What, Func<ComplaintOpened, ComplaintState, DateTimeOffset, string?> Misfit)
{
    /// <summary>When it happened, if that was before we heard of it; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The last entry of the log that whoever acts has seen; null: they don't say.</summary>
    public int? Seen { get; init; }

    /// <summary>Whether the owner alone does it, or who stands in for them.</summary>
    public bool IsOwners { get; init; }
}

/// <summary>What can be done with a complaint, and when. The whole table is here.</summary>
public static class ComplaintActs
{
    /// <summary>The furthest that a call can be put off.</summary>
    const int LatestDays = 30;

    const string IsClosed = "The complaint is closed.";

    // The complainant

    public static ComplaintAct Reply(string text) => Of(ComplaintChanges.Replied, new ComplaintWords(text), UnlessOver);

    /// <summary>How and when they are called back, until the call.</summary>
    public static ComplaintAct Prefer(CallPreference how) => Of(
        ComplaintChanges.Preferred, how,
        (opened, state, now) => state.Phase is ComplaintPhase.Closed or ComplaintPhase.Asked ? "We don’t call any more: we asked by mail, or the complaint is closed."
            : how.Mode == CallMode.Phone && (how.Phone ?? opened.Request.Phone) is null ? "We have no phone number of yours: write one, or choose a video call or a visit."
            : state.Call is { } call && call.From <= now ? "The call is under way, or just over: whoever calls you says what comes next."
            : null);

    public static ComplaintAct TakeBack(string? why) => Of(ComplaintChanges.Closed, new ComplaintClosing(ComplaintEnd.TakenBack, why), UnlessClosed);

    public static ComplaintAct Answer(ComplaintAnswer answer) => Of(
        ComplaintChanges.Answered, answer,
        (opened, state, now) => !state.WaitsForAnswer
            ? state.Phase == ComplaintPhase.Calling ? "We ask you when we call." : "We have your answer. If something is still wrong, write to us or open the complaint again."
            : state.IsOver(opened, now) ? Over(opened)
            : null);

    public static ComplaintAct Reopen(string text) => Of(
        ComplaintChanges.Reopened, new ComplaintWords(text),
        (opened, state, now) => state.Phase != ComplaintPhase.Closed ? "The complaint is open: write to its owner instead." : UnlessOver(opened, state, now));

    /// <summary>Closes it for good, whatever it is.</summary>
    public static ComplaintAct Withdraw() => Of(ComplaintChanges.Closed, new ComplaintClosing(ComplaintEnd.Withdrawn), (_, _, _) => null);

    // Staff

    public static ComplaintAct Note(string text) => Of(ComplaintChanges.Noted, new ComplaintWords(text), UnlessOver);

    /// <summary>The owner talked to the complainant, and knows what it is about.</summary>
    public static ComplaintAct Clarify(string text) => Owners(
        ComplaintChanges.Clarified, new ComplaintWords(text),
        (_, state, _) => state.Phase is ComplaintPhase.Investigating or ComplaintPhase.Agreeing ? null : "The letter went out: log the call that follows it as an attempt.");

    /// <summary>Tells the complainant how it stands.</summary>
    public static ComplaintAct Update(string text) => Owners(ComplaintChanges.Updated, new ComplaintWords(text), UnlessClosed);

    public static ComplaintAct Resolve(ComplaintResolution resolution) => Owners(
        ComplaintChanges.Resolved, resolution,
        (_, state, _) => state.Phase switch
        {
            ComplaintPhase.Investigating => null,
            ComplaintPhase.Agreeing => "It is resolved, and a second person must agree to the remedy.",
            _ => "It is resolved, and the letter went out.",
        });

    /// <summary>A second person's word about a remedy.</summary>
    public static ComplaintAct Decide(RemedyDecision decision, bool agrees) => Of(
        agrees ? ComplaintChanges.Agreed : ComplaintChanges.Disagreed, decision,
        (_, state, _) => state.Phase != ComplaintPhase.Agreeing ? "No remedy waits for a second person."
            : decision.Person.Id == state.Proposer?.Id ? $"{decision.Person.Name} proposed it: another person must agree."
            : decision.Person.Id == state.Owner?.Person.Id ? $"{decision.Person.Name} owns it: another person must agree."
            : null);

    /// <summary>Moves the call to another time.</summary>
    public static ComplaintAct Plan(DateTimeOffset from, string why) => new(
        ComplaintChanges.CallPlanned,
        (opened, state) => CallPlanner.Of(
            opened, state, state.Call?.Person ?? state.Owner!.Person, from, from.AddMinutes(opened.Policy.CallMinutes), CallTimes.WindowAt(opened, from), why),
        (opened, state, now) => state.Phase != ComplaintPhase.Calling || state.Call is null ? "No call is planned."
            : from <= now ? "The new time must be in the future."
            : from > now.AddDays(LatestDays) ? $"The new time must be within {LatestDays} days."
            : !opened.Time.IsOpen(from) ? "The new time must be within opening hours."
            : null)
    {
        IsOwners = true,
    };

    /// <summary>What came of a call after the letter.</summary>
    /// <param name="attempt">What.</param>
    /// <param name="at">When they called.</param>
    public static ComplaintAct Attempt(CallAttempt attempt, DateTimeOffset? at) => Owners(
        ComplaintChanges.Attempted, attempt,
        (opened, state, now) => state.Phase switch
        {
            ComplaintPhase.Investigating or ComplaintPhase.Agreeing => "The letter hasn’t gone out: log a talk before it as clarified.",
            ComplaintPhase.Closed => "The complaint is closed: note the call instead, or have the complainant open it again.",
            _ when at > now => "The call’s time is yet to come: send when it was.",
            _ when at < state.LetterAt => "The call was before the letter: send a later time, or note it.",
            ComplaintPhase.Asked when attempt.Answer is null => "The questions went out by mail: log a call that brought their answer, or note it.",
            _ => null,
        }) with
    {
        At = at,
    };

    public static ComplaintAct HandOver(ComplaintOwner owner) => Of(
        ComplaintChanges.Owned, owner,
        (opened, state, now) => UnlessClosed(opened, state, now) ?? (state.Owner?.Person.Id == owner.Person.Id ? $"{owner.Person.Name} has it already." : null));

    static string? UnlessOver(ComplaintOpened opened, ComplaintState state, DateTimeOffset now) => state.IsOver(opened, now) ? Over(opened) : null;

    static string? UnlessClosed(ComplaintOpened opened, ComplaintState state, DateTimeOffset now) => state.Phase == ComplaintPhase.Closed ? IsClosed : null;

    static string Over(ComplaintOpened opened) => $"The complaint was closed more than {opened.Policy.ReopenDays} days ago. Open a new one that goes on with it.";

    static ComplaintAct Of(string kind, object what, Func<ComplaintOpened, ComplaintState, DateTimeOffset, string?> misfit) => new(kind, (_, _) => what, misfit);

    static ComplaintAct Owners(string kind, object what, Func<ComplaintOpened, ComplaintState, DateTimeOffset, string?> misfit) => Of(kind, what, misfit) with { IsOwners = true };
}
