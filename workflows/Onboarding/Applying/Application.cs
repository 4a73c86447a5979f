using System.Text.Json.Serialization;
using MemberServices.Fields;

namespace MemberServices.Onboarding.Applying;

/// <summary>What an applicant asks for, in the RESO Data Dictionary's names. Read by <see cref="ApplicationRules"/>; what is wrong in it is as it was typed.</summary>
/// <param name="MemberFullName">As they write it.</param>
/// <param name="MemberEmail">Where all mail about it goes.</param>
/// <param name="MemberPreferredPhone">Optional.</param>
/// <param name="MemberStateLicense">The state's number, without the state.</param>
/// <param name="MemberStateLicenseState">Two letters.</param>
/// <param name="OfficeKey">One of the office table's.</param>
/// <param name="MemberType">One of the policy's.</param>
/// <param name="RulesVersion">The version of the organization's rules that they agreed to; null of those who came before there were any.</param>
public sealed record Application(
    string MemberFullName,
    string MemberEmail,
    string MemberPreferredPhone,
    string MemberStateLicense,
    string MemberStateLicenseState,
    string OfficeKey,
    string MemberType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RulesVersion = null)
{
    /// <summary>The key of the member that the applicant becomes: "TX-123456". Two spellings of one license are one member.</summary>
    public string MemberKey => License?.Key ?? "";

    /// <summary>The license; null when state and number are none.</summary>
    [JsonIgnore]
    public StateLicense? License => StateLicense.TryCreate(MemberStateLicenseState, MemberStateLicense, out var license) ? license : null;
}
