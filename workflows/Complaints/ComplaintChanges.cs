using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Staff;

namespace MemberServices.Complaints;

/// <summary>What is added to a complaint's log, by the kind of the entry.</summary>
public static class ComplaintChanges
{
    /// <summary>Somebody of the staff answers for it from now on.</summary>
    public const string Owned = "owned";

    /// <summary>Nobody was found who may own it.</summary>
    public const string Unowned = "unowned";

    /// <summary>The owner talked to the complainant to understand it.</summary>
    public const string Clarified = "clarified";

    /// <summary>The complainant wrote.</summary>
    public const string Replied = "replied";

    /// <summary>Staff noted something that only staff read.</summary>
    public const string Noted = "noted";

    /// <summary>The owner told the complainant how it stands.</summary>
    public const string Updated = "updated";

    /// <summary>What was found and done.</summary>
    public const string Resolved = "resolved";

    /// <summary>A second person agreed to the remedy.</summary>
    public const string Agreed = "agreed";

    /// <summary>A second person didn't agree to it.</summary>
    public const string Disagreed = "disagreed";

    /// <summary>The complainant chose how and when we call back.</summary>
    public const string Preferred = "preferred";

    /// <summary>We call then. Again: it moved.</summary>
    public const string CallPlanned = "call-planned";

    /// <summary>Nobody said what came of the call.</summary>
    public const string CallMissed = "call-missed";

    /// <summary>We tried to call.</summary>
    public const string Attempted = "attempted";

    /// <summary>The mail with the two questions.</summary>
    public const string Asked = "asked";

    /// <summary>The complainant answered them on the page.</summary>
    public const string Answered = "answered";

    /// <summary>The complainant opened it again after it was closed.</summary>
    public const string Reopened = "reopened";

    public const string Closed = "closed";

    /// <summary>A timer's threshold was passed.</summary>
    public const string Passed = "passed";
}

/// <summary>Who answers for a complaint.</summary>
/// <param name="Person">Who.</param>
/// <param name="Role">The role by which they have its work.</param>
/// <param name="Reason">Why it is them.</param>
/// <param name="Why">What staff wrote about it, for staff; or null.</param>
public sealed record ComplaintOwner(StaffPerson Person, string Role, OwnerReason Reason, string? Why = null);

/// <summary>Why somebody owns a complaint. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<OwnerReason>))]
public enum OwnerReason
{
    /// <summary>By its category.</summary>
    Category = 1,

    /// <summary>Who had it isn't here any more.</summary>
    Substitute,

    /// <summary>The complainant wasn't satisfied.</summary>
    Manager,

    /// <summary>They weren't again.</summary>
    Executive,

    /// <summary>Staff handed it over.</summary>
    HandedOver,
}

/// <summary>Words of the complainant, or of staff.</summary>
public sealed record ComplaintWords(string Text);

/// <summary>How somebody wants to be called back.</summary>
/// <param name="Mode">By what.</param>
/// <param name="Window">Which of the policy's windows, from 0.</param>
/// <param name="Phone">Where, if not at the number that we have; or null.</param>
/// <param name="Place">Of a visit: where; or null.</param>
public sealed record CallPreference(CallMode Mode, int Window, string? Phone = null, string? Place = null);

/// <summary>How we call back. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<CallMode>))]
public enum CallMode
{
    Phone = 1,
    Video,
    Visit,
}

/// <summary>What the complainant gets as a letter, and why it came to that.</summary>
/// <param name="Found">What we found.</param>
/// <param name="Done">What we did.</param>
/// <param name="Changes">What changes.</param>
/// <param name="Cause">The root cause: one of the policy's, or another in lower-case letters, digits and dashes.</param>
/// <param name="CauseName">The same in words.</param>
/// <param name="Remedy">What the complainant gets, or null.</param>
/// <param name="Person">Who wrote it: the owner, or who stands in for them.</param>
public sealed record ComplaintResolution(string Found, string Done, string Changes, string Cause, string CauseName, ComplaintRemedy? Remedy = null, StaffPerson? Person = null);

/// <param name="Kind">What.</param>
/// <param name="Amount">US dollars; null: it isn't money.</param>
public sealed record ComplaintRemedy(RemedyKind Kind, decimal? Amount = null);

/// <summary>What makes good. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<RemedyKind>))]
public enum RemedyKind
{
    Apology = 1,
    Correction,

    /// <summary>A fee that isn't charged.</summary>
    WaivedFee,

    /// <summary>A fee that is given back.</summary>
    CreditedFee,
}

/// <param name="Person">Who agreed or didn't: never who proposed it.</param>
/// <param name="Why">For staff; or null.</param>
public sealed record RemedyDecision(StaffPerson Person, string? Why = null);

/// <summary>A call that is to be made.</summary>
/// <param name="Series">Names its event on a calendar: the same while it only moves.</param>
/// <param name="Attempt">The how manieth try it is, from 1.</param>
/// <param name="Person">Who calls.</param>
/// <param name="From">When.</param>
/// <param name="Until">When it is over at the latest.</param>
/// <param name="Window">Which of the policy's windows; -1: a time of its own.</param>
/// <param name="How">How the complainant wants it.</param>
/// <param name="Why">Why it was moved by staff, or null.</param>
public sealed record ComplaintCall(int Series, int Attempt, StaffPerson Person, DateTimeOffset From, DateTimeOffset Until, int Window, CallPreference How, string? Why = null);

/// <summary>What came of a call.</summary>
/// <param name="IsReached">Whether we talked to them.</param>
/// <param name="Note">For staff; or null.</param>
/// <param name="Answer">What they said to the two questions; null: nothing.</param>
public sealed record CallAttempt(bool IsReached, string? Note = null, ComplaintAnswer? Answer = null);

/// <summary>The two questions.</summary>
/// <param name="Outcome">Whether they are satisfied with the outcome.</param>
/// <param name="Handling">Whether they are satisfied with how it was handled.</param>
/// <param name="Text">What else they said; needed after a no; or null.</param>
public sealed record ComplaintAnswer(bool Outcome, bool Handling, string? Text = null)
{
    /// <summary>Whether it closes the complaint.</summary>
    [JsonIgnore]
    public bool IsSatisfied => Outcome && Handling;
}

/// <param name="How">Why it is over.</param>
/// <param name="Why">What was said about it, or null.</param>
public sealed record ComplaintClosing(ComplaintEnd How, string? Why = null);

/// <summary>Why a complaint was closed. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<ComplaintEnd>))]
public enum ComplaintEnd
{
    /// <summary>The complainant is satisfied with the outcome and with how it was handled.</summary>
    Satisfied = 1,

    /// <summary>They didn't answer, by phone or by mail.</summary>
    NoAnswer,

    /// <summary>They took it back.</summary>
    TakenBack,

    /// <summary>Their data are to be erased: it can't be reopened.</summary>
    Withdrawn,
}

/// <param name="Timer">Which.</param>
public sealed record ComplaintThreshold(string Timer);
