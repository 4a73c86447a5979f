using System.Text.Json.Serialization;
using MemberServices.Cases;

namespace MemberServices.Tickets;

/// <summary>What is added to a ticket's log, by the kind of the entry.</summary>
public static class TicketChanges
{
    /// <summary>The customer wrote.</summary>
    public const string Replied = "replied";

    /// <summary>A person answered the customer.</summary>
    public const string Answered = "answered";

    /// <summary>Staff noted something that only staff read.</summary>
    public const string Noted = "noted";

    /// <summary>Staff go on without waiting for the customer any longer.</summary>
    public const string Resumed = "resumed";

    /// <summary>It moved to another level.</summary>
    public const string Moved = "moved";

    public const string Prioritized = "prioritized";

    /// <summary>A promise got a new time.</summary>
    public const string Extended = "extended";

    /// <summary>Somebody of the staff has it.</summary>
    public const string Taken = "taken";

    public const string Resolved = "resolved";

    /// <summary>The customer said whether it is solved.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>The customer reopened it after it was closed.</summary>
    public const string Reopened = "reopened";

    public const string Closed = "closed";

    /// <summary>The customer asked for a manager.</summary>
    public const string ManagerAsked = "manager-asked";

    /// <summary>Staff took it for a complaint, which goes its own way beside it.</summary>
    public const string Complained = "complained";

    /// <summary>A timer's threshold was passed.</summary>
    public const string Passed = "passed";
}

/// <param name="Text">What the customer complains about.</param>
/// <param name="Category">What it is about, by a category of complaints; null: not said.</param>
/// <param name="About">About whom; or null.</param>
public sealed record TicketComplaint(string Text, string? Category = null, string? About = null);

/// <summary>Words of the customer, or of staff for staff.</summary>
/// <param name="Text">What they wrote.</param>
/// <param name="Message">The message that brought it, or null: the same message again is a repeat.</param>
/// <param name="IsAutomatic">Whether a program wrote it, such as a notice of absence: it is shown, and changes nothing.</param>
public sealed record TicketWords(string Text, string? Message = null, bool IsAutomatic = false);

/// <param name="Text">What the customer reads.</param>
/// <param name="Waits">Whether we wait for the customer now.</param>
/// <param name="Message">The message that told of it, or null: the customer has heard it already, and the same message again is a repeat.</param>
public sealed record TicketAnswer(string Text, bool Waits = false, string? Message = null);

/// <param name="Level">To which, from 1.</param>
/// <param name="Why">For staff.</param>
/// <param name="ToCustomer">What the customer reads, or null.</param>
/// <param name="Timer">The timer whose doing it was, or null.</param>
public sealed record TicketMove(int Level, string Why, string? ToCustomer = null, string? Timer = null);

/// <param name="Priority">Which from now on.</param>
/// <param name="Why">For staff.</param>
public sealed record TicketPriority(Priority Priority, string Why);

/// <param name="Clock">Which clock's promise.</param>
/// <param name="Until">The new time.</param>
/// <param name="ToCustomer">What the customer reads.</param>
/// <param name="Why">For staff.</param>
public sealed record TicketExtension(string Clock, DateTimeOffset Until, string ToCustomer, string Why);

/// <param name="Name">Who has it now.</param>
/// <param name="Email">Their address.</param>
/// <param name="Why">Why it was handed over, or null.</param>
public sealed record TicketTaking(string Name, string Email, string? Why = null);

/// <param name="Text">What the customer reads; null when they were silent for too long.</param>
/// <param name="Timer">The timer whose doing it was, or null.</param>
public sealed record TicketResolution(string? Text, string? Timer = null);

/// <param name="Answer">Whether it solved it.</param>
/// <param name="Text">What is missing; null after yes.</param>
public sealed record TicketConfirmation(SolvedAnswer Answer, string? Text = null);

/// <summary>"Did this solve it?" Zero is no answer.</summary>
[JsonConverter(typeof(EnumNameConverter<SolvedAnswer>))]
public enum SolvedAnswer
{
    Yes = 1,
    Partly,
    No,
}

/// <param name="How">Why it is over.</param>
/// <param name="Timer">The timer whose doing it was, or null.</param>
/// <param name="Of">The ticket that it repeats, or null.</param>
public sealed record TicketClosing(TicketEnd How, string? Timer = null, CaseId? Of = null);

/// <summary>Why a ticket was closed. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<TicketEnd>))]
public enum TicketEnd
{
    /// <summary>The customer said that it is solved.</summary>
    Confirmed = 1,

    /// <summary>The customer didn't say whether it is.</summary>
    Silence,

    /// <summary>The customer said that it solved itself.</summary>
    SolvedItself,

    /// <summary>It repeats another ticket.</summary>
    Duplicate,

    /// <summary>Its customer's data are to be erased: it can't be reopened.</summary>
    Withdrawn,
}

/// <param name="Timer">Which.</param>
public sealed record TicketThreshold(string Timer);
