using System.Text.Json;

namespace MemberServices.Tests.Infra;

public sealed class WhenTemplatesAreCompiled
{
    [Theory]
    [InlineData("build", "infra/**/*.bicep")]
    [InlineData("lint", "infra/**/*.bicep")]
    [InlineData("build-params", "tests/Infra/variants/*.bicepparam")]
    public async Task There_is_nothing_to_complain_of(string command, string files)
    {
        using var checkout = new Checkout();

        var ended = await Tool.RunAsync(Tool.Bicep, [command, "--pattern", files], checkout.Root);

        // A wrong property, type or version is a warning, and the compiler ends well all the same.
        Assert.Equal((0, "", ""), (ended.Code, ended.Output, ended.Errors));
    }

    [Fact]
    public async Task They_are_formatted()
    {
        using var checkout = new Checkout();
        foreach (var files in new[] { "infra/**/*.bicep", "tests/Infra/variants/*.bicepparam" })
        {
            var ended = await Tool.RunAsync(Tool.Bicep, ["format", "--pattern", files], checkout.Root);
            Assert.Equal((0, ""), (ended.Code, ended.Errors));
        }

        Assert.All(Checkout.Templates(), file => Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, file)), File.ReadAllText(Path.Combine(checkout.Root, file))));
    }

    [Fact]
    public async Task Every_parameter_can_be_set_by_azd_and_has_one_default()
    {
        using var checkout = new Checkout();
        var build = await Tool.RunAsync(Tool.Bicep, ["build", "infra/main.bicep", "--stdout"], checkout.Root);
        var declared = JsonElement.Parse(build.Output).GetProperty("parameters");
        var given = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(checkout.Root, "infra/main.parameters.json"))).GetProperty("parameters");

        Assert.Equal(declared.EnumerateObject().Select(each => each.Name).Order(), given.EnumerateObject().Select(each => each.Name).Order());
        Assert.All(given.EnumerateObject(), each =>
        {
            // "${NAME}", or "${NAME=default}": then the default is the template's.
            var text = each.Value.GetProperty("value").GetString()!;
            Assert.Matches(@"^\$\{[A-Z_]+(=[^}]+)?\}$", text);
            var own = text.Contains('=', StringComparison.Ordinal) ? text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..^1] : "";
            if (declared.GetProperty(each.Name).TryGetProperty("defaultValue", out var value))
            {
                Assert.Equal(value.ToString(), own, ignoreCase: true);
            }
        });
    }

    [Fact]
    public async Task A_misspelt_property_is_found()
    {
        using var checkout = new Checkout();
        var file = Path.Combine(checkout.Root, "infra/modules/storage.bicep");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("allowSharedKeyAccess", "allowSharedKeyAcces", StringComparison.Ordinal));

        var build = await Tool.RunAsync(Tool.Bicep, ["build", "infra/main.bicep", "--stdout"], checkout.Root);

        Assert.Contains("allowSharedKeyAcces", build.Errors, StringComparison.Ordinal);
    }
}
