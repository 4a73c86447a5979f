namespace MemberServices.Tests.Worker;

/// <summary>As <c>func start</c> runs it: scopes are validated.</summary>
public sealed class WhenTheEnvironmentIsDevelopment(RunningApp app)
{
    [Fact]
    public async Task Pages_are_rendered()
    {
        var settings = await app.SettingsAsync();
        settings["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        await using var host = await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), settings);

        using var request = new HttpRequestMessage(HttpMethod.Get, RunningApp.Site + "/enroll");

        (await host.AskAsync(request)).MustBe(200, "Apply for membership");
    }
}
