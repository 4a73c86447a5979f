using System.Globalization;
using System.Text;
using MemberServices.Messages;

namespace MemberServices.Onboarding;

/// <summary>An application made whole, and what is wrong with it.</summary>
public sealed record CheckedApplication(Application Application, IReadOnlyList<FieldError> Errors);

/// <summary>What an application must be. Whether its office exists is for the office table to say.</summary>
public static class ApplicationRules
{
    const int LongestName = 100;
    const int ShortestLicense = 2;

    // Shorter than any card number, so that none can be typed into it.
    const int LongestLicense = 12;

    /// <summary>Trims and unifies every field, then lists all that is wrong.</summary>
    public static CheckedApplication Check(Application typed, EnrollmentPolicy policy)
    {
        var application = new Application(
            CardNumbers.Mask(Clean(typed.Name)),
            Clean(typed.Email),
            Clean(typed.Phone),
            Clean(typed.LicenseNumber).ToUpperInvariant(),
            Clean(typed.State).ToUpperInvariant(),
            Clean(typed.OfficeId),
            Clean(typed.MemberType).ToLowerInvariant());
        var errors = new List<FieldError>();
        void Must(bool holds, string field, string message)
        {
            if (!holds)
            {
                errors.Add(new FieldError(field, message));
            }
        }

        Must(application.Name.Any(char.IsLetter), "name", "Enter your full name.");
        Must(application.Name.Length <= LongestName, "name", $"Shorten your name to {LongestName} characters.");
        Must(!HasInvisibleCharacters(application.Name), "name", "Enter your name without control characters.");
        Must(EmailAddress.IsValid(application.Email), "email", "Enter an email address such as jane@example.com.");
        Must(IsPhone(application.Phone), "phone", "Enter a phone number with its area code, such as 512-555-0100.");
        Must(IsLicense(application.LicenseNumber), "licenseNumber", $"Enter your license number: {ShortestLicense} to {LongestLicense} letters and digits.");
        Must(States.Contains(application.State), "state", "Choose the state of your license by its two letters, such as TX.");
        Must(application.OfficeId.Length > 0, "officeId", "Choose your office.");
        Must(
            policy.MemberTypes.Any(t => t.Id == application.MemberType), "memberType",
            $"Choose what you apply as: {string.Join(", ", policy.MemberTypes.Select(t => t.Id))}.");
        return new CheckedApplication(application, errors);
    }

    static string Clean(string? typed) => (typed ?? "").Trim();

    static bool IsLicense(string license) =>
        license.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.')
        && license.Count(char.IsAsciiLetterOrDigit) is >= ShortestLicense and <= LongestLicense;

    static bool IsPhone(string phone)
    {
        var number = phone.Split(["ext.", "ext", "x"], 2, StringSplitOptions.TrimEntries);
        return number[0].All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '.' or '(' or ')' or '+')
            && number[0].Count(char.IsAsciiDigit) is >= 7 and <= 15
            && number[0].LastIndexOf('+') <= 0
            && (number.Length == 1 || number[1].Length is > 0 and <= 6 && number[1].All(char.IsAsciiDigit))
            && CardNumbers.Mask(phone) == phone;
    }

    /// <summary>Whether a text has characters that nobody sees, or that turn the direction of writing.</summary>
    public static bool HasInvisibleCharacters(string text) => text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Joiners belong to the spelling of names in some scripts.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => true,
        _ => rune == Rune.ReplacementChar,
    });
}
