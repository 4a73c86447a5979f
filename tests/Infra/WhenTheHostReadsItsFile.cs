using System.Text.Json;

namespace MemberServices.Tests.Infra;

/// <summary>host.json, as far as Azure's host does what it says.</summary>
public sealed class WhenTheHostReadsItsFile
{
    [Theory]
    [InlineData("telemetryMode", "OpenTelemetry")]
    [InlineData("extensions.http.hsts.isEnabled", "True")]
    [InlineData("extensions.http.hsts.maxAge", "365")]
    [InlineData("extensions.durableTask.storageProvider.type", "azureManaged")]
    [InlineData("extensions.durableTask.hubName", "%TASKHUB_NAME%")]
    // Whatever more waits is refused with 429 instead of filling the memory.
    [InlineData("extensions.http.maxConcurrentRequests", "100")]
    [InlineData("extensions.http.maxOutstandingRequests", "200")]
    [InlineData("extensions.durableTask.maxConcurrentActivityFunctions", "16")]
    [InlineData("extensions.durableTask.maxConcurrentOrchestratorFunctions", "16")]
    [InlineData("extensions.serviceBus.maxConcurrentCalls", "16")]
    // Requests are told of with the addresses that they asked for, and tokens are in those.
    [InlineData("logging.logLevel.Host~Results", "None")]
    [InlineData("logging.logLevel.Host~Aggregator", "None")]
    public void It_finds(string path, string value) => Assert.Equal(value, Snapshot.At(Source.Host, path).ToString());

    [Fact]
    public void No_answer_goes_without_the_headers_that_keep_a_link_secret()
    {
        var headers = Snapshot.At(Source.Host, "extensions.http.customHeaders").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetString());

        Assert.Equal("no-store", headers["Cache-Control"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Contains("default-src 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
    }
}
