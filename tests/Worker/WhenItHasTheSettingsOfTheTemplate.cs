using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Tests.Infra;

namespace MemberServices.Tests.Worker;

/// <summary>The published app with the settings that Bicep gives it, and no other. Nothing of Azure is there.</summary>
public sealed partial class WhenItHasTheSettingsOfTheTemplate
{
    /// <summary>What only the host reads, in its own code: docs of Azure Functions, "App settings reference".</summary>
    static readonly string[] OfTheHost = ["AzureWebJobsDisableHomepage", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID"];

    /// <summary>What the host's connections have for themselves: a section of theirs is found by what names it.</summary>
    static readonly string[] OfAConnection = ["credential", "clientId", "fullyQualifiedNamespace", "blobServiceUri", "queueServiceUri", "tableServiceUri"];

    public static TheoryData<string> Variants => [.. Snapshot.Variants];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task It_starts(string variant)
    {
        await using var host = await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), await SettingsAsync(variant));

        Assert.NotEmpty(host.Loaded);
        Assert.All(host.Loaded, each => Assert.True(each.Value.Status == Messages.StatusResult.Types.Status.Success, $"{each.Key}: {each.Value.Exception?.Message}"));
    }

    [Fact]
    public async Task It_shows_its_pages_at_the_address_that_it_is_given()
    {
        var settings = await SettingsAsync("default");
        await using var host = await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), settings);

        using var request = new HttpRequestMessage(HttpMethod.Get, settings["Site__Address"] + "/enroll/received");

        (await host.AskAsync(request)).MustBe(200, "We wrote to you");
    }

    [Theory]
    [InlineData("Tables__Endpoint")]
    [InlineData("ServiceBus__fullyQualifiedNamespace")]
    [InlineData("Email__Endpoint")]
    public async Task Without_one_that_it_needs_it_says_which(string name)
    {
        var settings = await SettingsAsync("default");
        Assert.True(settings.Remove(name));

        var (code, said) = await FunctionsHost.StartToEndAsync(await PublishedApp.FolderAsync(), settings);

        Assert.NotEqual(0, code);
        Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task With_a_wrong_policy_it_says_every_error_and_where_and_nothing_of_the_code()
    {
        var settings = await SettingsAsync("default");
        var file = Path.Combine(Path.GetTempPath(), $"policies-{Guid.NewGuid():n}.json");
        var text = await File.ReadAllTextAsync(Path.Combine(await PublishedApp.FolderAsync(), "policies.json"));
        await File.WriteAllTextAsync(file, text
            .Replace("\"#14507a\"", "\"blue\"").Replace("\"progressDays\": 400", "\"progressDays\": 1").Replace("\"default\": \"office\"", "\"default\": \"home\"")
            .Replace("\"holidays\": [", "\"holidaysFile\": \"none.ics\", \"holidays\": [").Replace("\"stopMailDays\"", "\"stopMailsDays\""));
        settings["Policies__File"] = file;

        var (code, said) = await FunctionsHost.StartToEndAsync(await PublishedApp.FolderAsync(), settings);
        File.Delete(file);

        Assert.NotEqual(0, code);
        Assert.All(
            ["$.brand.color", "$.links.progressDays", "$.calendars.default", "$.calendars.named.office.holidaysFile", "$.forms.stopMailsDays", "$.forms.stopMailDays"],
            path => Assert.Contains($"  {path}: ", said));
        Assert.DoesNotContain("   at MemberServices", said);
    }

    [Fact]
    public async Task Each_that_a_trigger_or_the_hosts_file_names_is_there()
    {
        var settings = await SettingsAsync("default");
        await using var host = await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), settings);

        Assert.All(await NamedForTheHostAsync(host), name => Assert.True(
            settings.ContainsKey(name) || settings.ContainsKey($"{name}__fullyQualifiedNamespace"), $"'{name}' is a setting that a function or host.json names and infra/ doesn't."));
    }

    [Fact]
    public async Task Each_is_read_by_somebody()
    {
        var folder = await PublishedApp.FolderAsync();
        var settings = await SettingsAsync("default");
        await using var host = await FunctionsHost.StartAsync(folder, settings);
        var named = (await NamedForTheHostAsync(host)).Append("AzureWebJobsStorage").ToList();
        var code = System.IO.Directory.EnumerateFiles(folder, "*.dll").Select(File.ReadAllBytes).ToList();

        Assert.All(settings.Keys, name => Assert.True(
            OfTheHost.Contains(name) || named.Contains(name) || named.Any(each => IsOf(each, name)) || code.Any(bytes => Says(bytes, name)),
            $"'{name}' is a setting that infra/ has and nobody reads."));

        static bool IsOf(string connection, string name) =>
            name.StartsWith($"{connection}__", StringComparison.Ordinal) && OfAConnection.Contains(name[(connection.Length + 2)..]);

        // As texts stand in an assembly.
        static bool Says(byte[] assembly, string name) =>
            assembly.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name.Replace("__", ":", StringComparison.Ordinal))) >= 0;
    }

    /// <summary>The target is 400 ms on a machine that does nothing else; ../Benchmarks/README.md has what was measured.</summary>
    [Fact]
    public async Task It_is_ready_soon()
    {
        var starts = new List<(TimeSpan In, TimeSpan With)>();
        for (var i = 0; i < 3; i++)
        {
            await using var host = await FunctionsHost.StartAsync(await PublishedApp.FolderAsync(), await SettingsAsync("default"));
            starts.Add((host.StartedIn, host.StartedWith));
        }

        var least = starts.Min(start => start.With);
        TestContext.Current.SendDiagnosticMessage(
            $"ready {string.Join(", ", starts.Select(start => $"{start.In.TotalMilliseconds:n0}"))} ms after the process's start, "
            + $"with {least.TotalMilliseconds:n0} ms of processor time");
        // What it takes of the processor depends less on what else runs here than how long it takes.
        Assert.True(least < TimeSpan.FromSeconds(3), $"A start takes {least} of processor time: is it compiled beforehand?");
    }

    /// <summary>The settings' names that stand in what the host reads: connections of triggers, %NAME%.</summary>
    static async Task<IReadOnlyList<string>> NamedForTheHostAsync(FunctionsHost host)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(await PublishedApp.FolderAsync(), "host.json"));
        var bindings = host.Functions.SelectMany(function => function.RawBindings).ToList();
        return
        [
            .. bindings.Select(binding => JsonElement.Parse(binding)).Where(binding => binding.TryGetProperty("connection", out _))
                .Select(binding => binding.GetProperty("connection").GetString()!)
                .Concat(bindings.Append(file).SelectMany(text => Percent().Matches(text).Select(match => match.Groups[1].Value)))
                .Append(Snapshot.At(JsonElement.Parse(file), "extensions.durableTask.storageProvider.connectionStringName").GetString()!)
                .Distinct(),
        ];
    }

    /// <summary>With what Azure alone knows made up.</summary>
    static async Task<Dictionary<string, string>> SettingsAsync(string variant) => (await Snapshot.OfAsync(variant)).Settings
        .ToDictionary(each => each.Key, each => each.Value.Contains('[', StringComparison.Ordinal) ? MadeUp(each.Key) : each.Value);

    static string MadeUp(string name) => name switch
    {
        "APPLICATIONINSIGHTS_CONNECTION_STRING" => "InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=https://insights.invalid/",
        "Email__Sender" => "DoNotReply@mail.invalid",
        _ when name.EndsWith("Endpoint", StringComparison.Ordinal) || name.EndsWith("Uri", StringComparison.Ordinal) => "https://azure.invalid",
        _ => "00000000-0000-4000-8000-000000000002",
    };

    [GeneratedRegex("%([A-Za-z_]+)%")]
    private static partial Regex Percent();
}
