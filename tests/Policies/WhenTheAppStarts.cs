using Azure.Messaging.ServiceBus;
using Local.Host;
using MemberServices.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Policies;

public class WhenTheAppStarts
{
    [Fact]
    public void A_wrong_policy_file_keeps_it_from_starting()
    {
        using var folder = new TemporaryFolder();
        folder.Folder.Create();
        var file = folder.Path("other.json");
        File.WriteAllText(file, "{}");

        var error = Assert.Throws<PolicyException>(() => Mls.Build(["--memory", $"--Policies:File={file}"]));

        Assert.StartsWith("other.json can't be used:", error.Message);
        Assert.Contains("$.brand: must be there", error.Message);
    }

    [Theory]
    [InlineData("Email:Sender", "nobody")]
    [InlineData("Site:Address", "http://members.example.org")]
    [InlineData("Site:TrustedHops", "-1")]
    [InlineData("Site:TrustedHops", "one")]
    [InlineData("Mail:PerMinute", "0")]
    [InlineData("Mail:PerHour", "many")]
    [InlineData("Tables:Endpoint", "tables")]
    [InlineData("Tables", "tables")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "")]
    public void A_wrong_setting_keeps_it_from_starting_and_is_named(string setting, string value) =>
        Assert.Contains(setting, Assert.Throws<ArgumentException>(() => Mls.Build(["--memory", $"--{setting}={value}"])).Message);

    [Theory]
    [InlineData("ServiceBus", "Endpoint=sb://members.servicebus.windows.net/;SharedAccessKeyName=app;SharedAccessKey=a2V5")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "members.servicebus.windows.net")]
    public async Task Service_Bus_is_given_as_a_connection_string_or_as_a_namespace_for_its_identity(string setting, string value)
    {
        await using var services = new ServiceCollection().AddMemberServices(InAzure(setting, value)).BuildServiceProvider();
        Assert.Equal("members.servicebus.windows.net", services.GetRequiredService<ServiceBusClient>().FullyQualifiedNamespace);
    }

    [Fact]
    public void A_connection_string_that_is_none_keeps_it_from_starting() => Assert.Contains(
        "The setting ServiceBus must be a connection string",
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMemberServices(InAzure("ServiceBus", "nowhere"))).Message);

    [Fact]
    public void On_one_machine_another_Service_Bus_is_refused()
    {
        var refused = Assert.Throws<HostStartException>(() => Mls.Build(["--memory", "--ServiceBus:fullyQualifiedNamespace=members.servicebus.windows.net"]));
        Assert.Contains("ServiceBus:fullyQualifiedNamespace", refused.Message);
    }

    static ConfigurationManager InAzure(string setting, string value) => new()
    {
        ["Site:Address"] = "https://members.example",
        ["Tables:Endpoint"] = "https://members.table.core.windows.net",
        ["Email:Endpoint"] = "https://members.communication.azure.com",
        ["Email:Sender"] = "DoNotReply@members.example",
        [setting] = value,
    };
}
