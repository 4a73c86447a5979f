using System.Diagnostics;
using System.Text.Json;
using MemberServices.Messages;
using MemberServices.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace MemberServices.Tests.Telemetry;

public class WhenTelemetryIsExported
{
    readonly Exported exported = new();

    [Fact]
    public async Task Nothing_personal_and_no_token_is_in_any_span_or_line()
    {
        List<Uri> links = [];
        await using (var mls = await Mls.StartAsync(exported.From, "--Logging:LogLevel:Microsoft=Information", "--Logging:LogLevel:System=Information"))
        {
            await mls.Applies(Cast.Quilla);
            await mls.Sends(await mls.FillsIn(Cast.Quilla with { MemberEmail = "quilla, no address" }));
            await mls.Puts(Bus.Commands, WrongCommand(mls.Now));
            await mls.Advance(days: 4);
            var request = await mls.Opens(mls.Request(Cast.Bob));
            await mls.Sends(request.Form.Choosing("approve").With("reason", "Quilla is fine"));
            await mls.Opens(mls.Request(Cast.Bob));
            await mls.Opens(mls.Progress(Cast.Quilla));
            await mls.Opens("/enroll?again=" + mls.Progress(Cast.Quilla).Segments[^1]);
            links.AddRange(mls.Machine.Part<Local.Email.Inbox>().All.SelectMany(mail => mail.OwnLinks).Select(link => link.Address));
            await mls.Settle();
        }

        var text = exported.Text();
        Assert.Contains("GET /approvals/{token}", text);
        Assert.Contains("SendMail", text);
        Assert.Contains(exported.Lines, line => line.CategoryName!.StartsWith("MemberServices.", StringComparison.Ordinal));
        foreach (var secret in new[] { "Quilla", "Varga", "agents.example", "555-0187", "5550187", Cast.Quilla.MemberStateLicense, "Bob", Cast.Bob.MemberEmail })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(links.Count >= 3);
        Assert.All(links, link => Assert.DoesNotContain(link.Segments[^1], text));
    }

    [Fact]
    public void What_libraries_write_into_their_spans_is_taken_out()
    {
        using (var provider = Provider())
        {
            using var source = new ActivitySource("Azure.Data.Tables.Story");
            using var span = source.StartActivity("TableClient.AddEntity")!;
            span.SetTag("az.namespace", "Microsoft.Tables").SetTag("url.full", "https://mls.table.core.windows.net/Claims(PartitionKey='TX-123456')");
            span.SetStatus(ActivityStatusCode.Error, "jane@example.com exists");
        }

        var kept = exported.Spans.Single(span => span.Source.Name == "Azure.Data.Tables.Story");
        Assert.Equal(["az.namespace"], kept.TagObjects.Select(tag => tag.Key));
        Assert.Equal((ActivityStatusCode.Error, null), (kept.Status, kept.StatusDescription));
    }

    [Theory]
    [InlineData("Azure.Core.Http")]
    [InlineData("System.Net.Http")]
    [InlineData("Microsoft.AspNetCore")]
    public void Spans_that_hold_addresses_are_not_heard(string name)
    {
        using var provider = Provider();
        using var source = new ActivitySource(name);

        Assert.Null(source.StartActivity("GET"));
    }

    [Fact]
    public async Task Without_a_place_to_send_them_no_spans_are_made()
    {
        await using var mls = await Mls.StartAsync();

        Assert.Null(mls.Services.GetService<TracerProvider>());
    }

    TracerProvider Provider()
    {
        var services = new ServiceCollection().AddTelemetry(new ConfigurationBuilder().Build());
        services.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter((ICollection<Activity>)exported.Spans));
        return services.BuildServiceProvider().GetRequiredService<TracerProvider>();
    }

    static string WrongCommand(DateTimeOffset now)
    {
        var application = JsonSerializer.SerializeToElement(Cast.Quilla with { MemberEmail = "quilla, no address", MemberPreferredPhone = Cast.Bob.MemberEmail }, JsonSerializerOptions.Web);
        return new CloudEvent("1", "mls", "enrollment.requested", null, now, application).ToJson().ToString();
    }
}
