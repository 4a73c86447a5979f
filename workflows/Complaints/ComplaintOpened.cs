global using ComplaintCases = MemberServices.Cases.CaseTable<MemberServices.Complaints.ComplaintOpened, MemberServices.Cases.NoOutcome>;
global using ComplaintRecord = MemberServices.Cases.CaseRecord<MemberServices.Complaints.ComplaintOpened, MemberServices.Cases.NoOutcome>;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Complaints;

/// <summary>What came in, with the policy that the complaint keeps.</summary>
/// <param name="Request">Checked and made whole.</param>
/// <param name="ReceivedAt">When, so that it counts from then: of a form, when it was sent.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="Channel">How.</param>
/// <param name="Policy">The rules.</param>
/// <param name="Calendar">When staff work.</param>
/// <param name="Follows">The closed complaint that this one goes on with, or null.</param>
/// <remarks>Rows are read for years: a member that is added later, here or in what this holds, has a default.</remarks>
public sealed record ComplaintOpened(
    ComplaintRequest Request, DateTimeOffset ReceivedAt, Actor By, Channel Channel, ComplaintPolicy Policy, CalendarPolicy Calendar, CaseId? Follows = null)
{
    /// <summary>The table that complaints are in.</summary>
    public const string TableName = "Complaints";

    /// <summary>When we heard of it: a form counts from when it was sent, and is read when its mailbox's owner confirmed it.</summary>
    public DateTimeOffset KnownAt { get; init; } = ReceivedAt;

    /// <summary>When staff work, to count by.</summary>
    [JsonIgnore]
    public BusinessCalendar Time => new(Calendar);

    [JsonIgnore]
    public ComplaintCategory Category => Policy.CategoryOf(Request.Category);
}

/// <param name="FullName">Who complains.</param>
/// <param name="Email">Where they are answered.</param>
/// <param name="Phone">In its one spelling, or null.</param>
/// <param name="MemberKey">Their key as a member, or null: a public caller.</param>
/// <param name="Category">One of the policy's.</param>
/// <param name="Text">What they wrote, or said; card numbers masked.</param>
/// <param name="About">About whom, as they wrote it: a name, an address; or null.</param>
/// <param name="Case">The case that it is about, or null.</param>
public sealed record ComplaintRequest(
    string FullName, string Email, string? Phone, string? MemberKey, string Category, string Text, string? About = null, CaseId? Case = null);
