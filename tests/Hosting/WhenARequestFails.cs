using System.Net.Http.Json;
using Azure.Data.Tables;
using MemberServices.Offices;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Hosting;

public sealed class WhenARequestFails : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        foreach (var name in new[] { MemberServices.Pages.FormRateLimiter.TableName, MemberServices.Links.LinkTable.TableName })
        {
            await mls.Services.GetRequiredService<TableServiceClient>().DeleteTableAsync(name, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task People_get_a_page_that_says_what_to_do()
    {
        var answer = await mls.Sends(await mls.FillsIn(Cast.Jane));

        Assert.Equal(500, answer.Status);
        Assert.Contains("Something went wrong on our side", answer.Words);
        Assert.Contains("it is safe to send it again", answer.Words);
        Assert.Equal("no-store", answer.Response.Headers.CacheControl?.ToString());
        Assert.DoesNotContain("Exception", answer.Source);
        Assert.DoesNotContain("TableNotFound", answer.Source);
    }

    [Fact]
    public async Task Systems_get_a_problem_that_says_what_to_do()
    {
        await mls.Services.GetRequiredService<TableServiceClient>().DeleteTableAsync(OfficeTable.TableName, TestContext.Current.CancellationToken);

        var answer = await mls.Api.PutAsJsonAsync("/api/offices/lakeview", Cast.Lakeview, TestContext.Current.CancellationToken);

        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"type":"urn:member-services:problem:failure","code":"failure","title":"Something went wrong on our side","status":500,"detail":"Wait a minute, then send it again with the same Idempotency-Key or message."}""",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
