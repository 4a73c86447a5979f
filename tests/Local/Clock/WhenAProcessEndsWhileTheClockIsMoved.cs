using System.Net.Http.Json;

namespace MemberServices.Tests.LocalParts;

/// <summary>Asked to end (SIGTERM) on the way.</summary>
public sealed class WhenAProcessEndsWhileTheClockIsMoved
{
    static readonly TimeSpan Far = TimeSpan.FromDays(3650);

    [Fact]
    public async Task It_stands_where_it_was_and_goes_on_from_there()
    {
        using var folder = new TemporaryFolder();
        await using var app = await AppProcess.StartAsync(folder.Folder, "--speed", "0");
        var start = await Now();

        var moving = app.Http.PostAsJsonAsync("local/clock", new { advance = Far.ToString("c") }, TestContext.Current.CancellationToken);
        DateTimeOffset moved;
        while ((moved = await Now()) == start)
        {
            Assert.False(moving.IsCompleted);
        }
        await app.StopAsync();
        await moving.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        await app.StartAsync();
        Assert.InRange(await Now(), moved, start + Far - TimeSpan.FromDays(1));

        async Task<DateTimeOffset> Now() => (await app.GetJsonAsync("local/clock")).GetProperty("now").GetDateTimeOffset();
    }
}
