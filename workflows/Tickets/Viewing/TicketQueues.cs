using System.Globalization;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;

namespace MemberServices.Tickets.Viewing;

/// <summary>A ticket in a list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="FullName">Whose it is.</param>
/// <param name="Email">Their address.</param>
/// <param name="MemberKey">Their key as a member, or null.</param>
/// <param name="OpenedAt">Since when its promises count.</param>
/// <param name="Level">At which level, from 1.</param>
/// <param name="IsOurs">Whether we must act; else the customer, or nobody.</param>
/// <param name="WaitsFor">Who must act, and until when; null: it is closed.</param>
/// <param name="End">Why it is closed, or null.</param>
/// <param name="Subject">In a line, or null.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="LateSince">Since when we are late with it, or null.</param>
/// <param name="Status">Where the whole ticket is read.</param>
public sealed record ListedTicket(
    CaseId Id, string FullName, string Email, string? MemberKey, DateTimeOffset OpenedAt, int Level, bool IsOurs, CaseWait? WaitsFor, string? End,
    string? Subject, string? Priority, DateTimeOffset? LateSince, string Status);

/// <param name="Tickets">In the question's order.</param>
/// <param name="After">Hand it in to get those after these; null when there are no more.</param>
public sealed record TicketPage(IReadOnlyList<ListedTicket> Tickets, string? After);

/// <summary>Lists of tickets: a level's or a person's queue, those that a text finds, all.</summary>
public sealed class TicketQueues(CaseIndex index, TicketPolicy policy)
{
    const int ShortestText = 2;

    static readonly FieldRule Text = new("what you look for", FieldRules.LongestName, Empty: null);

    /// <summary>The question that some parameters ask; null with what is wrong with them. Each may be empty; one is enough.</summary>
    /// <param name="level">The tickets of a level for which we must act, by when that is due.</param>
    /// <param name="person">The address of somebody of the staff: those that they have.</param>
    /// <param name="text">A number, a name, an address or a member's key.</param>
    public (CaseQuery? Query, IReadOnlyList<FieldError> Errors) Read(string level, string person, string text)
    {
        if (new[] { level, person, text }.Count(each => each.Trim().Length > 0) > 1)
        {
            return (null, [new FieldError("level", "Send one of level, person and q.")]);
        }
        if (level.Trim() is { Length: > 0 } wanted)
        {
            return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= policy.Levels.Count
                ? (CaseQuery.Queue(CaseKind.Ticket, TicketIndex.PlaceOf(number)), [])
                : (null, [new FieldError("level", $"Send a level from 1 to {policy.Levels.Count}.", FieldCodes.Unknown)]);
        }
        if (person.Trim() is { Length: > 0 } address)
        {
            return EmailAddress.IsValid(address)
                ? (CaseQuery.AskedOf(address, CaseKind.Ticket), [])
                : (null, [new FieldError("person", "Send the email address of somebody of the staff.")]);
        }
        if (Text.Read(text, out var problem) is { Length: > 0 } typed)
        {
            return problem is null && typed.Length >= ShortestText
                ? (CaseQuery.Text(typed, entry => entry.Id.Kind == CaseKind.Ticket), [])
                : (null, [new FieldError("q", problem?.Message ?? $"Send {ShortestText} characters or more.")]);
        }
        return (CaseQuery.List(CaseKind.Ticket), []);
    }

    /// <summary>A page of its answers; null when <paramref name="after"/> is none of this question's.</summary>
    public async Task<TicketPage?> PageAsync(CaseQuery query, int take, string? after, CancellationToken cancellationToken = default) =>
        await index.PageAsync(query, take, after, cancellationToken) is { } page ? new TicketPage([.. page.Cases.Select(Listed)], page.After) : null;

    static ListedTicket Listed(CaseIndexEntry entry) => new(
        entry.Id, entry.Name, entry.Email, entry.MemberKey, entry.OpenedAt, TicketIndex.LevelOf(entry.Stage), entry.Queue is not null, entry.WaitsFor, entry.End,
        entry.Title, entry.Priority, entry.LateSince, $"/api/tickets/{entry.Id}");
}
