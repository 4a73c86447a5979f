namespace Local.Tables;

/// <summary>
/// What a request's path names: <c>/Tables</c>, <c>/Tables('Offices')</c>, <c>/Offices</c>, <c>/Offices()</c>,
/// <c>/Offices(PartitionKey='p',RowKey='r')</c> or <c>/$batch</c>.
/// </summary>
/// <param name="Collection">What stands before the parentheses.</param>
/// <param name="Name">In quotes alone.</param>
readonly record struct TableAddress(string Collection, string? Name = null, string? PartitionKey = null, string? RowKey = null)
{
    /// <exception cref="FormatException">It is none of these.</exception>
    public static TableAddress Parse(string path)
    {
        var text = Uri.UnescapeDataString(path);
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new TableAddress(text[1..]);
        }

        var collection = text[1..open];
        var rest = text.AsSpan(open);
        if (rest.SequenceEqual("()"))
        {
            return new TableAddress(collection);
        }

        var address = TryTake(ref rest, "('")
            ? new TableAddress(collection, Name: Quoted(ref rest))
            : new TableAddress(
                collection,
                PartitionKey: Take(ref rest, "(PartitionKey='") ? Quoted(ref rest) : null,
                RowKey: Take(ref rest, ",RowKey='") ? Quoted(ref rest) : null);
        return Take(ref rest, ")") && rest.IsEmpty ? address : throw Wrong();
    }

    /// <summary>The text up to the closing quote; a quote that belongs to it is doubled.</summary>
    static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var end = 0;
        while (end < rest.Length && (rest[end] != '\'' || (end + 1 < rest.Length && rest[end + 1] == '\'')))
        {
            end += rest[end] == '\'' ? 2 : 1;
        }

        if (end >= rest.Length)
        {
            throw Wrong();
        }

        var text = rest[..end].ToString().Replace("''", "'");
        rest = rest[(end + 1)..];
        return text;
    }

    static bool Take(ref ReadOnlySpan<char> rest, string expected) => TryTake(ref rest, expected) ? true : throw Wrong();

    static bool TryTake(ref ReadOnlySpan<char> rest, string expected)
    {
        if (!rest.StartsWith(expected))
        {
            return false;
        }

        rest = rest[expected.Length..];
        return true;
    }

    static FormatException Wrong() => new("The address names neither a table nor an entity.");
}
