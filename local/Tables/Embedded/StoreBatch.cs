namespace Local.Tables;

/// <summary>A transaction: at most 100 changes of one partition, 4 MiB, each entity once; all of them or none.</summary>
sealed class StoreBatch
{
    readonly List<Change> changes = [];

    public IReadOnlyList<Change> Changes => changes;

    public static TableRefusal? Check(IReadOnlyList<EntityChange> asked, out StoreBatch batch)
    {
        batch = new StoreBatch();
        if (asked.Count > EntityLimits.BatchSize)
        {
            return TableRefusal.InvalidInput(
                $"{EntityLimits.BatchSize}:The batch request operation exceeds the maximum {EntityLimits.BatchSize} changes per change set.");
        }

        var rows = new HashSet<string>();
        for (var i = 0; i < asked.Count; i++)
        {
            var refusal = Change.Check(asked[i], out var change)
                ?? (asked[i].PartitionKey != asked[0].PartitionKey ? TableRefusal.OtherPartition : null)
                ?? (rows.Add(asked[i].RowKey) ? null : TableRefusal.DuplicateRow(asked[i].RowKey));
            if (refusal is not null)
            {
                return refusal.At(i);
            }

            batch.changes.Add(change);
        }

        return batch.changes.Sum(change => change.Size) > EntityLimits.BatchBytes ? TableRefusal.BodyTooLarge : null;
    }

    public TableRefusal? Apply(DatabaseSession session, EntityTable table, long stamp)
    {
        session.Execute("SAVEPOINT table_batch");
        TableRefusal? refusal = null;
        for (var i = 0; i < changes.Count && refusal is null; i++)
        {
            refusal = table.Apply(changes[i], stamp)?.At(i);
        }

        if (refusal is not null)
        {
            session.Execute("ROLLBACK TO table_batch");
        }

        session.Execute("RELEASE table_batch");
        return refusal;
    }
}
