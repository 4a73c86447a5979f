using Azure;
using Azure.Core;

namespace Local.Tables;

/// <summary>Tables in the local edition's database, with the service's limits, errors and order.</summary>
sealed class TableStore : ITableBackend
{
    readonly LocalDatabase database;
    readonly LocalClock clock;
    long last;

    public TableStore(LocalEdition edition)
    {
        database = edition.Database;
        clock = edition.Clock;
        AccountName = edition.Name;
        Endpoint = edition.Endpoint;
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

    public string AccountName { get; }

    public Uri Endpoint { get; }

    public async Task<Response> CreateTableAsync(string table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var refusal = EntityLimits.OfTableName(table);
        if (refusal is null && await database.WriteAsync(session =>
            session.Execute("INSERT INTO table_names (name) VALUES ($1) ON CONFLICT DO NOTHING", table)).ConfigureAwait(false) == 0)
        {
            refusal = TableRefusal.TableAlreadyExists;
        }

        return refusal is null ? new StoreResponse(204) : Refused(refusal);
    }

    public async Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var deleted = await database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM table_entities WHERE table_id = (SELECT id FROM table_names WHERE name = $1)", table);
            return session.Execute("DELETE FROM table_names WHERE name = $1", table);
        }).ConfigureAwait(false);
        return deleted == 1 ? new StoreResponse(204) : Refused(TableRefusal.ResourceNotFound);
    }

    public Task<Answer<IReadOnlyList<string>>> ListTablesAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(StoreQuery.Parse(query, out var parsed) is { } refusal ? new(Refused(refusal), null) : parsed.Names(database));
    }

    public Task<Answer<Dictionary<string, object?>>> FindAsync(
        string table, string partitionKey, string rowKey, string? select, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (refusal, row) = database.Read(session => EntityTable.Find(session, table) switch
        {
            null => (TableRefusal.TableNotFound, null),
            var found => (TableRefusal.ResourceNotFound, found.Find(partitionKey, rowKey)),
        });
        return Task.FromResult(row is null
            ? new Answer<Dictionary<string, object?>>(Refused(refusal), null)
            : new Answer<Dictionary<string, object?>>(Ok(200, row.Stamp), row.ToWire(select)));
    }

    public Task<Answer<IReadOnlyList<Dictionary<string, object?>>>> QueryAsync(
        string table, EntityQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (StoreQuery.Parse(query, out var parsed) is { } refusal)
        {
            return Task.FromResult(new Answer<IReadOnlyList<Dictionary<string, object?>>>(Refused(refusal), null));
        }

        var answer = database.Read(session => EntityTable.Find(session, table) is { } found ? parsed.Entities(found) : null);
        return Task.FromResult(answer ?? new(Refused(TableRefusal.TableNotFound), null));
    }

    public async Task<Response> ChangeAsync(string table, EntityChange asked, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Change.Check(asked, out var change) is { } refusal)
        {
            return Refused(refusal);
        }

        var (refused, stamp) = await database.WriteAsync(session =>
        {
            var now = NextStamp();
            return (EntityTable.Find(session, table) is { } found ? found.Apply(change, now) : TableRefusal.TableNotFound, now);
        }).ConfigureAwait(false);
        return refused is null ? Done(change, stamp) : Refused(refused);
    }

    public async Task<Answer<IReadOnlyList<Response>>> SubmitAsync(
        string table, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var refusal = StoreBatch.Check(changes, out var batch);
        var stamp = 0L;
        if (refusal is null)
        {
            (refusal, stamp) = await database.WriteAsync(session =>
            {
                var now = NextStamp();
                return (EntityTable.Find(session, table) is { } found ? batch.Apply(session, found, now) : TableRefusal.TableNotFound.At(0), now);
            }).ConfigureAwait(false);
        }

        return refusal switch
        {
            null => new(new StoreResponse(202), [.. batch.Changes.Select(change => Done(change, stamp))]),
            { Status: 413 } => new(Refused(refusal), null),
            _ => new(new StoreResponse(202), [Refused(refusal)]),
        };
    }

    /// <summary>
    /// Later than any before, although the clock may stand still: an ETag never comes back. Called by the database's
    /// one writer only.
    /// </summary>
    long NextStamp() => last = Math.Max(clock.GetUtcNow().UtcTicks, last + 1);

    StoreResponse Refused(TableRefusal refusal) => StoreResponse.Of(refusal, clock.GetUtcNow());

    static StoreResponse Done(Change change, long stamp) => change.Properties is null ? new StoreResponse(204) : Ok(204, stamp);

    static StoreResponse Ok(int status, long stamp) => new(status, new HttpHeader("ETag", EntityRow.Tag(stamp)));
}
