using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace MemberServices.Policies;

/// <summary>
/// The limits that stand at a policy's members as attributes: <see cref="RangeAttribute"/> of a number,
/// <see cref="LengthAttribute"/> of a text or a list, <see cref="RegularExpressionAttribute"/> of a text or of names, whose message doesn't
/// repeat it where <see cref="PasswordPropertyTextAttribute"/> stands. The reader keeps to them, and the schema has them.
/// </summary>
public static class PolicyLimits
{
    /// <summary>The form of an email address. What else is wrong with one is said by rules.</summary>
    public const string Email = @"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+";

    /// <summary>Reports each member that is beyond its limits. Called after the shape was found right.</summary>
    public static void Check(JsonElement json, Type type, JsonSerializerOptions options, PolicyCheck check)
    {
        var info = options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                foreach (var property in info.Properties.Where(property => json.TryGetProperty(property.Name, out _)))
                {
                    CheckMember(json.GetProperty(property.Name), property, options, check.At(property.Name));
                }

                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    Check(member.Value, info.ElementType!, options, check.At(member.Name));
                }

                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Check(item, info.ElementType!, options, check.At(index++));
                }

                break;
        }
    }

    /// <summary>A member's limits.</summary>
    public static IEnumerable<ValidationAttribute> Of(JsonPropertyInfo property) =>
        property.AttributeProvider is MemberInfo member ? member.GetCustomAttributes<ValidationAttribute>() : [];

    /// <summary>A text's form, from its begin to its end.</summary>
    public static string Whole(RegularExpressionAttribute form) => $"^(?:{form.Pattern})$";

    static void CheckMember(JsonElement json, JsonPropertyInfo property, JsonSerializerOptions options, PolicyCheck check)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var isSecret = property.AttributeProvider is MemberInfo member && member.IsDefined(typeof(PasswordPropertyTextAttribute));
        foreach (var limit in Of(property))
        {
            Check(json, limit, isSecret, check);
        }

        Check(json, property.PropertyType, options, check);
    }

    static void Check(JsonElement json, ValidationAttribute limit, bool isSecret, PolicyCheck check)
    {
        switch (limit, json.ValueKind)
        {
            // Of a list of numbers each is meant.
            case (RangeAttribute, JsonValueKind.Array):
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Check(item, limit, isSecret, check.At(index++));
                }

                break;
            case (RangeAttribute range, JsonValueKind.Number):
                check.Must(range.IsValid(json.Deserialize(range.OperandType)), Rule(limit, $"must be from {range.Minimum} to {range.Maximum}"), json.GetRawText());
                break;
            case (RegularExpressionAttribute expression, JsonValueKind.String):
                check.Must(Regex.IsMatch(json.GetString()!, Whole(expression)), Rule(limit, $"must have another form"), isSecret ? null : json.GetRawText());
                break;
            // Of an object with names of its own its names are meant.
            case (RegularExpressionAttribute expression, JsonValueKind.Object):
                foreach (var member in json.EnumerateObject())
                {
                    check.At(member.Name).Must(Regex.IsMatch(member.Name, Whole(expression)), Rule(limit, $"must be named otherwise"));
                }

                break;
            case (LengthAttribute length, JsonValueKind.String):
                var text = json.GetString()!;
                check.Must(length.IsValid(text) && text.Trim().Length >= length.MinimumLength, Rule(limit, $"must have {length.MinimumLength} to {length.MaximumLength} characters"), json.GetRawText());
                break;
            case (LengthAttribute length, _):
                var count = json.ValueKind == JsonValueKind.Array ? json.GetArrayLength() : json.EnumerateObject().Count();
                check.Must(count >= length.MinimumLength && count <= length.MaximumLength, Rule(limit, $"must be {length.MinimumLength} to {length.MaximumLength}"), count);
                break;
            default:
                throw new NotSupportedException($"{limit.GetType().Name} isn't one of a policy's limits for {json.ValueKind}.");
        }
    }

    static string Rule(ValidationAttribute limit, FormattableString otherwise) => limit.ErrorMessage ?? FormattableString.Invariant(otherwise);
}
