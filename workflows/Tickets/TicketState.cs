using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets;

/// <summary>Where a ticket is. Zero is nowhere.</summary>
[JsonConverter(typeof(EnumNameConverter<TicketPhase>))]
public enum TicketPhase
{
    /// <summary>We owe the customer something.</summary>
    Open = 1,

    /// <summary>The customer owes us an answer.</summary>
    Waiting,

    /// <summary>We think that it is solved, and asked the customer.</summary>
    Resolved,
    Closed,
}

/// <param name="Level">Which, from 1.</param>
/// <param name="At">Since when.</param>
public sealed record LevelEntry(int Level, DateTimeOffset At);

/// <summary>A time in which the customer waits to hear from us.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">When they heard; null: not yet.</param>
/// <param name="IsReopened">Whether they wait because it wasn't solved.</param>
public sealed record UpdateOwed(DateTimeOffset From, DateTimeOffset? To, bool IsReopened)
{
    /// <summary>How many promises in a row were missed before this one.</summary>
    public int Missed { get; init; }
}

/// <summary>A new time for a promise.</summary>
/// <param name="GivenAt">When it was given.</param>
/// <param name="Until">The new time: what we wait for the customer after it was given comes on top.</param>
public sealed record NewTime(DateTimeOffset GivenAt, DateTimeOffset Until);

/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null: it hasn't.</param>
/// <param name="Why">"waiting for the customer".</param>
public sealed record TicketPause(DateTimeOffset From, DateTimeOffset? To, string Why)
{
    public const string Resolved = "resolved", Closed = "closed";
}

/// <summary>
/// Where the entries of its log together have taken a ticket. Pure: a fold in the order in which things happened, whatever
/// the order in which we heard of them. What may follow what is all in here.
/// </summary>
public sealed record TicketState
{
    /// <summary>Promises about the next word that may be missed in a row before no new one is made by itself.</summary>
    public const int MostMissed = 2;

    public TicketPhase Phase { get; init; } = TicketPhase.Open;

    /// <summary>Since when it is in that phase, or since the last word in it that begins its silence anew.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Each phase of silence has a number, from 1, so that what is said in one isn't taken for said in the next.</summary>
    public int Silence { get; init; }

    public Priority Priority { get; init; }

    /// <summary>Each level that it was at, in order; the last is the present one.</summary>
    public ImmutableList<LevelEntry> Levels { get; init; } = [];

    public ImmutableList<TicketPause> Pauses { get; init; } = [];

    public ImmutableList<UpdateOwed> Updates { get; init; } = [];

    /// <summary>The new times of promises, by their clock; each clock has one at most.</summary>
    public ImmutableDictionary<string, NewTime> Extensions { get; init; } = ImmutableDictionary<string, NewTime>.Empty;

    /// <summary>The timers whose thresholds were passed.</summary>
    public ImmutableHashSet<string> Passed { get; init; } = [];

    /// <summary>Who has it, or null: its level.</summary>
    public TicketTaking? Person { get; init; }

    /// <summary>When a person answered the customer first, or it was closed without an answer; null: neither.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether the customer wrote words where yes or no was asked for: nobody guesses what they mean, so silence doesn't close it.</summary>
    public bool HasWords { get; init; }

    /// <summary>How often the customer said that it isn't solved.</summary>
    public int Reopened { get; init; }

    /// <summary>Whether a manager must see to it: it was reopened twice, or from the last level.</summary>
    public bool IsForManager { get; init; }

    /// <summary>Whether the customer asked for a manager since it was last opened.</summary>
    public bool IsManagerAsked { get; init; }

    /// <summary>Why it is closed, or null.</summary>
    public TicketEnd? End { get; init; }

    /// <summary>Whether we must act: else the customer must, or nobody.</summary>
    public bool IsOurs => Phase == TicketPhase.Open || Phase == TicketPhase.Resolved && HasWords;

    public int Level => Levels[^1].Level;

    /// <summary>Which resolution this is about: a ticket that is reopened and resolved again is a new one.</summary>
    public int Episode => Reopened + 1;

    /// <summary>Until when it can be reopened; null while it isn't closed.</summary>
    public DateTimeOffset? ReopenableUntil(TicketOpened opened) => Phase != TicketPhase.Closed ? null : End == TicketEnd.Withdrawn ? Since : Since.AddDays(opened.Policy.ReopenDays);

