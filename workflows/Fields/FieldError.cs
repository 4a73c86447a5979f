namespace MemberServices.Fields;

/// <summary>What is wrong with one field that somebody filled in.</summary>
/// <param name="Field">The field's name in JSON and in the form: "memberStateLicense", "brokers[1].email".</param>
/// <param name="Message">A sentence that says what to enter.</param>
public sealed record FieldError(string Field, string Message);
