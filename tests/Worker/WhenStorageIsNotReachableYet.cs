namespace MemberServices.Tests.Worker;

/// <summary>As in the first minutes of a deployment, and with no address of its own but the platform's.</summary>
public sealed class WhenStorageIsNotReachableYet
{
    [Fact]
    public async Task The_app_starts_and_shows_what_needs_no_storage()
    {
        var settings = RunningApp.Settings(
            $"DefaultEndpointsProtocol=http;AccountName=away;AccountKey=YXdheQ==;TableEndpoint=http://127.0.0.1:{Ports.Free()}/away;");
        settings.Remove("Site__Address");
        settings["WEBSITE_HOSTNAME"] = new Uri(RunningApp.Site).Host;
        await using var host = await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), settings);

        using var request = new HttpRequestMessage(HttpMethod.Get, RunningApp.Site + "/enroll/received");

        (await host.AskAsync(request)).MustBe(200, "We wrote to you");
    }
}
