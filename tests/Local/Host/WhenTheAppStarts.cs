using System.Net;
using System.Net.Http.Json;

namespace MemberServices.Tests.LocalParts;

/// <summary>The whole app, in this process and as one of its own.</summary>
public sealed class WhenTheAppStarts
{
    const long LargestMegabytes = 200;

    static readonly object Lakeside = new
    {
        officeName = "Lakeside Realty",
        brokers = new[] { new { memberKey = "ann", memberFullName = "Ann Brook", memberEmail = "ann@lakeside.example" } },
        officeBrokerKey = "ann",
        delegates = Array.Empty<string>(),
    };

    [Fact]
    public async Task It_is_Monday_morning_until_a_test_moves_the_clock()
    {
        await using var mls = await Mls.StartAsync();

        Assert.Equal(Mls.MondayMorning, mls.Now);
        await mls.Advance(days: 1, hours: 2);

        Assert.Equal(Mls.MondayMorning.AddHours(26), mls.Now);
        using var health = await mls.Http.GetAsync("health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var locked = await mls.Http.GetAsync("api/offices/lakeside", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
    }

    [Fact]
    public async Task It_goes_on_with_what_it_had_when_it_was_stopped()
    {
        using var folder = new TemporaryFolder();
        await using (var mls = await Mls.StartAsync(folder.Folder))
        {
            using var written = await mls.Api.PutAsJsonAsync("api/offices/lakeside", Lakeside, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Created, written.StatusCode);
            await mls.Advance(days: 3);
        }

        await using var later = await Mls.StartAsync(folder.Folder);
        Assert.Equal(Mls.MondayMorning.AddDays(3), later.Now);
        Assert.Equal("Lakeside Realty", (await Mls.Json(await later.Api.GetAsync("api/offices/lakeside", TestContext.Current.CancellationToken))).GetProperty("officeName").GetString());
    }

    [Fact]
    public async Task A_process_that_was_killed_has_lost_nothing_that_it_acknowledged_and_is_small()
    {
        using var folder = new TemporaryFolder();
        await using var app = await AppProcess.StartAsync(folder.Folder);
        using var written = await app.Http.PutAsJsonAsync("api/offices/lakeside", Lakeside, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);

        await app.KillAsync();
        await app.StartAsync();

        Assert.Equal("Lakeside Realty", (await app.GetJsonAsync("api/offices/lakeside")).GetProperty("officeName").GetString());
        Assert.InRange(app.Megabytes, 1, LargestMegabytes);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => AppProcess.StartAsync(folder.Folder));
        Assert.Contains("Another process uses the data", refused.Message);
    }
}
