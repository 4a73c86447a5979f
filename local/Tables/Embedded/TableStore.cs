namespace Local.Tables;

/// <summary>Tables in the machine's database, with the service's limits, errors and order.</summary>
sealed class TableStore
{
    readonly LocalDatabase database;
    readonly LocalClock clock;
    long last;

    public TableStore(LocalMachine machine)
    {
        database = machine.Database;
        clock = machine.Clock;
        database.WriteAsync(session =>
        {
            session.Execute("CREATE TABLE IF NOT EXISTS table_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE)");
            session.Execute(
                """
                CREATE TABLE IF NOT EXISTS table_entities (
                    table_id INTEGER NOT NULL, partition_key TEXT NOT NULL, row_key TEXT NOT NULL,
                    stamp INTEGER NOT NULL, properties BLOB NOT NULL,
                    PRIMARY KEY (table_id, partition_key, row_key)) WITHOUT ROWID
                """);
        }).GetAwaiter().GetResult();
    }

    public async Task<TableRefusal?> CreateTableAsync(string table) =>
        EntityLimits.OfTableName(table) is { } refusal ? refusal
        : await database.WriteAsync(session => session.Execute("INSERT INTO table_names (name) VALUES ($1) ON CONFLICT DO NOTHING", table)).ConfigureAwait(false) == 1
            ? null
        : TableRefusal.TableAlreadyExists;

    public async Task<TableRefusal?> DeleteTableAsync(string table)
    {
        var deleted = await database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM table_entities WHERE table_id = (SELECT id FROM table_names WHERE name = $1)", table);
            return session.Execute("DELETE FROM table_names WHERE name = $1", table);
        }).ConfigureAwait(false);
        return deleted == 1 ? null : TableRefusal.ResourceNotFound;
    }

    public StorePage<string> ListTables(StoreQuery query) => database.Read(query.Names);

    public TableRefusal? Find(string table, string partitionKey, string rowKey, out EntityRow row)
    {
        (var refusal, row) = database.Read<(TableRefusal?, EntityRow)>(session => EntityTable.Find(session, table) switch
        {
            null => (TableRefusal.TableNotFound, null!),
            var found => found.Find(partitionKey, rowKey) is { } entity ? (null, entity) : (TableRefusal.ResourceNotFound, null!),
        });
        return refusal;
    }

    /// <summary>Null where there is no such table.</summary>
    public StorePage<EntityRow>? Query(string table, StoreQuery query) =>
        database.Read(session => EntityTable.Find(session, table) is { } found ? query.Entities(found) : null);

    /// <returns>Why it wasn't done, or else the changed entity's stamp.</returns>
    public Task<(TableRefusal? Refusal, long Stamp)> ChangeAsync(string table, Change change) =>
        WriteAsync(table, (_, found, stamp) => found.Apply(change, stamp));

    /// <inheritdoc cref="ChangeAsync"/>
    public async Task<(TableRefusal? Refusal, long Stamp)> SubmitAsync(string table, StoreBatch batch)
    {
        var (refusal, stamp) = await WriteAsync(table, batch.Apply).ConfigureAwait(false);
        return (refusal == TableRefusal.TableNotFound ? refusal.At(0) : refusal, stamp);
    }

    Task<(TableRefusal? Refusal, long Stamp)> WriteAsync(string table, Func<DatabaseSession, EntityTable, long, TableRefusal?> work) =>
        database.WriteAsync(session =>
        {
            var stamp = NextStamp();
            return (EntityTable.Find(session, table) is { } found ? work(session, found, stamp) : TableRefusal.TableNotFound, stamp);
        });

    /// <summary>
    /// Later than any before, although the clock may stand still: an ETag never comes back. Called by the database's
    /// one writer only.
    /// </summary>
    long NextStamp() => last = Math.Max(clock.GetUtcNow().UtcTicks, last + 1);
}
