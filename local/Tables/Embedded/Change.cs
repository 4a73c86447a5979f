using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>A change that was checked against the limits, ready to be written.</summary>
/// <param name="Properties">The entity's own, typed; null for a deletion.</param>
sealed record Change(EntityChange Asked, IReadOnlyDictionary<string, object>? Properties)
{
    static readonly HashSet<string> NotOwn = ["PartitionKey", "RowKey", "Timestamp", "odata.etag", "odata.metadata"];

    public bool Merges => Asked.Kind is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge;

    public int Size => EntityLimits.SizeOf(Asked.PartitionKey, Asked.RowKey, Properties ?? new Dictionary<string, object>());

    /// <summary>The change, or why it is refused.</summary>
    public static TableRefusal? Check(EntityChange asked, out Change change)
    {
        change = new Change(asked, null);
        if (asked.PartitionKey is null || asked.RowKey is null)
        {
            return TableRefusal.PropertiesNeedValue;
        }

        if (asked.IfMatch is not (null or "*") && !asked.IfMatch.StartsWith("W/\"datetime'", StringComparison.Ordinal))
        {
            return TableRefusal.InvalidInput("The etag value specified in one of the request headers is not valid.");
        }

        if (EntityLimits.OfKeys(asked.PartitionKey, asked.RowKey) is { } refusal)
        {
            return refusal;
        }

        if (asked.Properties is null)
        {
            return null;
        }

        try
        {
            change = new Change(asked, Own(asked.Properties));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or NotSupportedException)
        {
            return TableRefusal.InvalidInput(exception.Message);
        }

        return EntityLimits.OfProperties(asked.PartitionKey, asked.RowKey, change.Properties!);
    }

    /// <summary>The entity's own properties, typed. What is null isn't stored.</summary>
    public static Dictionary<string, object> Own(Dictionary<string, object?> wire)
    {
        var own = new Dictionary<string, object>(wire.Count);
        foreach (var (name, plain) in wire)
        {
            if (plain is not null && !NotOwn.Contains(name) && !name.EndsWith(Edm.TypeSuffix, StringComparison.Ordinal))
            {
                own.Add(name, Edm.Typed(plain, Edm.TypeOf(wire, name))!);
            }
        }

        return own;
    }

    /// <summary>Typed properties as they are stored.</summary>
    public static byte[] Json(IReadOnlyDictionary<string, object> own)
    {
        var wire = new Dictionary<string, object?>(own.Count);
        foreach (var (name, value) in own)
        {
            EntityWriter.Set(wire, name, value);
        }

        return WireJson.Write(wire);
    }
}
