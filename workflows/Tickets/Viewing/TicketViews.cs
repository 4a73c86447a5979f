using MemberServices.Cases;
using MemberServices.Pages;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Telling;

namespace MemberServices.Tickets.Viewing;

/// <summary>A ticket as staff and systems see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Request">What was asked.</param>
/// <param name="OpenedAt">Since when its promises count.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Phase">Where it is.</param>
/// <param name="Level">At which level, from 1.</param>
/// <param name="LevelName">What that is called.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="Person">Who has it, or null.</param>
/// <param name="Reopened">How often it was reopened.</param>
/// <param name="IsManagerAsked">Whether the customer asked for a manager since it was last opened.</param>
/// <param name="End">Why it is closed, or null.</param>
/// <param name="ReopenableUntil">Until when it can be reopened, or null.</param>
/// <param name="Follows">The closed ticket that it goes on with, or null.</param>
/// <param name="NextPromise">By when the customer hears from us, or null.</param>
/// <param name="Promises">Every promise, with its record.</param>
/// <param name="Next">What it does by itself, in order.</param>
/// <param name="History">What happened, in order.</param>
public sealed record TicketView(
    CaseId Id, TicketRequest Request, DateTimeOffset OpenedAt, Channel Channel, TicketPhase Phase, int Level, string LevelName, Priority Priority, TicketTaking? Person,
    int Reopened, bool IsManagerAsked, TicketEnd? End, DateTimeOffset? ReopenableUntil, CaseId? Follows, DateTimeOffset? NextPromise, IReadOnlyList<PromiseView> Promises,
    IReadOnlyList<TicketStepView> Next, IReadOnlyList<TicketLine> History);

/// <param name="Id">Which clock.</param>
/// <param name="Kind">What is promised.</param>
/// <param name="State">"running", "paused", "kept", "missed", or "handed-over": another level went on before it was due.</param>
/// <param name="TargetMinutes">The open time that we have.</param>
/// <param name="UsedMinutes">What of it is used.</param>
/// <param name="WarnsAt">When whoever has it is warned, or null.</param>
/// <param name="DueAt">By when, or null while it is paused.</param>
/// <param name="StoppedAt">When it ended, or null.</param>
/// <param name="ExtendedTo">The new time that it was given, or null.</param>
/// <param name="Record">Every interval, with its minutes: whoever adds up those that ran comes to the minutes used.</param>
public sealed record PromiseView(
    string Id, ClockKind Kind, string State, double TargetMinutes, double UsedMinutes, DateTimeOffset? WarnsAt, DateTimeOffset? DueAt, DateTimeOffset? StoppedAt,
    DateTimeOffset? ExtendedTo, IReadOnlyList<ClockLine> Record);

/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
/// <param name="State">What the clock did.</param>
/// <param name="Minutes">From begin to end.</param>
/// <param name="Counted">The minutes that count.</param>
/// <param name="Words">The same, for people.</param>
/// <param name="Why">What it was paused for, or which holiday it was; else null.</param>
public sealed record ClockLine(DateTimeOffset From, DateTimeOffset To, ClockState State, double Minutes, double Counted, string Words, string? Why);

/// <param name="At">When.</param>
/// <param name="What">What it does.</param>
public sealed record TicketStepView(DateTimeOffset At, string What);

/// <param name="Number">The entry's.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Kind">What: one of <see cref="TicketChanges"/>, "opened" or <see cref="FormConfirmed"/>.</param>
/// <param name="Text">In words.</param>
/// <param name="Words">What somebody wrote, or null.</param>
/// <param name="IsForStaff">Whether the customer doesn't see it.</param>
/// <param name="IsTheirs">Whether the customer said it.</param>
/// <param name="Why">Why, for staff alone; or null.</param>
public sealed record TicketLine(
    int Number, DateTimeOffset At, string By, string Kind, string Text, string? Words = null, bool IsForStaff = false, bool IsTheirs = false, string? Why = null)
{
    /// <summary>The kind of the line that says when a form was confirmed, if that was later than it was sent: it is no entry.</summary>
    public const string FormConfirmed = "form-confirmed";
}

