using System.Text;

namespace MemberServices.Onboarding;

/// <summary>What an applicant asks for. As typed until <see cref="ApplicationRules"/> has made it whole.</summary>
/// <param name="Name">As they write it.</param>
/// <param name="Email">Where all mail about it goes.</param>
/// <param name="Phone">Optional.</param>
/// <param name="LicenseNumber">The state's number, without the state.</param>
/// <param name="State">Two letters.</param>
/// <param name="OfficeId">One of the office table's.</param>
/// <param name="MemberType">One of the policy's.</param>
public sealed record Application(
    string Name,
    string Email,
    string Phone,
    string LicenseNumber,
    string State,
    string OfficeId,
    string MemberType)
{
    /// <summary>The member that the applicant becomes: "TX-123456". Two spellings of one license are one member.</summary>
    public string MemberId => MakeMemberId(State, LicenseNumber);

    /// <summary>A license's one spelling: its letters and digits, in capitals, after the state.</summary>
    public static string MakeMemberId(string state, string licenseNumber)
    {
        var id = new StringBuilder(state.Trim().ToUpperInvariant()).Append('-');
        foreach (var c in licenseNumber.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit))
        {
            id.Append(char.ToUpperInvariant(c));
        }

        return id.ToString();
    }
}
