using System.Text.Json;

namespace MemberServices.Cases;

/// <summary>The names of an enumeration's values as JSON, policy and API write them: "walk-in" for <c>WalkIn</c>.</summary>
public static class EnumNames<T> where T : struct, Enum
{
    static readonly IReadOnlyList<(T Value, string Name)> Table =
        [.. Enum.GetValues<T>().Select(value => (value, JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())))];

    static readonly string TypeInWords = JsonNamingPolicy.KebabCaseLower.ConvertName(typeof(T).Name).Replace('-', ' ');

    /// <summary>All names, in their order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>What to write instead of a name that isn't known; it lists the right ones in their order.</summary>
    public static string Rule { get; } = $"must be a known {TypeInWords}: one of {string.Join(", ", All)}";

    /// <exception cref="ArgumentOutOfRangeException">The value isn't one of the enumeration's, such as one never set.</exception>
    public static string Of(T value)
    {
        foreach (var (known, name) in Table)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return name;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, Rule);
    }

    /// <summary>Exactly one of the names; not another case, and not a number.</summary>
    public static bool TryParse(string? name, out T value)
    {
        foreach (var row in Table)
        {
            if (row.Name == name)
            {
                value = row.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
