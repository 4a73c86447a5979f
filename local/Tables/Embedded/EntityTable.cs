namespace Local.Tables;

/// <summary>What changes do to the rows of one table, inside a transaction.</summary>
sealed class EntityTable(DatabaseSession session, long table)
{
    const string Columns = "partition_key, row_key, stamp, properties";

    /// <summary>Null where there is no such table.</summary>
    public static EntityTable? Find(DatabaseSession session, string name) =>
        session.Scalar<long?>("SELECT id FROM table_names WHERE name = $1", name) is { } id ? new EntityTable(session, id) : null;

    public EntityRow? Find(string partitionKey, string rowKey) =>
        session.Query(
            $"SELECT {Columns} FROM table_entities WHERE table_id = $1 AND partition_key = $2 AND row_key = $3",
            EntityRow.Read,
            table,
            partitionKey,
            rowKey).FirstOrDefault();

    /// <summary>Rows in key order, both ends included.</summary>
    public List<EntityRow> Scan(KeyRange range, int count) =>
        session.Query(
            $"""
            SELECT {Columns} FROM table_entities
            WHERE table_id = $1 AND (partition_key, row_key) >= ($2, $3) AND (partition_key, row_key) <= ($4, $5)
            ORDER BY partition_key, row_key LIMIT $6
            """,
            EntityRow.Read,
            table,
            range.From.PartitionKey,
            range.From.RowKey,
            range.To.PartitionKey,
            range.To.RowKey,
            count);

    /// <summary>Does the change, or says why not; then nothing was done.</summary>
    public TableRefusal? Apply(Change change, long stamp)
    {
        if (change.Kind == ChangeKind.Insert)
        {
            return Insert(change, stamp) ? null : TableRefusal.EntityAlreadyExists;
        }

        var found = Find(change.PartitionKey, change.RowKey);
        if (found is null && change.IfMatch is null && change.Body is not null)
        {
            Insert(change, stamp);
            return null;
        }

        if (found is null)
        {
            return TableRefusal.ResourceNotFound;
        }

        if (change.IfMatch is not (null or "*") && change.IfMatch != EntityRow.Tag(found.Stamp))
        {
            return TableRefusal.ConditionNotMet;
        }

        return change.Body is null ? Delete(change) : Update(change, change.Body, found, stamp);
    }

    bool Insert(Change change, long stamp) => session.Execute(
        $"INSERT INTO table_entities (table_id, {Columns}) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        table,
        change.PartitionKey,
        change.RowKey,
        stamp,
        change.Body!.Json) == 1;

    TableRefusal? Delete(Change change)
    {
        session.Execute(
            "DELETE FROM table_entities WHERE table_id = $1 AND partition_key = $2 AND row_key = $3",
            table,
            change.PartitionKey,
            change.RowKey);
        return null;
    }

    TableRefusal? Update(Change change, EntityBody body, EntityRow found, long stamp)
    {
        if (change.Kind == ChangeKind.Merge
            && (body.MergeInto(found.Json, out body) ?? EntityLimits.OfSize(found.PartitionKey, found.RowKey, body)) is { } refusal)
        {
            return refusal;
        }

        session.Execute(
            "UPDATE table_entities SET stamp = $4, properties = $5 WHERE table_id = $1 AND partition_key = $2 AND row_key = $3",
            table,
            found.PartitionKey,
            found.RowKey,
            stamp,
            body.Json);
        return null;
    }
}
