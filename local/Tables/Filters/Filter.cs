namespace Local.Tables;

/// <summary>A filter of a query. Values come typed, by the property's name; null where there is none.</summary>
abstract record Filter
{
    public abstract bool Matches(Func<string, object?> value);
}

sealed record And(Filter Left, Filter Right) : Filter
{
    public override bool Matches(Func<string, object?> value) => Left.Matches(value) && Right.Matches(value);
}

sealed record Or(Filter Left, Filter Right) : Filter
{
    public override bool Matches(Func<string, object?> value) => Left.Matches(value) || Right.Matches(value);
}

sealed record Not(Filter Operand) : Filter
{
    public override bool Matches(Func<string, object?> value) => !Operand.Matches(value);
}

enum Test
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>A property against a literal. An entity without the property, or with one of another type, doesn't match.</summary>
sealed record Comparison(string Name, Test Test, object Value) : Filter
{
    public override bool Matches(Func<string, object?> value) => Compare(value(Name), Value) is { } order && Test switch
    {
        Test.Equal => order == 0,
        Test.NotEqual => order != 0,
        Test.Greater => order > 0,
        Test.GreaterOrEqual => order >= 0,
        Test.Less => order < 0,
        _ => order <= 0,
    };

    static int? Compare(object? left, object right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (int or long, int or long) => ToInt64(left).CompareTo(ToInt64(right)),
        (int or long or double, int or long or double) => ToDouble(left).CompareTo(ToDouble(right)),
        (bool one, bool other) => one.CompareTo(other),
        (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
        (Guid one, Guid other) => string.CompareOrdinal(one.ToString(), other.ToString()),
        (byte[] one, byte[] other) => one.AsSpan().SequenceCompareTo(other),
        _ => null,
    };

    static long ToInt64(object number) => number is int narrow ? narrow : (long)number;

    static double ToDouble(object number) => number is double wide ? wide : ToInt64(number);
}
