using System.Text.Json.Serialization;
using MemberServices.Fields;

namespace MemberServices.Members;

/// <summary>Somebody who is, or was, a member; in the RESO Data Dictionary's names.</summary>
/// <param name="MemberKey">Given once, never changes, stands in addresses; see <see cref="Fields.MemberKey"/>.</param>
/// <param name="MemberMlsId">What the MLS's own systems call them; null until these have said it.</param>
/// <param name="MemberFullName">As they write it.</param>
/// <param name="MemberEmail">Where mail for them goes.</param>
/// <param name="MemberPreferredPhone">May be empty.</param>
/// <param name="MemberStateLicense">The license's number, without the state; empty for who has none.</param>
/// <param name="MemberStateLicenseState">The license's state: two letters; empty for who has none.</param>
/// <param name="MemberNationalAssociationId">Or null.</param>
/// <param name="MemberType">One of the policy's, or what the association's system calls it, in lower case.</param>
/// <param name="OfficeKey">The office that they work at.</param>
/// <param name="ActiveSince">When they became active, the last time.</param>
/// <param name="InactiveSince">When they ceased to be; null while they are active.</param>
/// <param name="EnrollmentCaseId">The case that made them active, or null when another system did.</param>
/// <param name="SuspendedFor">Why their access is suspended: ids of reasons, such as a case's and its item's; null: it isn't.</param>
public sealed record Member(
    string MemberKey,
    string? MemberMlsId,
    string MemberFullName,
    string MemberEmail,
    string MemberPreferredPhone,
    string MemberStateLicense,
    string MemberStateLicenseState,
    string? MemberNationalAssociationId,
    string MemberType,
    string OfficeKey,
    DateTimeOffset ActiveSince,
    DateTimeOffset? InactiveSince = null,
    string? EnrollmentCaseId = null,
    IReadOnlyList<string>? SuspendedFor = null)
{
    [JsonIgnore]
    public bool IsActive => InactiveSince is null;

    /// <summary>The license; null for a member who has none, such as an assistant.</summary>
    [JsonIgnore]
    public StateLicense? License => StateLicense.TryCreate(MemberStateLicenseState, MemberStateLicense, out var license) ? license : null;

    /// <summary>
    /// Whether an enrollment that is under way may be theirs: it made them active, or the roster did meanwhile, and the
    /// enrollment is for the same key and mailbox.
    /// </summary>
    public bool IsOf(string enrollmentCaseId, string memberKey, string email) =>
        EnrollmentCaseId == enrollmentCaseId || EnrollmentCaseId is null && MemberKey == memberKey && EmailAddress.AreSame(MemberEmail, email);
}
