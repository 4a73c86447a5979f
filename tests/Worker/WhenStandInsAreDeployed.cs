namespace MemberServices.Tests.Worker;

public sealed class WhenStandInsAreDeployed(RunningApp app)
{
    [Fact]
    public async Task The_app_says_so_at_its_start()
    {
        var host = await app.HostAsync();

        Assert.Contains("Published with stand-ins for Azure.Communication.Email", host.Said);
    }

    [Fact]
    public async Task It_does_not_run_in_Azure()
    {
        var settings = RunningApp.Settings("UseDevelopmentStorage=true");
        settings["WEBSITE_INSTANCE_ID"] = "0123456789abcdef";

        var (code, said) = await FunctionsHost.StartToEndAsync(await PublishedApp.FolderAsync(), settings);

        Assert.NotEqual(0, code);
        Assert.Contains("publish it without -p:Standins=true", said);
    }
}
