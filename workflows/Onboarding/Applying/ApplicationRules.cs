using MemberServices.Fields;

namespace MemberServices.Onboarding.Applying;

/// <summary>What an application must be, wherever it comes from. Whether its office exists is for the office table to say.</summary>
public static class ApplicationRules
{
    /// <summary>What to do when the office is none.</summary>
    public const string WrongOffice = "Choose one of the offices we know.";

    internal static readonly FieldRule Name = FieldRules.Name("your full name", "Enter your full name.");
    internal static readonly FieldRule Email = FieldRules.Email("your email address", isInvited: true);
    static readonly FieldRule State = FieldRules.LicenseState("Choose the state of your license.");
    static readonly FieldRule Office = FieldRules.Key("your office", "Choose your office.", WrongOffice);

    /// <summary>Reads the fields in the form's order.</summary>
    public static Validated<Application> Read(FieldReader fields, EnrollmentPolicy policy)
    {
        var types = policy.MemberTypes.Select(type => type.Id).ToList();
        var (name, email, phone, state) = (
            fields.Text("memberFullName", Name), fields.Text("memberEmail", Email), fields.Text("memberPreferredPhone", FieldRules.Phone),
            fields.Text("memberStateLicenseState", State));
        var application = new Application(
            name, email, phone,
            fields.Text("memberStateLicense", FieldRules.License(state, "Enter your license number.")), state,
            fields.Text("officeKey", Office),
            fields.Text("memberType", FieldRules.Choice(
                "what you apply as", "Choose what you apply as.", $"Choose what you apply as, one of these: {string.Join(", ", types)}.", types)),
            fields.Text("rulesVersion", policy.Rules.Agreement));
        return new Validated<Application>(application, fields.Errors);
    }

    /// <summary>The errors of a form, and that its office isn't known, or is closed, in the form's order.</summary>
    /// <param name="errors">The others.</param>
    /// <param name="closed">The closed office's name; null: it isn't known.</param>
    public static IReadOnlyList<FieldError> WithoutOffice(IReadOnlyList<FieldError> errors, string? closed) => errors.Any(e => e.Field == "officeKey")
        ? errors
        : [
            .. errors.Where(e => !IsAfterOffice(e)),
            new FieldError("officeKey", closed is null ? WrongOffice : $"{closed} has closed. Choose the office that you work at now.", FieldCodes.Unknown),
            .. errors.Where(IsAfterOffice),
        ];

    static bool IsAfterOffice(FieldError error) => error.Field is "memberType" or "rulesVersion";
}