/// <summary>How a ticket looks to staff and to its customer.</summary>
public sealed class TicketViews(LocalTimes times)
{
    public TicketView Of(TicketRecord record, DateTimeOffset now)
    {
        var (opened, state) = (record.Opened, record.State);
        return new TicketView(
            record.Id, opened.Request, opened.ReceivedAt, opened.Channel, state.Phase, state.Level, opened.Policy.Levels[state.Level - 1].Name, state.Priority, state.Person,
            state.Reopened, state.IsManagerAsked, state.End, state.ReopenableUntil(opened), opened.Follows, TicketPromises.Next(opened, state)?.DueAt,
            [.. TicketClocks.Of(opened, state).Select(clock => PromiseOf(clock, state, now))],
            [.. TicketTimers.Of(opened, state).Where(timer => timer.At > now).Select(timer => new TicketStepView(timer.At, Words(timer, opened, state)))],
            [.. Lines(record)]);
    }

    PromiseView PromiseOf(TicketClock clock, TicketState ticket, DateTimeOffset now)
    {
        var until = clock.StoppedAt is { } stopped && stopped < now ? stopped : now;
        var state = clock switch
        {
            { DueAt: { } due } when due <= until => "missed",
            { StoppedAt: not null, Kind: ClockKind.Resolution } => "handed-over",
            { StoppedAt: not null } => "kept",
            _ when ticket.Phase == TicketPhase.Closed => "kept",
            { DueAt: null } => "paused",
            _ => "running",
        };
        return new PromiseView(
            clock.Id, clock.Kind, state, clock.Target.TotalMinutes, clock.Clock.UsedAt(until).TotalMinutes, clock.WarnsAt, clock.DueAt, clock.StoppedAt, clock.ExtendedTo,
            [.. clock.Clock.Listing(until).Select(Line)]);
    }

