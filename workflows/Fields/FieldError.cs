namespace MemberServices.Fields;

/// <summary>What is wrong with one field that somebody filled in.</summary>
/// <param name="Field">The field's name in JSON and in the form: "memberStateLicense", "brokers[1].email".</param>
/// <param name="Message">A sentence that says what to enter.</param>
/// <param name="Code">The kind, for programs: one of <see cref="FieldCodes"/>.</param>
public sealed record FieldError(string Field, string Message, string Code = FieldCodes.Invalid);

/// <summary>What is wrong with a text, by its rule.</summary>
/// <param name="Message">A sentence that says what to enter.</param>
/// <param name="Code">One of <see cref="FieldCodes"/>.</param>
public sealed record FieldProblem(string Message, string Code);

/// <summary>The kinds of errors, for programs; they never change.</summary>
public static class FieldCodes
{
    /// <summary>Nothing is there.</summary>
    public const string Required = "required";

    /// <summary>It is written wrong.</summary>
    public const string Invalid = "invalid";

    /// <summary>It has too many characters or items.</summary>
    public const string TooLong = "too-long";

    /// <summary>It is none of those that can be chosen.</summary>
    public const string Unknown = "unknown";

    /// <summary>It is right, and somebody or something else has it.</summary>
    public const string Taken = "taken";
}
