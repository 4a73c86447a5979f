namespace Local.Tables;

/// <summary>A place in key order. A key that isn't text is after every text, as in SQLite.</summary>
readonly record struct KeyPlace(object PartitionKey, object RowKey)
{
    /// <summary>SQLite sorts a blob after every text.</summary>
    public static readonly object End = Array.Empty<byte>();
}

/// <summary>The keys between which a filter's matches are. It may hold others too: every row is still compared.</summary>
readonly record struct KeyRange(KeyPlace From, KeyPlace To)
{
    public static KeyRange Of(Filter? filter)
    {
        var (from, to) = (new KeyPlace("", ""), new KeyPlace(KeyPlace.End, KeyPlace.End));
        var comparisons = Conjunction(filter).ToArray();
        foreach (var (_, test, value) in comparisons.Where(comparison => comparison.Name == "PartitionKey"))
        {
            from = test switch
            {
                Test.Equal or Test.GreaterOrEqual => Later(from, new KeyPlace(value, "")),
                Test.Greater => Later(from, new KeyPlace(value, KeyPlace.End)),
                _ => from,
            };
            to = test switch
            {
                Test.Equal or Test.LessOrEqual => Earlier(to, new KeyPlace(value, KeyPlace.End)),
                Test.Less => Earlier(to, new KeyPlace(value, "")),
                _ => to,
            };
        }

        if (!Equals(from.PartitionKey, to.PartitionKey))
        {
            return new KeyRange(from, to);
        }

        foreach (var (_, test, value) in comparisons.Where(comparison => comparison.Name == "RowKey"))
        {
            if (test is Test.Equal or Test.GreaterOrEqual or Test.Greater)
            {
                from = Later(from, new KeyPlace(from.PartitionKey, value));
            }

            if (test is Test.Equal or Test.LessOrEqual or Test.Less)
            {
                to = Earlier(to, new KeyPlace(to.PartitionKey, value));
            }
        }

        return new KeyRange(from, to);
    }

    /// <summary>What a match must satisfy, as far as it compares a key with text.</summary>
    static IEnumerable<Comparison> Conjunction(Filter? filter) => filter switch
    {
        And both => Conjunction(both.Left).Concat(Conjunction(both.Right)),
        Comparison { Name: "PartitionKey" or "RowKey", Value: string } comparison => [comparison],
        _ => [],
    };

    static KeyPlace Later(KeyPlace one, KeyPlace other) => Compare(one, other) >= 0 ? one : other;

    static KeyPlace Earlier(KeyPlace one, KeyPlace other) => Compare(one, other) <= 0 ? one : other;

    static int Compare(KeyPlace one, KeyPlace other) =>
        Compare(one.PartitionKey, other.PartitionKey) is not 0 and var order ? order : Compare(one.RowKey, other.RowKey);

    static int Compare(object one, object other) => (one, other) switch
    {
        (string left, string right) => string.CompareOrdinal(left, right),
        (string, _) => -1,
        (_, string) => 1,
        _ => 0,
    };
}
