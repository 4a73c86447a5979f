using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;

namespace MemberServices.Tests.Durable;

public sealed class WhenTheDiskFails : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Lets the file grow no further, as a full disk does.</summary>
    static Task<long> FillAsync(EngineFixture fixture) => fixture.Machine.Database.WriteAsync(
        db => db.Scalar<long>($"PRAGMA max_page_count = {db.Scalar<long>("PRAGMA page_count")}"));

    static Task<long> EmptyAsync(EngineFixture fixture) => fixture.Machine.Database.WriteAsync(db => db.Scalar<long>("PRAGMA max_page_count = 1000000"));

    [Fact]
    public async Task The_caller_is_told_nothing_is_kept_by_half_and_work_goes_on_afterwards()
    {
        await using var fixture = await EngineFixture.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Waits", async context =>
                {
                    await context.WaitForExternalEvent<int>("Event");
                    return await context.CallActivityAsync<string>("Large");
                })
                .AddActivityFunc("Large", _ => new string('x', 200_000)),
            folder.Folder.FullName);
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("case-1"), EngineFixture.Soon());
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        await FillAsync(fixture);
        await Assert.ThrowsAsync<SqliteException>(
            () => fixture.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new string('x', 200_000), EngineFixture.Soon()));
        await fixture.Client.RaiseEventAsync("case-1", "Event", 1, EngineFixture.Soon());
        Assert.Equal(1, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_instances")));

        await EmptyAsync(fixture);

        Assert.Equal(200_000, (await fixture.EndAsync("case-1")).ReadOutputAs<string>()!.Length);
    }
}
