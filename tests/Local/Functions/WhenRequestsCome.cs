using System.Diagnostics;
using Azure.Core;
using Azure.Messaging.ServiceBus;
using Local.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenRequestsCome
{
    static readonly TimeSpan ForEver = TimeSpan.FromDays(1);

    [Fact]
    public async Task The_next_turn_begins_when_the_one_before_ends()
    {
        using var requests = new RequestsFirst(ForEver);
        using var request = requests.Request();

        var first = await requests.TurnAsync();
        var second = requests.TurnAsync().AsTask();
        Assert.False(second.IsCompleted);

        first!.Dispose();
        Assert.NotNull(await second);
    }

    [Fact]
    public async Task All_turns_begin_when_it_is_quiet_again()
    {
        using var requests = new RequestsFirst(ForEver);
        var request = requests.Request();
        await requests.TurnAsync();
        var others = Enumerable.Range(0, 5).Select(_ => requests.TurnAsync().AsTask()).ToList();
        Assert.All(others, turn => Assert.False(turn.IsCompleted));

        request.Dispose();

        Assert.All(await Task.WhenAll(others), Assert.Null);
        Assert.True(requests.TurnAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_turn_that_waits_for_something_keeps_no_other_from_beginning()
    {
        using var requests = new RequestsFirst(TimeSpan.FromMilliseconds(1));
        using var request = requests.Request();
        using var first = await requests.TurnAsync();

        using var second = await requests.TurnAsync();
        Assert.NotNull(second);
    }

    [Fact]
    public async Task The_next_turn_waits_for_no_rest_once_no_request_is_under_way()
    {
        using var requests = new RequestsFirst(ForEver);
        var request = requests.Request();
        var first = await requests.TurnAsync();
        var since = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(since) > TimeSpan.FromMilliseconds(10));
        first!.Dispose();
        var second = requests.TurnAsync().AsTask();

        request.Dispose();

        Assert.True(second.IsCompletedSuccessfully);
        Assert.NotNull(await second);
    }

    [Theory]
    [InlineData("start", "activity")]
    [InlineData("send", "message")]
    public async Task What_they_set_off_runs_one_at_a_time(string path, string what)
    {
        await using var app = await FunctionApp.StartAsync(
            typeof(Crowd), builder => builder.Services.AddSingleton(new RequestsFirst(ForEver)));
        using var request = app.Services.GetRequiredService<RequestsFirst>().Request();

        await app.Http.PostAsync($"/api/{path}", null, TestContext.Current.CancellationToken);
        await app.Clock.SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Repeat($"{what}, 1 at once", Crowd.Size), app.Journal.Lines);
    }

    public sealed class Crowd(Journal journal)
    {
        public const int Size = 30;

        static int running;

        [Function("start")]
        public static async Task Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post")] Microsoft.AspNetCore.Http.HttpRequest request,
            [DurableClient] Microsoft.DurableTask.Client.DurableTaskClient client) =>
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(Spread), request.HttpContext.RequestAborted);

        [Function("send")]
        public static async Task Send([HttpTrigger(AuthorizationLevel.Anonymous, "post")] Microsoft.AspNetCore.Http.HttpRequest request, FunctionContext context)
        {
            var edition = context.InstanceServices.GetRequiredService<Local.LocalEdition>();
            await using var client = new ServiceBusClient(edition.ServiceBusNamespace, context.InstanceServices.GetRequiredService<TokenCredential>());
            await using var sender = client.CreateSender("commands");
            await sender.SendMessagesAsync(Enumerable.Range(0, Size).Select(_ => new ServiceBusMessage("")), request.HttpContext.RequestAborted);
        }

        [Function(nameof(Spread))]
        public static Task Spread([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.WhenAll(Enumerable.Range(0, Size).Select(_ => context.CallActivityAsync(nameof(Activity))));

        [Function(nameof(Activity))]
        public Task Activity([ActivityTrigger] string? nothing) => CountAsync("activity");

        [Function("Message")]
        public Task Message([ServiceBusTrigger("commands", Connection = "ServiceBus")] ServiceBusReceivedMessage message) => CountAsync("message");

        async Task CountAsync(string what)
        {
            var now = Interlocked.Increment(ref running);
            for (var i = 0; i < 100; i++)
            {
                await Task.Yield();
            }

            journal.Note($"{what}, {now} at once");
            Interlocked.Decrement(ref running);
        }
    }
}
