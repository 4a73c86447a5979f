using MemberServices.Fields;
using MemberServices.Offices;

namespace MemberServices.Onboarding.Applying;

/// <summary>What an application must be. Whether its office exists is for the office table to say.</summary>
public static class ApplicationRules
{
    const int LongestName = 100;

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
        var isState = States.Contains(application.MemberStateLicenseState);
        var errors = new FieldErrors();
        errors.Must(application.MemberFullName.Any(char.IsLetter), "memberFullName", "Enter your full name.");
        errors.Must(application.MemberFullName.Length <= LongestName, "memberFullName", $"Shorten your name to {LongestName} characters.");
        errors.Must(!FieldText.HasInvisibleCharacters(application.MemberFullName), "memberFullName", "Enter your name without control characters.");
        errors.Must(EmailAddress.IsValid(application.MemberEmail), "memberEmail", "Enter an email address such as jane@example.com.");
        errors.Must(PhoneNumber.IsValid(application.MemberPreferredPhone), "memberPreferredPhone", "Enter a phone number with its area code, such as 512-555-0100.");
        // Another state's letters are no reason to complain about the number, too.
        errors.Must(
            StateLicense.TryCreate(isState ? application.MemberStateLicenseState : "TX", application.MemberStateLicense, out var license), "memberStateLicense",
            $"Enter your license number: {StateLicense.Shortest} to {StateLicense.Longest} letters and digits.");
        errors.Must(isState, "memberStateLicenseState", "Choose the state of your license by its two letters, such as TX.");
        errors.Must(application.OfficeKey.Length > 0, "officeKey", "Choose your office.");
        errors.Must(
            policy.MemberTypes.Any(t => t.Id == application.MemberType), "memberType",
            $"Choose what you apply as: {string.Join(", ", policy.MemberTypes.Select(t => t.Id))}.");
        return new Validated<Application>(license is null ? application : application with { MemberStateLicense = license.Number }, errors);
    }

    static string Clean(string? typed) => (typed ?? "").Trim();
}
