using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;

namespace MemberServices.Complaints;

/// <summary>Keeps what complaints are found by up to date with their logs, and asks for lists of them.</summary>
public sealed class ComplaintIndex(CaseIndex index, ComplaintCases cases)
{
    const string OpenQueue = "open";

    /// <summary>Those that are open, by when their complainant hears from us, what is late first.</summary>
    public static CaseQuery Open(Func<CaseIndexEntry, bool>? where = null) => CaseQuery.Queue(CaseKind.Complaint, OpenQueue, where: where);

    /// <summary>Those that somebody owns.</summary>
    public static CaseQuery OwnedBy(string email) => CaseQuery.AskedOf(email, CaseKind.Complaint);

    /// <summary>Those of a phase ("investigating") or an end ("satisfied"), the newest first; null: all.</summary>
    public static CaseQuery List(string? place) => CaseQuery.List(CaseKind.Complaint, place);

    /// <summary>The places of <see cref="List"/>: every phase but the last, and every end.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        .. Enum.GetValues<ComplaintPhase>().Where(phase => phase != ComplaintPhase.Closed).Select(EnumNames<ComplaintPhase>.Of), .. EnumNames<ComplaintEnd>.All,
    ];

    /// <summary>Writes what the log says.</summary>
    /// <param name="record">The log as it was read.</param>
    /// <param name="dueAt">When the complaint does something by itself; null: never again.</param>
    /// <param name="cancellationToken">Gives up; the complaint's next look completes it.</param>
    public Task UpdateAsync(ComplaintRecord record, DateTimeOffset? dueAt, CancellationToken cancellationToken = default) => index.UpdateAsync(
        record.Id, async _ => EntryOf(await cases.GetAsync(record.Id, cancellationToken)) with { DueAt = dueAt }, cancellationToken);

    /// <summary>Takes back what was announced for a time.</summary>
    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default) => index.UpdateAsync(
        id, async before => EntryOf(await cases.GetAsync(id, cancellationToken)) with { DueAt = before?.DueAt == at ? null : before?.DueAt }, cancellationToken);

    static CaseIndexEntry EntryOf(ComplaintRecord record)
    {
        var (opened, state, request) = (record.Opened, record.State, record.Opened.Request);
        var isOpen = state.End is null;
        return new CaseIndexEntry(
            record.Id, EnumNames<ComplaintPhase>.Of(state.Phase), state.End is { } end ? EnumNames<ComplaintEnd>.Of(end) : null, OfficeKey: null, opened.ReceivedAt,
            isOpen ? null : state.Since, request.FullName, request.Email, request.MemberKey, WaitsFor: WaitOf(record, state),
            Asked: isOpen && state.Owner is { } owner ? EmailAddress.MailboxOf(owner.Person.Email) : null, Step: record.Entries.Count, Queue: isOpen ? OpenQueue : null,
            LateSince: isOpen && state.LetterDueAt(opened) is var due && state.Passed.Contains(ComplaintTimer.OverdueOf(state.Episode)) ? due : null,
            Title: record.IsErased ? null : opened.Category.Name, Channel: opened.Channel);
    }

    static CaseWait? WaitOf(ComplaintRecord record, ComplaintState state) => state.Phase switch
    {
        ComplaintPhase.Closed => null,
        ComplaintPhase.Asked => new CaseWait(record.Opened.Request.FullName, "say whether they are satisfied", state.AskedAt!.Value.AddDays(record.Opened.Policy.AnswerDays)),
        ComplaintPhase.Agreeing => new CaseWait("a second person", "agree to the remedy", state.NextWordAt(record.Opened)),
        ComplaintPhase.Calling => new CaseWait(state.Call?.Person.Name ?? OwnerOf(state), "call", state.Call?.Until),
        _ => new CaseWait(OwnerOf(state), state.ClarifiedAt is null ? "call to understand it" : "find out and write", state.NextWordAt(record.Opened)),
    };

    static string OwnerOf(ComplaintState state) => state.Owner?.Person.Name ?? "a manager";
}
