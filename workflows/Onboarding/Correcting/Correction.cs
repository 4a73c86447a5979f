using MemberServices.Fields;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Onboarding.Correcting;

/// <summary>What is corrected in an application; what is null stays as it is.</summary>
public sealed record Correction(
    string? MemberFullName = null,
    string? MemberEmail = null,
    string? MemberPreferredPhone = null,
    string? MemberStateLicense = null,
    string? MemberStateLicenseState = null)
{
    /// <summary>The intervention that it is, and the kind of its outcome and entry.</summary>
    public const string Kind = "correct";

    /// <summary>What can be corrected, as a form and the API name it.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["memberFullName", "memberEmail", "memberPreferredPhone", "memberStateLicenseState", "memberStateLicense"];

    static readonly FieldRule Name = ApplicationRules.Name with { Empty = Emptied("The name") };
    static readonly FieldRule Email = ApplicationRules.Email with { Empty = Emptied("The email address") };
    static readonly FieldRule Phone = FieldRules.Phone with { Empty = Emptied("The phone number") };
    static readonly FieldRule State = FieldRules.LicenseState(Emptied("The license’s state"));

    /// <summary>Reads the fields that were sent, by the rules of the application: what is sent empty is wrong, what is left out stays.</summary>
    /// <param name="fields">Of the body, or of the form.</param>
    /// <param name="application">A license number without its state is of the application's.</param>
    public static Correction Read(FieldReader fields, Application application)
    {
        var (name, email, phone, state) = (Sent("memberFullName", Name), Sent("memberEmail", Email), Sent("memberPreferredPhone", Phone), Sent("memberStateLicenseState", State));
        var number = Sent("memberStateLicense", FieldRules.License(state is { Length: > 0 } ? state : application.MemberStateLicenseState, Emptied("The license number")));
        return new Correction(name, email, phone, number, state);

        string? Sent(string field, FieldRule rule) => fields.Has(field) ? fields.Text(field, rule) : null;
    }

    public bool ChangesLicense => MemberStateLicense is not null || MemberStateLicenseState is not null;

    public bool IsEmpty => this == new Correction();

    /// <summary>Only what is different from the application.</summary>
    public Correction Beyond(Application now) => new(
        Unless(MemberFullName, now.MemberFullName), Unless(MemberEmail, now.MemberEmail), Unless(MemberPreferredPhone, now.MemberPreferredPhone),
        Unless(MemberStateLicense, now.MemberStateLicense), Unless(MemberStateLicenseState, now.MemberStateLicenseState));

    /// <summary>The application with it.</summary>
    public Application In(Application before) => before with
    {
        MemberFullName = MemberFullName ?? before.MemberFullName,
        MemberEmail = MemberEmail ?? before.MemberEmail,
        MemberPreferredPhone = MemberPreferredPhone ?? before.MemberPreferredPhone,
        MemberStateLicense = MemberStateLicense ?? before.MemberStateLicense,
        MemberStateLicenseState = MemberStateLicenseState ?? before.MemberStateLicenseState,
    };

    /// <summary>What it corrects, in words, with what stands there now.</summary>
    public IEnumerable<(string Field, string Label, string Value)> Parts()
    {
        if (MemberFullName is { } name)
        {
            yield return ("memberFullName", "Name", name);
        }
        if (MemberEmail is { } email)
        {
            yield return ("memberEmail", "Email", email);
        }
        if (MemberPreferredPhone is { } phone)
        {
            yield return ("memberPreferredPhone", "Phone", phone);
        }
        if (MemberStateLicenseState is { } state)
        {
            yield return ("memberStateLicenseState", "License state", state);
        }
        if (MemberStateLicense is { } number)
        {
            yield return ("memberStateLicense", "License", number);
        }
    }

    static string Emptied(string what) => $"{what} can be corrected, not removed. Enter it.";

    static string? Unless(string? wanted, string now) => wanted == now ? null : wanted;
}
