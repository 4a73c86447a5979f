namespace MemberServices.Fields;

/// <summary>The kinds of fields: one rule each, with its longest length and its texts, for pages, the API and messages alike.</summary>
public static class FieldRules
{
    public const int LongestName = 100;
    public const int LongestReason = 1000;
    public const int LongestEmail = EmailAddress.Longest;
    public const int LongestPhone = 40;
    public const int LongestLicense = 40;

    static readonly string[] StateCodes = [.. State.All.Select(state => state.Code)];

    /// <summary>A name: one line with a letter in it.</summary>
    /// <param name="what">"your full name".</param>
    /// <param name="empty">What to do when it is missing.</param>
    public static FieldRule Name(string what, string empty) => new(what, LongestName, empty)
    {
        IsFree = true,
        Problem = name => name.Any(char.IsLetter) ? null : $"Write {what} in letters.",
    };

    /// <summary>A reason, or whatever else people say in some lines.</summary>
    /// <param name="what">"the reason".</param>
    /// <param name="empty">What to do when it is missing; null: it may be.</param>
    public static FieldRule Reason(string what, string? empty) => new(what, LongestReason, empty) { IsFree = true, HasLines = true };

    /// <summary>An address to which we write.</summary>
    /// <param name="what">"your email address".</param>
    /// <param name="isInvited">Whether the directory must be able to invite it as a guest.</param>
    public static FieldRule Email(string what, bool isInvited = false) => new(what, LongestEmail, $"Enter {what}.")
    {
        Problem = address => address.Length > LongestEmail ? null : EmailAddress.Problem(address, isInvited),
    };

    public static FieldRule Phone { get; } = new("your phone number", LongestPhone, "Enter your phone number.")
    {
        Unify = PhoneNumber.Unify,
        Problem = PhoneNumber.Problem,
    };

    /// <summary>A state that licenses agents.</summary>
    /// <param name="empty">What to do when it is missing; null: it may be.</param>
    public static FieldRule LicenseState(string? empty) =>
        Choice("the license's state", empty, "Choose a state of the United States or a territory by its two letters, such as TX.", StateCodes, code => code.ToUpperInvariant());

    /// <summary>A license's number, as it is kept: without its state.</summary>
    /// <param name="state">The license's state, which may stand in front.</param>
    /// <param name="empty">What to do when it is missing; null: it may be.</param>
    public static FieldRule License(string state, string? empty)
    {
        // Another state's letters are no reason to complain about the number, too.
        var known = StateCodes.Contains(state) ? state : "TX";
        return new("the license number", LongestLicense, empty)
        {
            Unify = number => StateLicense.TryCreate(known, number, out var license) ? license.Number : number,
            Problem = number => StateLicense.TryCreate(known, number, out _)
                ? null
                : $"Enter a license number of {StateLicense.Shortest} to {StateLicense.Longest} letters and digits.",
        };
    }

    /// <summary>An office's or a broker's key.</summary>
    /// <param name="what">"your office".</param>
    /// <param name="empty">What to do when it is missing; null: it may be.</param>
    /// <param name="wrong">What to do when it can't be a key.</param>
    public static FieldRule Key(string what, string? empty, string? wrong = null) => new(what, OfficeKey.Longest, empty)
    {
        Unify = OfficeKey.Canonical,
        Problem = key => OfficeKey.IsValid(key) ? null : wrong ?? $"Write {what} with 1 to {OfficeKey.Longest} letters, digits and dashes.",
    };

    /// <summary>One of a list.</summary>
    /// <param name="what">"your answer".</param>
    /// <param name="empty">What to do when nothing is chosen; null: nothing may be.</param>
    /// <param name="wrong">What to choose from.</param>
    /// <param name="choices">As they are kept.</param>
    /// <param name="unify">A choice's one spelling; null: in lower case.</param>
    public static FieldRule Choice(string what, string? empty, string wrong, IReadOnlyCollection<string> choices, Func<string, string>? unify = null) =>
        new(what, choices.Max(choice => choice.Length), empty)
        {
            Unify = unify ?? (choice => choice.ToLowerInvariant()),
            Problem = choice => choices.Contains(choice) ? null : wrong,
            ProblemCode = FieldCodes.Unknown,
        };
}
