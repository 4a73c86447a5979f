namespace Local.Tables;

/// <summary>A query that was understood: which rows, how many to a page, from where on.</summary>
sealed class StoreQuery
{
    const int Chunk = 1000;

    readonly Filter? filter;
    readonly int top;
    readonly StorePlace? from;

    StoreQuery(string? filter, int? top, StorePlace? from)
    {
        this.filter = FilterParser.Parse(filter);
        this.top = top ?? EntityLimits.PageSize;
        this.from = from;
    }

    /// <summary>The query, or why it is refused.</summary>
    public static TableRefusal? Parse(string? filter, int? top, StorePlace? from, out StoreQuery query)
    {
        query = null!;
        if (top is < 1 or > EntityLimits.PageSize)
        {
            return TableRefusal.InvalidInput($"A page has 1 to {EntityLimits.PageSize} entities, not {top}.");
        }

        try
        {
            query = new StoreQuery(filter, top, from);
            return null;
        }
        catch (FormatException exception)
        {
            return TableRefusal.InvalidInput(exception.Message);
        }
    }

    public StorePage<EntityRow> Entities(EntityTable table)
    {
        var found = new List<EntityRow>();
        var range = KeyRange.Of(filter);
        if (from is not null)
        {
            range = range with { From = new KeyPlace(from.PartitionKey, from.RowKey) };
        }

        var chunk = filter is null ? top : Chunk;
        while (true)
        {
            var rows = table.Scan(range, chunk + 1);
            foreach (var row in rows.Take(chunk + (filter is null ? 1 : 0)).Where(Matches))
            {
                if (found.Count == top)
                {
                    return new(found, new StorePlace(row.PartitionKey, row.RowKey));
                }

                found.Add(row);
            }

            if (rows.Count <= chunk)
            {
                return new(found, null);
            }

            range = range with { From = new KeyPlace(rows[chunk].PartitionKey, rows[chunk].RowKey) };
        }
    }

    /// <summary>Names of tables; where to go on is the next one's.</summary>
    public StorePage<string> Names(DatabaseSession session)
    {
        var names = session.Query("SELECT name FROM table_names ORDER BY name", reader => reader.GetString(0))
            .Where(name => from is null || string.Compare(name, from.PartitionKey, StringComparison.OrdinalIgnoreCase) >= 0)
            .Where(name => filter is null || filter.Matches(property => property == "TableName" ? name : null))
            .Take(top + 1)
            .ToList();
        return names.Count <= top ? new(names, null) : new(names[..top], new StorePlace(names[top], ""));
    }

    bool Matches(EntityRow row) => filter is null || filter.Matches(name => row[name]);
}

/// <summary>Where the next page begins.</summary>
sealed record StorePlace(string PartitionKey, string RowKey);

/// <param name="Next">Null after the last page.</param>
sealed record StorePage<T>(IReadOnlyList<T> Values, StorePlace? Next);
