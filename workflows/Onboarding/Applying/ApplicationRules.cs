using MemberServices.Fields;
using MemberServices.Offices;

namespace MemberServices.Onboarding.Applying;

/// <summary>What an application must be. Whether its office exists is for the office table to say.</summary>
public static class ApplicationRules
{
    const int LongestName = 100;
    const int ShortestLicense = 2;

    // Shorter than any card number, so that none can be typed into it.
    const int LongestLicense = 12;

    /// <summary>Trims and unifies every field, then lists all that is wrong.</summary>
    public static Validated<Application> Check(Application typed, EnrollmentPolicy policy)
    {
        var application = new Application(
            CardNumbers.Mask(Clean(typed.MemberFullName)),
            Clean(typed.MemberEmail),
            Clean(typed.MemberPreferredPhone),
            Clean(typed.MemberStateLicense).ToUpperInvariant(),
            Clean(typed.MemberStateLicenseState).ToUpperInvariant(),
            OfficeRules.Canonical(Clean(typed.OfficeKey)),
            Clean(typed.MemberType).ToLowerInvariant());
        var errors = new FieldErrors();
        errors.Must(application.MemberFullName.Any(char.IsLetter), "memberFullName", "Enter your full name.");
        errors.Must(application.MemberFullName.Length <= LongestName, "memberFullName", $"Shorten your name to {LongestName} characters.");
        errors.Must(!FieldText.HasInvisibleCharacters(application.MemberFullName), "memberFullName", "Enter your name without control characters.");
        errors.Must(EmailAddress.IsValid(application.MemberEmail), "memberEmail", "Enter an email address such as jane@example.com.");
        errors.Must(PhoneNumber.IsValid(application.MemberPreferredPhone), "memberPreferredPhone", "Enter a phone number with its area code, such as 512-555-0100.");
        errors.Must(IsLicense(application.MemberStateLicense), "memberStateLicense", $"Enter your license number: {ShortestLicense} to {LongestLicense} letters and digits.");
        errors.Must(States.Contains(application.MemberStateLicenseState), "memberStateLicenseState", "Choose the state of your license by its two letters, such as TX.");
        errors.Must(application.OfficeKey.Length > 0, "officeKey", "Choose your office.");
        errors.Must(
            policy.MemberTypes.Any(t => t.Id == application.MemberType), "memberType",
            $"Choose what you apply as: {string.Join(", ", policy.MemberTypes.Select(t => t.Id))}.");
        return new Validated<Application>(application, errors);
    }

    static string Clean(string? typed) => (typed ?? "").Trim();

    static bool IsLicense(string license) =>
        license.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.')
        && license.Count(char.IsAsciiLetterOrDigit) is >= ShortestLicense and <= LongestLicense;
}
