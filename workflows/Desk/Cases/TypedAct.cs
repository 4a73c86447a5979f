using MemberServices.Fields;

namespace MemberServices.Desk.Cases;

/// <summary>What somebody typed to do something in a case.</summary>
/// <param name="Kind">Which act: its panel is open.</param>
/// <param name="Values">By field.</param>
/// <param name="Errors">What to correct.</param>
public sealed record TypedAct(string Kind, IReadOnlyDictionary<string, string> Values, IReadOnlyList<FieldError> Errors)
{
    public static TypedAct Nothing(string kind) => new(kind, new Dictionary<string, string>(), []);

    public string this[string field] => Values.GetValueOrDefault(field, "");

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    /// <summary>The errors, each with the id that its field has on the page.</summary>
    public IReadOnlyList<FieldError> OnPage => [.. Errors.Select(error => error with { Field = $"{Kind}-{error.Field}" })];
}
