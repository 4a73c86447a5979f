using MemberServices.Policies;

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

        var error = Assert.Throws<PolicyException>(() => App.Build(["--memory", $"--Policies:File={file}"]));

        Assert.StartsWith("other.json can't be used:", error.Message);
        Assert.Contains("$.brand: must be there", error.Message);
    }

    [Theory]
    [InlineData("Email:Sender", "nobody")]
    [InlineData("Site:Address", "http://members.example.org")]
    [InlineData("Tables:Endpoint", "tables")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "")]
    public void A_wrong_setting_keeps_it_from_starting_and_is_named(string setting, string value) =>
        Assert.Contains(setting, Assert.Throws<ArgumentException>(() => App.Build(["--memory", $"--{setting}={value}"])).Message);
}
