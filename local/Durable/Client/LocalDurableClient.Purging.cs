using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>Purging instances.</summary>
sealed partial class LocalDurableClient
{
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var found = machine.Database.Read(db => InstanceStore.Find(db, instanceId));
        if (found is { } running && RunningStatuses.Contains(running.Status))
        {
            throw new InvalidOperationException($"Instance '{instanceId}' is {running.Status}; only one that is over can be purged.");
        }

        return new(found is { } over ? await PurgeAsync([over.Key], options) : 0, true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        if (filter.Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "The timeout must be positive.");
        }

        var from = machine.Clock.GetUtcNow();
        var purged = 0;
        for (var after = 0L; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = machine.Database.Read(db => db.Query(
                $"SELECT i.key FROM durable_instances i WHERE {Filter} AND i.status IN (1, 3, 5) ORDER BY i.key LIMIT 100",
                row => row.GetInt64(0), after, filter.CreatedFrom?.UtcTicks, filter.CreatedTo?.UtcTicks, StatusList(filter.Statuses)));
            if (page.Count == 0 || machine.Clock.GetUtcNow() - from > filter.Timeout)
            {
                return new(purged, page.Count == 0);
            }

            purged += await PurgeAsync(page, options);
            after = page[^1];
        }
    }

    Task<int> PurgeAsync(IReadOnlyList<long> keys, PurgeInstanceOptions? options) =>
        machine.Database.WriteAsync(db => keys.Sum(key => Purge(db, key, options?.Recursive ?? false)));

    /// <returns>How many: none while it runs; with <paramref name="recursive"/> also its sub-orchestrations, but for running ones.</returns>
    static int Purge(DatabaseSession db, long key, bool recursive)
    {
        if (db.Scalar<long>("SELECT count(*) FROM durable_instances WHERE key = $1 AND status IN (1, 3, 5)", key) == 0)
        {
            return 0;
        }

        var children = recursive ? Children(db, key) : [];
        InstanceStore.Delete(db, key);
        return 1 + children.Sum(child => Purge(db, child, recursive));
    }

    /// <summary>Sub-orchestrations of an instance's last generation. One whose history can't be read shows none.</summary>
    static List<long> Children(DatabaseSession db, long key)
    {
        try
        {
            return InstanceStore.Load(db, key) is { } parent
                ? [.. parent.History.OfType<ChildCreated>().Select(step => InstanceStore.Child(db, parent, step)?.Key).OfType<long>()]
                : [];
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