    /// <summary>Whether it is closed for so long that it can't be reopened any more.</summary>
    public bool IsOver(TicketOpened opened, DateTimeOffset now) => ReopenableUntil(opened) <= now;

    /// <summary>Where a ticket is by its whole log.</summary>
    public static TicketState Of(TicketRecord record) => Fold(record.Opened, record.Entries);

    /// <summary>The same of some of its entries, in any order.</summary>
    public static TicketState Fold(TicketOpened opened, IEnumerable<CaseEntry> entries) => entries
        // What is said to have been before the opening was at the opening.
        .Select(entry => entry.At < opened.ReceivedAt ? entry with { At = opened.ReceivedAt } : entry)
        .OrderBy(entry => entry.At).ThenBy(entry => entry.Number)
        .Aggregate(
            new TicketState
            {
                Since = opened.ReceivedAt,
                Priority = opened.Request.Priority,
                Levels = [new LevelEntry(1, opened.ReceivedAt)],
                AnsweredAt = opened.Policy.FirstResponse.Channels.Contains(opened.Channel) ? null : opened.ReceivedAt,
            },
            (state, entry) => state.Apply(entry, opened.Policy.Levels.Count));

    TicketState Apply(CaseEntry entry, int levels) => entry.Kind switch
    {
        TicketChanges.Replied => entry.Read<TicketWords>().IsAutomatic ? this : CustomerWrote(entry.At),
        TicketChanges.Answered => Answer(entry.At, entry.Read<TicketAnswer>().Waits),
        TicketChanges.Resumed => Phase == TicketPhase.Waiting ? Into(TicketPhase.Open, entry.At) : this,
        TicketChanges.Moved => Move(entry.At, entry.Read<TicketMove>()),
        TicketChanges.Prioritized => Phase == TicketPhase.Closed ? this : this with { Priority = entry.Read<TicketPriority>().Priority },
        TicketChanges.Extended => Extend(entry.At, entry.Read<TicketExtension>()),
        TicketChanges.Taken => Phase == TicketPhase.Closed ? this : this with { Person = entry.Read<TicketTaking>() },
        TicketChanges.Resolved => Resolve(entry.At, entry.Read<TicketResolution>()),
        TicketChanges.Confirmed => Confirm(entry.At, entry.Read<TicketConfirmation>().Answer, levels),
        TicketChanges.Reopened => Phase == TicketPhase.Closed ? Reopen(entry.At) : this,
        TicketChanges.Closed => Close(entry.At, entry.Read<TicketClosing>()),
        TicketChanges.ManagerAsked => this with { IsManagerAsked = true },
        TicketChanges.Passed => Pass(entry.At, entry.Read<TicketThreshold>().Timer),
        _ => this,
    };

    TicketState CustomerWrote(DateTimeOffset at) => Phase switch
    {
        TicketPhase.Closed => this,
        TicketPhase.Resolved => Owe(at) with { HasWords = true },
        TicketPhase.Waiting => Into(TicketPhase.Open, at).Owe(at),
        _ => Owe(at),
    };

    TicketState Answer(DateTimeOffset at, bool waits) => Phase switch
    {
        TicketPhase.Closed => this,
        // Whoever answers words after the resolution, and doesn't resolve it again, goes on with it.
        TicketPhase.Resolved => (waits ? Into(TicketPhase.Waiting, at) : Into(TicketPhase.Open, at)).Heard(at),
        _ when waits => Into(TicketPhase.Waiting, at).Heard(at),
        TicketPhase.Waiting => Into(TicketPhase.Open, at).Heard(at),
        _ => Heard(at),
    };

    TicketState Resolve(DateTimeOffset at, TicketResolution resolution)
    {
        if (Phase == TicketPhase.Closed)
        {
            return this;
        }
        var resolved = Into(TicketPhase.Resolved, at) with { Passed = With(resolution.Timer) };
        return resolution.Text is null ? resolved.NothingOwed(at) : resolved.Heard(at);
    }