    ClockLine Line(ClockEntry entry) => new(
        entry.From, entry.To, entry.State, entry.Minutes, entry.Used.TotalMinutes,
        entry.State switch
        {
            ClockState.Running => $"{times.Short(entry.From)} to {times.Short(entry.To)}: {entry.Minutes:0.#} minutes",
            ClockState.Paused => $"{times.Short(entry.From)} to {times.Short(entry.To)}: {entry.Why}, {entry.Minutes:0.#} minutes given back",
            ClockState.Closed => $"{times.Short(entry.From)} to {times.Short(entry.To)}: closed",
            ClockState.Holiday => $"{times.Short(entry.From)} to {times.Short(entry.To)}: {entry.Why}, closed",
            ClockState.Level => $"{times.Short(entry.From)}: moved to another level",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.State, "A state without words."),
        },
        entry.Why);

    IEnumerable<TicketLine> Lines(TicketRecord record)
    {
        yield return new TicketLine(0, record.Opened.ReceivedAt, record.Opened.Request.FullName, "opened", "Asked", record.Opened.Request.Text, IsTheirs: true);
        if (record.Opened.ConfirmedAt is { } confirmed)
        {
            yield return new TicketLine(
                0, confirmed, record.Opened.Request.FullName, TicketLine.FormConfirmed, $"Form sent {times.Short(record.Opened.ReceivedAt)}, confirmed {times.Short(confirmed)}: our times count from the form",
                IsTheirs: true);
        }
        foreach (var entry in record.Entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Number))
        {
            if (LineOf(record, entry) is { } line)
            {
                yield return line with { Number = entry.Number, At = entry.At, By = entry.By.PersonName, Kind = entry.Kind };
            }
        }
    }

    static TicketLine? LineOf(TicketRecord record, CaseEntry entry)
    {
        var (levels, name) = (record.Opened.Policy.Levels, entry.By.PersonName);
        return entry.Kind switch
        {
            TicketChanges.Replied => Theirs(entry.Read<TicketWords>().IsAutomatic ? "Wrote by itself" : entry.By.Kind == ActorKind.Staff ? $"Said, as {name} noted" : "Wrote", entry.Read<TicketWords>().Text),
            TicketChanges.Answered => Ours(entry.Read<TicketAnswer>() is { Waits: true } ? "Answered, and waits for the customer" : "Answered", entry.Read<TicketAnswer>().Text),
            TicketChanges.Noted => Staff("Noted", entry.Read<TicketWords>().Text),
            TicketChanges.Resumed => Staff("Goes on without waiting", null),
            TicketChanges.Moved => entry.Read<TicketMove>() is var move ? Ours($"Moved to {levels[move.Level - 1].Name}", move.ToCustomer) with { Why = move.Why } : null,
            TicketChanges.Prioritized => Staff($"Priority {EnumNames<Priority>.Of(entry.Read<TicketPriority>().Priority)}", null) with { Why = entry.Read<TicketPriority>().Why },
            TicketChanges.Extended => Ours("Gave a new time", entry.Read<TicketExtension>().ToCustomer) with { Why = entry.Read<TicketExtension>().Why },
            TicketChanges.Taken => Ours($"{entry.Read<TicketTaking>().Name} has it", null) with { Why = entry.Read<TicketTaking>().Why },
            TicketChanges.Resolved => Ours(entry.Read<TicketResolution>().Text is null ? "Taken to be solved, since nobody answered" : "Resolved", entry.Read<TicketResolution>().Text),
            TicketChanges.Confirmed => Theirs($"Said {EnumNames<SolvedAnswer>.Of(entry.Read<TicketConfirmation>().Answer)}", entry.Read<TicketConfirmation>().Text),
            TicketChanges.Reopened => (entry.By.Kind == ActorKind.Staff ? Ours("Reopened it", entry.Read<TicketWords>().Text) : Theirs("Reopened it", entry.Read<TicketWords>().Text)),
            TicketChanges.Closed => Ours($"Closed: {EnumNames<TicketEnd>.Of(entry.Read<TicketClosing>().How)}", null),
            TicketChanges.ManagerAsked => Theirs("Asked for a manager", entry.Read<TicketWords>().Text is { Length: > 0 } text ? text : null),
            TicketChanges.Complained => Ours("Took it for a complaint", null) with { Why = entry.Read<TicketComplaint>().Text },
            TicketChanges.Passed => Staff(entry.Read<TicketThreshold>().Timer, null),
            _ => null,
        };

        TicketLine Theirs(string text, string? words) => new(0, default, name, "", text, words, IsTheirs: true);
        TicketLine Ours(string text, string? words) => new(0, default, name, "", text, words);
        TicketLine Staff(string text, string? words) => new(0, default, name, "", text, words, IsForStaff: true);
    }

    /// <summary>What a timer does, as staff read it.</summary>
    public static string Words(TicketTimer timer, TicketOpened opened, TicketState state) => timer switch
    {
        { Kind: TimerKind.Warn } => $"Whoever has it is warned: {Promise(timer)} is near",
        { Kind: TimerKind.Miss, Clock.Kind: ClockKind.Resolution } when state.Level < opened.Policy.Levels.Count => $"It moves to {opened.Policy.Levels[state.Level].Name}",
        { Kind: TimerKind.Miss } => $"{Capital(Promise(timer))} is missed: the customer and a manager are told",
        { Kind: TimerKind.Manager } => "A manager is told that nobody has answered",
        { Kind: TimerKind.Remind } => "The customer is reminded",
        { Kind: TimerKind.GoOn } when state.Phase == TicketPhase.Waiting => "It is taken to be solved, since the customer is silent",
        { Kind: TimerKind.GoOn } => "It is closed, since the customer is silent",
        _ => throw new ArgumentOutOfRangeException(nameof(timer), timer.Kind, "A timer without words."),
    };

    static string Promise(TicketTimer timer) => timer.Clock!.Kind switch
    {
        ClockKind.FirstResponse => "the first response",
        ClockKind.NextUpdate => "the next word to the customer",
        ClockKind.Resolution => "the resolution",
        _ => throw new ArgumentOutOfRangeException(nameof(timer), timer.Clock.Kind, "A clock without words."),
    };

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
