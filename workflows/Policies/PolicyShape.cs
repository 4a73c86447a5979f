using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MemberServices.Policies;

/// <summary>Compares JSON with the record it is to become, and reports every difference instead of the first.</summary>
public static class PolicyShape
{
    public static IReadOnlyList<PolicyError> Check(JsonElement json, Type type, JsonSerializerOptions options)
    {
        var check = new PolicyCheck();
        Compare(json, type, options, check);
        return check.Errors;
    }

    static void Compare(JsonElement json, Type type, JsonSerializerOptions options, PolicyCheck check)
    {
        var info = options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                CompareMembers(json, info, options, check);
                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                var names = new HashSet<string>();
                foreach (var member in json.EnumerateObject())
                {
                    check.At(member.Name).Must(names.Add(member.Name), "must not be there twice");
                    Compare(member.Value, info.ElementType!, options, check.At(member.Name));
                }

                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Compare(item, info.ElementType!, options, check.At(index++));
                }

                break;
            case JsonTypeInfoKind.None:
                CompareValue(json, type, options, check);
                break;
            default:
                check.Must(false, info.Kind == JsonTypeInfoKind.Enumerable ? "must be a list [...]" : "must be an object {...}", json.ValueKind);
                break;
        }
    }

    static void CompareMembers(JsonElement json, JsonTypeInfo info, JsonSerializerOptions options, PolicyCheck check)
    {
        var known = info.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null).ToList();
        var seen = new HashSet<string>();
        foreach (var member in json.EnumerateObject())
        {
            var place = check.At(member.Name);
            var property = known.Find(p => p.Name == member.Name);
            if (property is null)
            {
                place.Must(false, $"isn't known: the members here are {string.Join(", ", known.Select(p => p.Name))}");
            }
            else if (!seen.Add(member.Name))
            {
                place.Must(false, "must not be there twice");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null || !property.IsSetNullable)
            {
                Compare(member.Value, property.PropertyType, options, place);
            }
        }

        foreach (var missing in known.Where(p => p.IsRequired && !seen.Contains(p.Name)))
        {
            check.At(missing.Name).Must(false, "must be there");
        }
    }

    static void CompareValue(JsonElement json, Type type, JsonSerializerOptions options, PolicyCheck check)
    {
        try
        {
            check.Must(json.ValueKind != JsonValueKind.Null, $"must be {Describe(type)}", "null");
            json.Deserialize(type, options);
        }
        catch (JsonException)
        {
            check.Must(json.ValueKind == JsonValueKind.Null, $"must be {Describe(type)}", json.GetRawText());
        }
    }

    static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "a text",
        var t when t == typeof(int) || t == typeof(long) => "a whole number",
        var t when t == typeof(double) || t == typeof(decimal) => "a number",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(DateOnly) => "a date such as \"2026-12-31\"",
        var t when t == typeof(TimeSpan) => "a duration such as \"1.00:00:00\"",
        { IsEnum: true } t => $"one of {string.Join(", ", Enum.GetNames(t))}",
        var t => t.Name,
    };
}