    TicketState Confirm(DateTimeOffset at, SolvedAnswer answer, int levels) => (Phase, answer) switch
    {
        (TicketPhase.Resolved, SolvedAnswer.Yes) => Close(at, new TicketClosing(TicketEnd.Confirmed)),
        (TicketPhase.Resolved, SolvedAnswer.Partly) => Reopen(at),
        (TicketPhase.Resolved, SolvedAnswer.No) when Level < levels => Reopen(at) with { Levels = Levels.Add(new LevelEntry(Level + 1, at)), Person = null },
        (TicketPhase.Resolved, SolvedAnswer.No) => Reopen(at) with { IsForManager = true },
        _ => this,
    };

    TicketState Reopen(DateTimeOffset at) => Into(TicketPhase.Open, at) with
    {
        Reopened = Reopened + 1,
        IsForManager = IsForManager || Reopened >= 1,
        IsManagerAsked = false,
        End = null,
        Updates = NothingOwed(at).Updates.Add(new UpdateOwed(at, null, IsReopened: true)),
    };

    TicketState Close(DateTimeOffset at, TicketClosing closing) => Phase == TicketPhase.Closed && (closing.How != TicketEnd.Withdrawn || End == closing.How) ? this
        : Into(TicketPhase.Closed, at).Heard(at) with { End = closing.How, Passed = With(closing.Timer) };

    TicketState Move(DateTimeOffset at, TicketMove move) =>
        Phase == TicketPhase.Closed || move.Level == Level
            ? this with { Passed = With(move.Timer) }
            : this with { Levels = Levels.Add(new LevelEntry(move.Level, at)), Person = null, Passed = With(move.Timer) };

    TicketState Extend(DateTimeOffset at, TicketExtension extension) => Phase == TicketPhase.Closed || Extensions.ContainsKey(extension.Clock) ? this
        : this with { Extensions = Extensions.Add(extension.Clock, new NewTime(at, extension.Until)) };

    /// <summary>A missed promise is followed by a new one, which the customer is told: by when they hear from us.</summary>
    TicketState Pass(DateTimeOffset at, string timer)
    {
        var passed = this with { Passed = Passed.Add(timer) };
        if (!timer.EndsWith(TicketTimer.Missed, StringComparison.Ordinal))
        {
            return passed;
        }
        var owed = Updates is [.., { To: null } last] ? last : null;
        if (owed is null)
        {
            // A first response that came too late is no longer waited for.
            return Phase != TicketPhase.Open || timer == TicketTimer.MissedOf(TicketClocks.FirstResponseId) && AnsweredAt is not null ? passed
                : passed with { Updates = Updates.Add(new UpdateOwed(at, null, IsReopened: false) { Missed = 1 }) };
        }
        if (timer != TicketTimer.MissedOf(TicketClocks.UpdateId(Updates.Count)))
        {
            return passed;
        }
        var renewed = passed.NothingOwed(at);
        return owed.Missed + 1 >= MostMissed
            ? renewed with { IsForManager = true }
            : renewed with { Updates = renewed.Updates.Add(new UpdateOwed(at, null, owed.IsReopened) { Missed = owed.Missed + 1 }) };
    }

    TicketState Into(TicketPhase phase, DateTimeOffset at)
    {
        var pauses = Pauses is [.., { To: null } running] ? Pauses.SetItem(Pauses.Count - 1, running with { To = at }) : Pauses;
        return this with
        {
            Phase = phase,
            Since = at,
            Silence = Silence + 1,
            HasWords = false,
            Pauses = phase switch
            {
                TicketPhase.Waiting => pauses.Add(new TicketPause(at, null, "waiting for the customer")),
                TicketPhase.Resolved => pauses.Add(new TicketPause(at, null, TicketPause.Resolved)),
                TicketPhase.Closed => pauses.Add(new TicketPause(at, null, TicketPause.Closed)),
                _ => pauses,
            },
        };
    }

    /// <summary>Before the first answer that one is owed; then one for all that the customer writes until we answer.</summary>
    TicketState Owe(DateTimeOffset at) => AnsweredAt is null || Updates is [.., { To: null }] ? this : this with { Updates = Updates.Add(new UpdateOwed(at, null, IsReopened: false)) };

    TicketState Heard(DateTimeOffset at) => NothingOwed(at) with { AnsweredAt = AnsweredAt ?? at };

    TicketState NothingOwed(DateTimeOffset at) => Updates is [.., { To: null } last] ? this with { Updates = Updates.SetItem(Updates.Count - 1, last with { To = at }) } : this;

    ImmutableHashSet<string> With(string? timer) => timer is null ? Passed : Passed.Add(timer);
}
