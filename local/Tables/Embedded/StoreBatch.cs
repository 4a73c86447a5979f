namespace Local.Tables;

/// <summary>A transaction: at most 100 changes of one partition, 4 MiB, each entity once; all of them or none.</summary>
sealed class StoreBatch
{
    readonly List<Change> changes = [];
    readonly HashSet<string> rows = [];
    long size;

    public IReadOnlyList<Change> Changes => changes;

    /// <summary>Takes one more, or says why not.</summary>
    public TableRefusal? Add(Change change)
    {
        if (changes.Count == EntityLimits.BatchSize)
        {
            return TableRefusal.InvalidInput($"The batch request operation exceeds the maximum {EntityLimits.BatchSize} changes per change set.");
        }

        changes.Add(change);
        size += change.Size;
        return change.PartitionKey != changes[0].PartitionKey ? TableRefusal.OtherPartition
            : !rows.Add(change.RowKey) ? TableRefusal.DuplicateRow(change.RowKey)
            : size > EntityLimits.BatchBytes ? TableRefusal.BodyTooLarge
            : null;
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
