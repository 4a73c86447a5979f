using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenAFunctionIsDurable
{
    [Fact]
    public async Task It_is_started_answered_and_seen_over_http_and_waits_on_the_clock()
    {
        await using var app = await FunctionApp.StartAsync<Parcels>();

        var id = await app.Http.GetStringAsync("api/order/tea?pieces=2", TestContext.Current.CancellationToken);
        await app.Clock.SettleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Running", await app.Http.GetStringAsync($"api/parcel/{id}", TestContext.Current.CancellationToken));
        Assert.Equal([$"packed 2 tea for {id}"], app.Journal.Lines);

        await app.Clock.AdvanceAsync(TimeSpan.FromDays(3), TestContext.Current.CancellationToken);
        Assert.Equal("""Completed "sent 2026-03-05 15:00" """.Trim(), await app.Http.GetStringAsync($"api/parcel/{id}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_goes_on_after_the_app_has_stopped_and_started()
    {
        using var folder = new TemporaryFolder();
        string[] first = ["--data", folder.Folder.FullName, "--start", "2026-03-02T15:00:00Z"];
        string id;
        await using (var app = await FunctionApp.StartAsync<Parcels>(first))
        {
            id = await app.Http.GetStringAsync("api/order/tea?pieces=2", TestContext.Current.CancellationToken);
            await app.Clock.SettleAsync(TestContext.Current.CancellationToken);
        }

        await using var later = await FunctionApp.StartAsync<Parcels>("--data", folder.Folder.FullName, "--start", "2026-03-04T15:00:00Z");
        await later.Clock.SettleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Running", await later.Http.GetStringAsync($"api/parcel/{id}", TestContext.Current.CancellationToken));

        await later.Clock.AdvanceAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        Assert.StartsWith("Completed", await later.Http.GetStringAsync($"api/parcel/{id}", TestContext.Current.CancellationToken));
        Assert.Empty(later.Journal.Lines);
    }

    [Fact]
    public async Task Its_failure_names_the_exception()
    {
        await using var app = await FunctionApp.StartAsync<Parcels>();

        var id = await app.Http.GetStringAsync("api/order/tea?pieces=0", TestContext.Current.CancellationToken);
        await app.Clock.SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Failed System.ArgumentOutOfRangeException", await app.Http.GetStringAsync($"api/parcel/{id}", TestContext.Current.CancellationToken));
    }

    public sealed record Order(string What, int Pieces);

    public sealed class Parcels(Journal journal)
    {
        [Function("order")]
        public static async Task<IActionResult> OrderAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{what}")] HttpRequest request,
            [DurableClient] DurableTaskClient client,
            string what,
            CancellationToken cancellationToken)
        {
            var order = new Order(what, int.Parse(request.Query["pieces"]!));
            return new OkObjectResult(await client.ScheduleNewOrchestrationInstanceAsync("Parcel", order, cancellationToken));
        }

        [Function("parcel-state")]
        public static async Task<IActionResult> StateAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parcel/{id}")] HttpRequest request,
            [DurableClient] DurableTaskClient client,
            string id)
        {
            var parcel = await client.GetInstanceAsync(id, getInputsAndOutputs: true);
            return new OkObjectResult($"{parcel!.RuntimeStatus} {parcel.SerializedOutput}{parcel.FailureDetails?.InnerFailure?.ErrorType}".Trim());
        }

        [Function("Parcel")]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
        {
            await context.CallActivityAsync("Pack", order);
            await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
            return $"sent {context.CurrentUtcDateTime:yyyy-MM-dd HH:mm}";
        }

        [Function("Pack")]
        public async Task PackAsync([ActivityTrigger] Order order, string instanceId, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfZero(order.Pieces);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            journal.Note($"packed {order.Pieces} {order.What} for {instanceId}");
        }
    }
}
