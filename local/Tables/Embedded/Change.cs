namespace Local.Tables;

enum ChangeKind
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>A change that keeps the limits, ready to be written.</summary>
/// <param name="Body">Null for a deletion.</param>
/// <param name="IfMatch">Null: replace or merge with what is there, or else insert.</param>
sealed record Change(ChangeKind Kind, string PartitionKey, string RowKey, EntityBody? Body, string? IfMatch)
{
    /// <summary>What it counts in its transaction's size, in bytes.</summary>
    public int Size => EntityLimits.SizeOf(PartitionKey, RowKey, Body);

    /// <summary>The change, or why it is refused.</summary>
    /// <param name="partitionKey">From the request's address; null: the body has it. So with <paramref name="rowKey"/>.</param>
    /// <param name="json">The entity; nothing for a deletion.</param>
    public static TableRefusal? Check(
        ChangeKind kind, string? partitionKey, string? rowKey, ReadOnlySpan<byte> json, string? ifMatch, out Change change)
    {
        change = null!;
        EntityBody? body = null;
        if (ifMatch is not (null or "*") && !ifMatch.StartsWith("W/\"datetime'", StringComparison.Ordinal))
        {
            return TableRefusal.InvalidInput("The etag value specified in one of the request headers is not valid.");
        }

        if (kind != ChangeKind.Delete && EntityBody.Parse(json, out body) is { } unreadable)
        {
            return unreadable;
        }

        if ((partitionKey ?? body?.PartitionKey) is not { } partition || (rowKey ?? body?.RowKey) is not { } row)
        {
            return TableRefusal.PropertiesNeedValue;
        }

        change = new Change(kind, partition, row, body, ifMatch);
        return EntityLimits.OfKeys(partition, row) ?? (body is null ? null : EntityLimits.OfSize(partition, row, body));
    }
}
