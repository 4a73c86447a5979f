using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Durable;

/// <summary>
/// SQLite's promise, which is the engine's: each commit in the write-ahead log carries a checksum that includes all before
/// it, so a log whose end is missing or garbled is good up to the last whole commit before the damage, and what a checkpoint
/// has moved into the database doesn't depend on the log at all.
/// </summary>
public sealed class WhenTheLogIsTorn : IDisposable
{
    const int Each = 12;

    readonly TemporaryFolder folder = new();

    public enum Damage
    {
        Cut,
        Zeros,
        Noise,
        OneByte,
    }

    public void Dispose() => folder.Dispose();

    static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Waits", async context => await context.CallActivityAsync<int>("PlusOne", await context.WaitForExternalEvent<int>("Event")))
        .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1);

    [Fact]
    public async Task It_opens_with_all_from_before_the_checkpoint_and_of_the_rest_all_up_to_some_commit()
    {
        var (original, log) = await RecordAsync();
        var damages = (from kind in Gen.Elements(Enum.GetValues<Damage>()) from at in Gen.Choose(0, log.Length - 1) select (kind, at)).ToArbitrary();
        var runs = 0;
        Prop.ForAll(damages, damage => CheckAsync(original, Tear(log, damage.kind, damage.at), runs++).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithQuietOnSuccess(true));

        Assert.Equal(2 * Each, await StartAsync(original, log, "whole"));
        Assert.Equal(Each, await StartAsync(original, [], "none"));
    }

    /// <summary>The database with the first half, and the log with the second, as a killed process leaves them.</summary>
    async Task<(byte[] Database, byte[] Log)> RecordAsync()
    {
        var path = folder.Path("original");
        for (var half = 0; half < 2; half++)
        {
            // The last connection that closes moves the log into the database.
            await using var fixture = await EngineFixture.StartAsync(Tasks, path);
            for (var i = half * Each; i < (half + 1) * Each; i++)
            {
                await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions($"case-{i:00}"), EngineFixture.Soon());
            }

            await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
            if (half == 1)
            {
                return (await ReadAsync("app.db"), await ReadAsync("app.db-wal"));
            }
        }

        throw new InvalidOperationException();

        async Task<byte[]> ReadAsync(string name)
        {
            using var file = new FileStream(Path.Combine(path, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var data = new byte[file.Length];
            await file.ReadExactlyAsync(data);
            return data;
        }
    }

    static byte[] Tear(byte[] log, Damage kind, int at)
    {
        byte[] torn = [.. log];
        switch (kind)
        {
            case Damage.Cut: return torn[..at];
            case Damage.Zeros: torn.AsSpan(at).Clear(); break;
            case Damage.Noise: new Random(at).NextBytes(torn.AsSpan(at)); break;
            default: torn[at] ^= 0x10; break;
        }

        return torn;
    }

    async Task<bool> CheckAsync(byte[] database, byte[] log, int run) => await StartAsync(database, log, $"run-{run}") is >= Each and <= 2 * Each;

    /// <returns>How many cases are there, which are the first ones. All of them go on.</returns>
    async Task<int> StartAsync(byte[] database, byte[] log, string name)
    {
        var path = System.IO.Directory.CreateDirectory(folder.Path(name)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(path, "app.db"), database);
        await File.WriteAllBytesAsync(Path.Combine(path, "app.db-wal"), log);
        await using var fixture = await EngineFixture.StartAsync(Tasks, path);
        Assert.Equal("ok", fixture.Machine.Database.Read(db => db.Scalar<string>("PRAGMA integrity_check")));
        var ids = new List<string>();
        await foreach (var instance in fixture.Client.GetAllInstancesAsync(new OrchestrationQuery()))
        {
            ids.Add(instance.InstanceId);
        }

        Assert.Equal(Enumerable.Range(0, ids.Count).Select(i => $"case-{i:00}"), ids.Order());
        foreach (var id in ids)
        {
            await fixture.Client.RaiseEventAsync(id, "Event", 41, EngineFixture.Soon());
            Assert.Equal(42, (await fixture.EndAsync(id)).ReadOutputAs<int>());
        }

        return ids.Count;
    }
}
