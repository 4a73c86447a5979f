using System.Globalization;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets;

/// <summary>Keeps what tickets are found by up to date with their logs.</summary>
public sealed class TicketIndex(CaseIndex index, TicketCases cases, TimeProvider clock)
{
    /// <summary>The list of a level's tickets, for its queue.</summary>
    public static string PlaceOf(int level) => string.Create(CultureInfo.InvariantCulture, $"level-{level}");

    /// <summary>The level of a place; 1 before it is known.</summary>
    public static int LevelOf(string place) => int.TryParse(place.AsSpan(place.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 1;

    /// <summary>Writes what the log says.</summary>
    /// <param name="record">The log as it was read.</param>
    /// <param name="dueAt">When the ticket does something by itself; null: never again.</param>
    /// <param name="cancellationToken">Gives up; the ticket's next look completes it.</param>
    public Task UpdateAsync(TicketRecord record, DateTimeOffset? dueAt, CancellationToken cancellationToken = default) => UpdateAsync(record, _ => dueAt, cancellationToken);

    /// <summary>Writes what a look has seen. What was announced since it began, it may not have seen: that stays due.</summary>
    /// <param name="record">The log as it was left.</param>
    /// <param name="dueAt">When the ticket looks again; null: never.</param>
    /// <param name="began">When the look began.</param>
    public Task LookedAsync(TicketRecord record, DateTimeOffset? dueAt, DateTimeOffset began) =>
        UpdateAsync(record, due => due > began && due <= clock.GetUtcNow() ? due : dueAt, CancellationToken.None);

    Task UpdateAsync(TicketRecord record, Func<DateTimeOffset?, DateTimeOffset?> dueAt, CancellationToken cancellationToken) => index.UpdateAsync(
        record.Id,
        async before => EntryOf(IsNewer(before, record) ? await cases.GetAsync(record.Id, cancellationToken) : record) with { DueAt = dueAt(before?.DueAt) },
        cancellationToken);

    /// <summary>Says that the log is about to change: see <see cref="CaseIndex.AnnounceChangeAsync"/>.</summary>
    public Task AnnounceChangeAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default) => index.AnnounceChangeAsync(id, at, cancellationToken);

    /// <summary>Takes back what was announced for a time.</summary>
    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default) => index.UpdateAsync(
        id, async before => EntryOf(await cases.GetAsync(id, cancellationToken)) with { DueAt = before?.DueAt == at ? null : before?.DueAt }, cancellationToken);

    /// <summary>Whether somebody has told the index more than this record knows: a further entry, or that the ticket was erased.</summary>
    static bool IsNewer(CaseIndexEntry? known, TicketRecord record) => known is { Stage.Length: > 0 } && (known.Step > record.Entries.Count || known.Name.Length == 0 && !record.IsErased);

    static CaseIndexEntry EntryOf(TicketRecord record)
    {
        var (state, request) = (record.State, record.Opened.Request);
        return new CaseIndexEntry(
            record.Id, PlaceOf(state.Level), state.End is { } end ? EnumNames<TicketEnd>.Of(end) : null, OfficeKey: null, record.Opened.ReceivedAt,
            state.End is null ? null : state.Since, request.FullName, request.Email, request.MemberKey,
            WaitsFor: WaitOf(record, state), Asked: state.End is null && state.Person is { } person ? EmailAddress.MailboxOf(person.Email) : null,
            Step: record.Entries.Count, Queue: state.IsOurs ? PlaceOf(state.Level) : null, LateSince: TicketPromises.LateSince(record, state),
            Title: request.Subject is { Length: > 0 } subject ? subject : null, Priority: EnumNames<Priority>.Of(state.Priority), Channel: record.Opened.Channel,
            Holder: state.End is null ? state.Person?.Name : null);
    }

    static CaseWait? WaitOf(TicketRecord record, TicketState state) => state.Phase switch
    {
        TicketPhase.Closed => null,
        _ when !state.IsOurs => new CaseWait(
            record.Opened.Request.FullName, state.Phase == TicketPhase.Waiting ? "answer us" : "say whether it is solved",
            TicketTimers.Of(record.Opened, state).FirstOrDefault(timer => timer.Kind == TimerKind.GoOn)?.At),
        _ => TicketPromises.Next(record.Opened, state) is var next ? new CaseWait(
            state.Person?.Name ?? record.Opened.Policy.Levels[state.Level - 1].Name, next is { Kind: ClockKind.Resolution } ? "solve it" : "answer", next?.DueAt) : null,
    };
}
