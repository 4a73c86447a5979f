using System.Text;

namespace Local.Tables;

/// <summary>A query that was understood: which rows, how many to a page, from where on.</summary>
sealed class StoreQuery
{
    const int Chunk = 1000;

    readonly Filter? filter;
    readonly int top;
    readonly string? select;
    readonly string[]? from;

    StoreQuery(EntityQuery query)
    {
        filter = FilterParser.Parse(query.Filter);
        top = query.Top ?? EntityLimits.PageSize;
        select = query.Select;
        from = query.From?.Split(' ').Select(key => Encoding.UTF8.GetString(Convert.FromBase64String(key))).ToArray();
    }

    /// <summary>The query, or why it is refused.</summary>
    public static TableRefusal? Parse(EntityQuery text, out StoreQuery query)
    {
        query = null!;
        if (text.Top is < 1 or > EntityLimits.PageSize)
        {
            return TableRefusal.InvalidInput($"A page has 1 to {EntityLimits.PageSize} entities, not {text.Top}.");
        }

        try
        {
            query = new StoreQuery(text);
            return null;
        }
        catch (FormatException exception)
        {
            return TableRefusal.InvalidInput(exception.Message);
        }
    }

    public Answer<IReadOnlyList<Dictionary<string, object?>>> Entities(EntityTable table)
    {
        var found = new List<Dictionary<string, object?>>();
        var range = KeyRange.Of(filter);
        if (from is [var partitionKey, var rowKey])
        {
            range = range with { From = new KeyPlace(partitionKey, rowKey) };
        }

        var chunk = filter is null ? top : Chunk;
        while (true)
        {
            var rows = table.Scan(range, chunk + 1);
            foreach (var row in rows.Take(chunk + (filter is null ? 1 : 0)).Where(Matches))
            {
                if (found.Count == top)
                {
                    return new(new StoreResponse(200), found, Token(row.PartitionKey, row.RowKey));
                }

                found.Add(row.ToWire(select));
            }

            if (rows.Count <= chunk)
            {
                return new(new StoreResponse(200), found);
            }

            range = range with { From = new KeyPlace(rows[chunk].PartitionKey, rows[chunk].RowKey) };
        }
    }

    public Answer<IReadOnlyList<string>> Names(LocalDatabase database)
    {
        var names = database.Read(session => session.Query("SELECT name FROM table_names ORDER BY name", reader => reader.GetString(0)))
            .Where(name => from is null || string.Compare(name, from[0], StringComparison.OrdinalIgnoreCase) >= 0)
            .Where(name => filter is null || filter.Matches(property => property == "TableName" ? name : null))
            .Take(top + 1)
            .ToList();
        return names.Count <= top ? new(new StoreResponse(200), names) : new(new StoreResponse(200), names[..top], Token(names[top]));
    }

    bool Matches(EntityRow row) => filter is null || filter.Matches(name => row[name]);

    static string Token(params string[] keys) => string.Join(' ', keys.Select(key => Convert.ToBase64String(Encoding.UTF8.GetBytes(key))));
}
