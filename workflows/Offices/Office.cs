using System.Text.Json.Serialization;

namespace MemberServices.Offices;

/// <summary>A broker's office. Names are the RESO Data Dictionary's.</summary>
/// <param name="OfficeKey">Its key here, which never changes: see <see cref="Fields.OfficeKey"/>.</param>
/// <param name="OfficeName">What people call it.</param>
/// <param name="Brokers">Who may decide for it; at least one while it is open.</param>
/// <param name="OfficeBrokerKey">The key of the broker of record: one of <paramref name="Brokers"/>; empty when a closed office has none.</param>
/// <param name="Delegates">Keys of the brokers to whom a request can be handed over, in order.</param>
/// <param name="OfficeMlsId">Its number in the MLS, as people there know it; or null.</param>
/// <param name="TimeZone">Where it is: a time zone's IANA name, such as "America/Chicago"; null: the calendar's.</param>
/// <param name="ClosedSince">Since when it is closed: nobody applies for it, and nobody decides for it but staff. Null while it is open.</param>
public sealed record Office(
    string OfficeKey,
    string OfficeName,
    IReadOnlyList<OfficeBroker> Brokers,
    string OfficeBrokerKey,
    IReadOnlyList<string> Delegates,
    string? OfficeMlsId = null,
    string? TimeZone = null,
    DateTimeOffset? ClosedSince = null)
{
    [JsonIgnore]
    public bool IsClosed => ClosedSince is not null;

    public OfficeBroker? Broker(string memberKey) => Brokers.FirstOrDefault(b => b.MemberKey == memberKey);
}

/// <summary>Somebody who decides for an office.</summary>
/// <param name="MemberKey">Their key within the office: see <see cref="Fields.OfficeKey"/>.</param>
/// <param name="MemberFullName">What people call them.</param>
/// <param name="MemberEmail">Where their requests go.</param>
/// <param name="MemberStateLicense">The license's number, "123456", so that nobody approves themselves; or null.</param>
/// <param name="MemberStateLicenseState">The license's state, "TX"; null without a license.</param>
public sealed record OfficeBroker(
    string MemberKey,
    string MemberFullName,
    string MemberEmail,
    string? MemberStateLicense = null,
    string? MemberStateLicenseState = null);
