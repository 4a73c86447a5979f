global using TicketCases = MemberServices.Cases.CaseTable<MemberServices.Tickets.TicketOpened, MemberServices.Cases.NoOutcome>;
global using TicketRecord = MemberServices.Cases.CaseRecord<MemberServices.Tickets.TicketOpened, MemberServices.Cases.NoOutcome>;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Tickets;

/// <summary>What came in, and the standards that the ticket was opened with: it keeps them.</summary>
/// <param name="Request">Checked and made whole.</param>
/// <param name="ReceivedAt">When, so that it counts from then: of a form, when it was sent.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="Channel">How.</param>
/// <param name="Policy">The standards.</param>
/// <param name="Calendars">When each level is open, the first level first.</param>
/// <param name="Follows">The closed ticket that this one goes on with, or null.</param>
/// <remarks>Rows are read for years: a member that is added later, here or in what this holds, has a default.</remarks>
public sealed record TicketOpened(
    TicketRequest Request,
    DateTimeOffset ReceivedAt,
    Actor By,
    Channel Channel,
    TicketPolicy Policy,
    IReadOnlyList<CalendarPolicy> Calendars,
    CaseId? Follows = null)
{
    /// <summary>When we heard of it.</summary>
    public DateTimeOffset KnownAt { get; init; } = ReceivedAt;

    /// <summary>When its customer said that a form is theirs, which was sent, and counts, before; null: there was nothing to say, or they said so at once.</summary>
    [JsonIgnore]
    public DateTimeOffset? ConfirmedAt => Channel == Channel.Form && KnownAt - ReceivedAt >= TimeSpan.FromMinutes(1) ? KnownAt : null;

    /// <summary>The table that the tickets are in.</summary>
    public const string TableName = "Tickets";

    /// <summary>When a level is open.</summary>
    /// <param name="level">From 1.</param>
    public BusinessCalendar CalendarOf(int level) => BusinessCalendar.Of(Calendars[level - 1]);
}

/// <param name="FullName">Who asks.</param>
/// <param name="Email">Where they are answered.</param>
/// <param name="Phone">In its one spelling, or null.</param>
/// <param name="MemberKey">Their key as a member, or null: a public caller.</param>
/// <param name="Category">One of the policy's.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="Subject">In a line.</param>
/// <param name="Text">What they wrote, or said; card numbers masked.</param>
/// <param name="ExternalRef">Another desk's number of it, or null.</param>
public sealed record TicketRequest(
    string FullName, string Email, string? Phone, string? MemberKey, string Category, Priority Priority, string Subject, string Text, ExternalRef? ExternalRef = null);

/// <param name="System">Which desk.</param>
/// <param name="Id">Its number there: unique in that system.</param>
public sealed record ExternalRef(string System, string Id);
