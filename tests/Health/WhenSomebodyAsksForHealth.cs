using System.Text.Json;
using Local;
using Local.ServiceBus;
using MemberServices.Health;
using MemberServices.Mail;
using MemberServices.Tests.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Tests.Health;

public class WhenSomebodyAsksForHealth
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_app_says_so_and_nothing_else()
    {
        await using var mls = await Mls.StartAsync();

        var answer = await mls.Http.GetAsync("health", Cancel);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("""{"status":"healthy"}""", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Those_with_the_key_learn_what_was_checked()
    {
        await using var mls = await Mls.StartAsync();

        var report = await Mls.Json(await mls.Api.GetAsync("api/health", Cancel));

        Assert.Equal(["tables", "bus", "mail-queue", "mail", "mail-quota", "initialization", "holidays"], report.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.All(report.GetProperty("checks").EnumerateArray(), check => Assert.InRange(check.GetProperty("latencyMs").GetInt32(), 0, 5_000));
        Assert.Equal(401, (int)(await mls.Http.GetAsync("api/health", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(100, false)]
    public async Task A_mail_domain_that_is_for_trying_out_is_noted_and_nothing_is_wrong(int perHour, bool isNoted)
    {
        await using var mls = await Mls.StartAsync(builder => builder.Services.AddSingleton(new MailAllowance(5, perHour)));

        var report = await Mls.Json(await mls.Api.GetAsync("api/health", Cancel));

        var check = report.GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "mail-quota");
        Assert.Equal(("healthy", "healthy"), (report.GetProperty("status").GetString(), check.GetProperty("state").GetString()));
        Assert.Equal(isNoted, check.GetProperty("note").GetString()?.Contains("10 mails an hour") == true);
        Assert.Equal(JsonValueKind.Null, check.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task What_fails_is_named_to_those_with_the_key_and_anybody_learns_that_something_does()
    {
        await using var mls = await Mls.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck<Broken>("last"));

        var anybody = await mls.Http.GetAsync("health", Cancel);
        var report = await Mls.Json(await mls.Api.GetAsync("api/health", Cancel));

        Assert.Equal(503, (int)anybody.StatusCode);
        Assert.Equal("""{"status":"unhealthy"}""", await anybody.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("unhealthy", report.GetProperty("status").GetString());
        var last = report.GetProperty("checks").EnumerateArray().Last();
        Assert.Equal(
            ("last", "unhealthy", false, "InvalidOperationException"),
            (last.GetProperty("name").GetString(), last.GetProperty("state").GetString(), last.GetProperty("works").GetBoolean(), last.GetProperty("error").GetString()));
        Assert.DoesNotContain("a secret", last.GetRawText());
    }

    [Fact]
    public async Task An_answer_is_kept_for_ten_seconds()
    {
        var tries = 0;
        await using var mls = await Mls.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck("counted", () =>
        {
            tries++;
            return HealthCheckResult.Healthy();
        }));

        await mls.Http.GetAsync("health", Cancel);
        await mls.Http.GetAsync("health", Cancel);
        await mls.Advance(TimeSpan.FromSeconds(10));
        await mls.Http.GetAsync("health", Cancel);

        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Tables_and_queues_that_are_not_reached_fail_their_checks()
    {
        await using var mls = await Mls.StartAsync();
        var gone = new LocalMachine();
        var tables = EmbeddedAccount.Open(gone);
        await using var bus = new LocalServiceBusClient(gone);
        await gone.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => new TablesCheck(tables).CheckHealthAsync(new(), Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => new BusCheck(bus).CheckHealthAsync(new(), Cancel));
    }

    sealed class Broken : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("a secret");
    }
}
