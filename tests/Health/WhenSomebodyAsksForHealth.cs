using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Local;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

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

        Assert.Equal(["tables", "bus"], report.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(401, (int)(await mls.Http.GetAsync("api/health", Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_app_that_reaches_no_tables_says_that_it_is_unhealthy_and_nothing_else()
    {
        await using var mls = await Mls.StartAsync();
        var gone = new LocalEdition();
        var tables = new TableServiceClient(gone.Endpoint, mls.Services.GetRequiredService<TokenCredential>());
        await gone.DisposeAsync();
        var health = new MemberServices.Health(ActivatorUtilities.CreateInstance<Reachability>(mls.Services, tables));

        var answer = (JsonReply)await health.Run(new DefaultHttpContext().Request);

        Assert.Equal(503, answer.Status);
        Assert.Equal("""{"status":"unhealthy"}""", JsonSerializer.Serialize(answer.Value));
    }
}
