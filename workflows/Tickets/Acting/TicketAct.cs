using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets.Acting;

/// <summary>Something that a person wants to do with a ticket.</summary>
/// <param name="Kind">The entry that it is: one of <see cref="TicketChanges"/>.</param>
/// <param name="What">What the entry says.</param>
/// <param name="Misfit">Why the ticket doesn't take it as it is now, and what it takes; or null.</param>
public sealed record TicketAct(string Kind, object What, Func<TicketOpened, TicketState, DateTimeOffset, string?> Misfit)
{
    /// <summary>When it happened, if that was before we heard of it; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The last entry of the log that whoever acts has seen; null: they don't say.</summary>
    public int? Seen { get; init; }
}

/// <summary>What can be done with a ticket, and when. The whole table is here.</summary>
public static class TicketActs
{
    /// <summary>The latest new time of a promise.</summary>
    const int LatestDays = 30;

    const string IsClosed = "The ticket is closed. Reopen it, or open a new one.";
    const string IsNotClosed = "The ticket isn't closed: write to it instead.";
    const string IsNotResolved = "The ticket isn't resolved: nothing waits for a yes or no.";

    public static TicketAct Reply(string text) => Reply(new TicketWords(text));

    /// <summary>What the customer wrote, also to a ticket that is closed and can still be reopened.</summary>
    public static TicketAct Reply(TicketWords words) => new(TicketChanges.Replied, words, UnlessOver);

    public static TicketAct Note(string text) => new(TicketChanges.Noted, new TicketWords(text), UnlessOver);

    /// <summary>It is a complaint, too: what was said and done stays here.</summary>
    public static TicketAct Complain(TicketComplaint complaint) => new(TicketChanges.Complained, complaint, UnlessOver);

    public static TicketAct Answer(string text, bool waits, string? message = null) => WhileOpen(TicketChanges.Answered, new TicketAnswer(text, waits, message));

    public static TicketAct Resolve(string text) => WhileOpen(
        TicketChanges.Resolved, new TicketResolution(text),
        (_, state, _) => state is { Phase: TicketPhase.Resolved, HasWords: false } ? "The ticket is resolved already, and its customer was asked." : null);

    public static TicketAct Resume() => new(
        TicketChanges.Resumed, new { }, (_, state, _) => state.Phase == TicketPhase.Waiting ? null : "The ticket doesn't wait for its customer.");

    public static TicketAct Move(int level, string why, string? toCustomer) => WhileOpen(
        TicketChanges.Moved, new TicketMove(level, why, toCustomer),
        (opened, state, _) => level < 1 || level > opened.Policy.Levels.Count ? $"There are the levels 1 to {opened.Policy.Levels.Count}."
            : level == state.Level ? $"The ticket is at {opened.Policy.Levels[level - 1].Name} already."
            : null);

    public static TicketAct Prioritize(Priority priority, string why) => WhileOpen(
        TicketChanges.Prioritized, new TicketPriority(priority, why),
        (_, state, _) => state.Priority == priority ? $"The ticket's priority is {EnumNames<Priority>.Of(priority)} already." : null);

    public static TicketAct Take(string name, string email, string? why) => WhileOpen(TicketChanges.Taken, new TicketTaking(name, email, why));

    /// <summary>A new time for the promise that runs now, once.</summary>
    public static TicketAct Extend(string clock, DateTimeOffset until, string toCustomer, string why) => WhileOpen(
        TicketChanges.Extended, new TicketExtension(clock, until, toCustomer, why),
        (opened, state, now) => state.Extensions.ContainsKey(clock) ? "This promise was given a new time before. Move the ticket up a level, or hand it over."
            : TicketClocks.Of(opened, state).FirstOrDefault(each => each.Id == clock) is not { StoppedAt: null } running ? "This promise doesn't run now."
            : until <= now ? "The new time must be in the future."
            : until > now.AddDays(LatestDays) ? $"The new time must be within {LatestDays} days."
            : running.DueAt is null ? "This promise waits for the customer, and its time with it."
            : running.DueAt >= until ? "The new time must be later than the one that was promised."
            : state.Priority != Priority.Urgent && !IsOpen(opened.CalendarOf(state.Level), until) ? "The new time must be within opening hours."
            : null);

    public static TicketAct CloseAsDuplicate(CaseId of) => WhileOpen(TicketChanges.Closed, new TicketClosing(TicketEnd.Duplicate, Of: of));

    public static TicketAct SolvedItself() => WhileOpen(TicketChanges.Closed, new TicketClosing(TicketEnd.SolvedItself));

    /// <summary>Closes it for good, whatever it is.</summary>
    public static TicketAct Withdraw() => new(TicketChanges.Closed, new TicketClosing(TicketEnd.Withdrawn), (_, _, _) => null);

    public static TicketAct Confirm(SolvedAnswer answer, string? text) => new(
        TicketChanges.Confirmed, new TicketConfirmation(answer, text), (_, state, _) => state.Phase == TicketPhase.Resolved ? null : IsNotResolved);

    public static TicketAct Reopen(string text) => new(
        TicketChanges.Reopened, new TicketWords(text),
        (opened, state, now) => state.Phase != TicketPhase.Closed ? IsNotClosed : UnlessOver(opened, state, now));

    public static TicketAct AskManager() => new(
        TicketChanges.ManagerAsked, new TicketWords(""),
        (opened, state, now) => state.IsManagerAsked ? "A manager was asked already, and gets in touch." : UnlessOver(opened, state, now));

    static string? UnlessOver(TicketOpened opened, TicketState state, DateTimeOffset now) => state.IsOver(opened, now)
        ? $"The ticket was closed more than {opened.Policy.ReopenDays} days ago. Open a new one that goes on with it."
        : null;

    // A clock that is due at the end of opening hours is due within them.
    static bool IsOpen(BusinessCalendar calendar, DateTimeOffset at) => calendar.IsOpen(at.AddTicks(-1));

    static TicketAct WhileOpen(string kind, object what, Func<TicketOpened, TicketState, DateTimeOffset, string?>? misfit = null) =>
        new(kind, what, (opened, state, now) => state.Phase == TicketPhase.Closed ? IsClosed : misfit?.Invoke(opened, state, now));
}
