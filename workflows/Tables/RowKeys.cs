using Azure.Data.Tables;

namespace MemberServices.Tables;

/// <summary>Which rows of a partition, by their keys, which are compared ordinally. <c>default</c> is all of them.</summary>
public readonly record struct RowKeys
{
    RowKeys(FormattableString filter) => Filter = TableClient.CreateQueryFilter(filter);

    /// <summary>The filter in OData's words, or null for all rows.</summary>
    public string? Filter { get; }

    /// <summary>Keys with this prefix, itself included.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public static RowKeys StartingWith(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return Between(prefix, prefix[..^1] + (char)(prefix[^1] + 1));
    }

    /// <summary>Keys from the first on, and before the second.</summary>
    public static RowKeys Between(string from, string before) => new($"RowKey ge {from} and RowKey lt {before}");
}
