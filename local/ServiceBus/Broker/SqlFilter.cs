namespace Local.ServiceBus;

/// <summary>
/// A rule's SQL filter: the part of Service Bus's language that compares. <c>=</c>, <c>&lt;&gt;</c>, <c>!=</c>,
/// <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>[NOT] IN</c>, <c>[NOT] LIKE … [ESCAPE …]</c>, <c>IS [NOT] NULL</c>,
/// <c>AND</c>, <c>OR</c>, <c>NOT</c>, parentheses; <c>sys.</c> names a message's own property, <c>user.</c> or nothing an
/// application property. As in SQL, a comparison with something that isn't there is neither true nor false.
/// </summary>
static class SqlFilter
{
    /// <exception cref="InvalidDataException">It isn't in that language; the message says where.</exception>
    public static Func<MessageHeaders, bool> Parse(string expression)
    {
        var condition = new SqlFilterParser(expression).Parse();
        return message => condition(message) == true;
    }

    public static bool? Compare(object? left, string comparison, object? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        return Order(left, right) is not { } order
            ? comparison is "<>" or "!="
            : comparison switch
            {
                "=" => order == 0,
                "<>" or "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
    }

    public static bool? In(object? value, IReadOnlyList<object?> candidates) =>
        value is null ? null : candidates.Any(candidate => Compare(value, "=", candidate) == true);

    /// <summary><c>%</c> is any text and <c>_</c> any character, unless <paramref name="escape"/> stands before.</summary>
    public static bool? Like(object? value, string pattern, char? escape) => value is string text ? Matches(text, pattern, escape) : null;

    static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, char? escape)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        if (pattern[0] == escape && pattern.Length > 1)
        {
            return !text.IsEmpty && text[0] == pattern[1] && Matches(text[1..], pattern[2..], escape);
        }

        if (pattern[0] == '%')
        {
            return Matches(text, pattern[1..], escape) || (!text.IsEmpty && Matches(text[1..], pattern, escape));
        }

        return !text.IsEmpty && (pattern[0] == '_' || pattern[0] == text[0]) && Matches(text[1..], pattern[1..], escape);
    }

    /// <summary>Null where the two can't be compared.</summary>
    static int? Order(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (IConvertible a and not (string or bool or char or DateTime), IConvertible b and not (string or bool or char or DateTime)) =>
            a.ToDecimal(null).CompareTo(b.ToDecimal(null)),
        (Guid a, string b) => Guid.TryParse(b, out var id) ? a.CompareTo(id) : null,
        _ when left.GetType() == right.GetType() && left is IComparable comparable => comparable.CompareTo(right),
        _ => null,
    };
}
