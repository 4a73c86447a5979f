using MemberServices.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Hosting;

public class WhenTheSiteHasAnAddress
{
    [Theory]
    [InlineData("https://members.example.org", null, "https://members.example.org/")]
    [InlineData("https://members.example.org", "mls.azurewebsites.net", "https://members.example.org/")]
    [InlineData(null, "mls.azurewebsites.net", "https://mls.azurewebsites.net/")]
    [InlineData("", "mls.azurewebsites.net", "https://mls.azurewebsites.net/")]
    public void It_is_the_setting_s_or_the_platform_s(string? setting, string? platform, string expected)
    {
        using var services = Compose(setting, platform).BuildServiceProvider();

        Assert.Equal(expected, services.GetRequiredService<SiteAddress>().Base.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_one_the_app_does_not_start_and_says_what_is_missing(string? setting) =>
        Assert.StartsWith(
            "Site:Address must be the public address of the site, such as https://",
            Assert.Throws<ArgumentException>(() => Compose(setting, null)).Message);

    [Fact]
    public async Task On_one_machine_it_is_where_the_host_listens_also_when_the_system_chooses_the_port()
    {
        await using var mls = await Mls.StartAsync();

        Assert.Equal(mls.Http.BaseAddress, mls.Services.GetRequiredService<SiteAddress>().Base);
        Assert.NotEqual(0, mls.Http.BaseAddress!.Port);
    }

    static IServiceCollection Compose(string? setting, string? platform) => new ServiceCollection().AddMemberServices(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Site:Address"] = setting,
            ["WEBSITE_HOSTNAME"] = platform,
            ["Tables:Endpoint"] = "https://mls.table.core.windows.net",
            ["ServiceBus:fullyQualifiedNamespace"] = "mls.servicebus.windows.net",
            ["Email:Endpoint"] = "https://mls.unitedstates.communication.azure.com",
            ["Email:Sender"] = "DoNotReply@members.example.org",
        }).Build());
}
