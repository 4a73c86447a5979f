using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Local.Durable;
using MemberServices.Tests.Pages;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

/// <summary>What ops look at and do.</summary>
public sealed partial class Mls
{
    /// <summary>What the scheduler can be told.</summary>
    public DurableTaskClient Scheduler => Machine.Part<DurableEngine>().Client;

    /// <summary>The cases that don't go on, page after page.</summary>
    public async Task<IReadOnlyList<JsonElement>> StuckCases(int take = 50) => (await StuckPages(take)).SelectMany(page => page.GetProperty("cases").EnumerateArray()).ToList();

    /// <summary>The orchestrations that failed, then those without a case, page after page.</summary>
    public async Task<IReadOnlyList<JsonElement>> StuckOrchestrations() =>
        (await StuckPages(50)).SelectMany(page => page.GetProperty("orchestrations").EnumerateArray()).ToList();

    /// <summary>The scheduler has lost a case's orchestration.</summary>
    public async Task LosesTheOrchestrationOf(string id)
    {
        await Scheduler.TerminateInstanceAsync(id);
        await Settle();
        await Scheduler.PurgeInstanceAsync(id);
    }

    /// <summary>Somebody has deleted a case's rows.</summary>
    public async Task LosesTheRowsOf(string id)
    {
        var table = Services.GetRequiredService<TableServiceClient>().GetTableClient("Enrollments");
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == id))
        {
            await table.DeleteEntityAsync(row);
        }
    }

    public async Task<IReadOnlyList<JsonElement>> ListedDeadLetters(string queue, int take = 50)
    {
        var found = new List<JsonElement>();
        for (var after = ""; ;)
        {
            var page = await Asked($"/api/ops/dead-letters?queue={queue}&take={take}&after={after}");
            found.AddRange(page.GetProperty("deadLetters").EnumerateArray());
            if (page.GetProperty("after").ValueKind == JsonValueKind.Null)
            {
                return found;
            }
            after = page.GetProperty("after").GetRawText();
        }
    }

    /// <summary>Sarah puts a dead letter back ("redrive") or throws it away ("discard").</summary>
    public async Task<Html> Acts(string queue, long sequenceNumber, string action, string reason = "It is mended") =>
        await Posts($"/api/ops/dead-letters/{queue}/{sequenceNumber}/{action}", new { by = Cast.Sarah.Email, reason });

    /// <summary>Sarah holds mail back.</summary>
    public async Task<Html> PausesMail(DateTimeOffset? until = null) =>
        await Posts("/api/ops/mail/pause", new { by = Cast.Sarah.Email, reason = "A text is wrong", until });

    public async Task<Html> ResumesMail() => await Posts("/api/ops/mail/resume", new { by = Cast.Elena.Email, reason = "It is right now" });

    /// <summary>"sending", "paused" or "resuming".</summary>
    public async Task<string> MailState() => (await Asked("/api/ops/mail")).GetProperty("state").GetString()!;

    async Task<IReadOnlyList<JsonElement>> StuckPages(int take)
    {
        var pages = new List<JsonElement>();
        for (string? after = ""; after is not null; after = pages[^1].GetProperty("after").GetString())
        {
            pages.Add(await Asked($"/api/ops/stuck?take={take}&after={Uri.EscapeDataString(after)}"));
        }
        return pages;
    }

    async Task<JsonElement> Asked(string address)
    {
        var answer = await Api.GetAsync(address);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return await Json(answer);
    }

    async Task<Html> Posts(string address, object body)
    {
        var answer = await Api.PostAsJsonAsync(address, body);
        await Settle();
        return await Html.Of(answer);
    }
}
