namespace MemberServices.Fields;

/// <summary>What somebody sent, made whole, and what is wrong with it.</summary>
/// <param name="Value">Trimmed and unified; to be used only when there are no errors.</param>
/// <param name="Errors">By field; none when all is right.</param>
public sealed record Validated<T>(T Value, IReadOnlyList<FieldError> Errors);
