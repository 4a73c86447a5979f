using System.Net.Http.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Local;
using MemberServices.Tests.Pages;
using MemberServices.Tests.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests.Hosting;

/// <summary>After a first deployment, storage refuses the app for some minutes: its roles aren't in effect yet.</summary>
public class WhenTablesAreNotReachableYet
{
    readonly List<DateTimeOffset> tries = [];
    bool isRefused = true;

    [Fact]
    public async Task The_app_starts_says_what_it_waits_for_and_works_as_soon_as_it_can()
    {
        await using var mls = await Mls.StartAsync(builder => Refuse(builder));

        var health = await Mls.Json(await mls.Api.GetAsync("api/health", TestContext.Current.CancellationToken));
        var check = health.GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "initialization");
        Assert.Equal("status 403 AuthorizationPermissionMismatch", check.GetProperty("error").GetString());
        await mls.Advance(minutes: 10);
        isRefused = false;
        var tables = mls.Services.GetRequiredService<TableInitializer>();
        await Pass(mls, async () => (await tables.CheckHealthAsync(new())).Status == HealthStatus.Healthy);

        await mls.Applies(Cast.Jane);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Equal(200, (await mls.Opens("/health")).Status);
    }

    [Fact]
    public async Task It_tries_again_with_growing_pauses_of_a_minute_at_most()
    {
        await using var mls = await Mls.StartAsync(builder => Refuse(builder));

        await Pass(mls, () => Task.FromResult(tries.Count >= 9));

        var pauses = tries.Zip(tries.Skip(1), (one, next) => (next - one).TotalSeconds);
        Assert.All(pauses.Zip([1, 2, 4, 8, 16, 32, 60, 60]), pause => Assert.InRange(pause.First, pause.Second, pause.Second + 30));
    }

    [Fact]
    public async Task A_page_asks_to_come_back_in_a_minute_and_the_API_says_the_same()
    {
        await using var mls = await Mls.StartAsync(builder => Refuse(builder));

        var page = await mls.Opens("/enroll");
        var office = await mls.Api.PutAsJsonAsync(
            "/api/offices/lakeview", Cast.Lakeview, TestContext.Current.CancellationToken);

        Assert.Equal(503, page.Status);
        Assert.Equal("60", page.Response.Headers.RetryAfter?.ToString());
        Assert.Contains("Wait a minute, then try again", page.Words);
        Assert.Equal(503, (int)office.StatusCode);
        Assert.Equal("Something went wrong on our side", (await Mls.Json(office)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task It_can_be_stopped_meanwhile()
    {
        var mls = await Mls.StartAsync(builder => Refuse(builder));

        await mls.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(isRefused);
    }

    /// <summary>Lets seconds pass one by one: the tries aren't awaited by the clock.</summary>
    static async Task Pass(Mls mls, Func<Task<bool>> until)
    {
        for (var seconds = 0; !await until() && seconds < 3600; seconds++)
        {
            await mls.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await until());
    }

    void Refuse(IHostApplicationBuilder builder) => builder.Services.AddSingleton<TableServiceClient>(services => new Refusing(
        this,
        EmbeddedAccount.Open(services.GetRequiredService<LocalMachine>()),
        services.GetRequiredService<TimeProvider>()));

    sealed class Refusing(WhenTablesAreNotReachableYet story, TableServiceClient tables, TimeProvider clock) : TableServiceClient
    {
        public override TableClient GetTableClient(string tableName) => tables.GetTableClient(tableName);

        public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
        {
            lock (story.tries)
            {
                story.tries.Add(clock.GetUtcNow());
            }

            return story.isRefused
                ? throw new RequestFailedException(403, "This request is not authorized.", "AuthorizationPermissionMismatch", null)
                : tables.CreateTableIfNotExistsAsync(tableName, cancellationToken);
        }
    }
}
