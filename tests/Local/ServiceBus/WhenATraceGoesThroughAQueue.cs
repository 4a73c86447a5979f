using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenATraceGoesThroughAQueue : IAsyncLifetime
{
    readonly Bus bus = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    [Fact]
    public async Task What_handles_a_message_belongs_to_the_trace_of_who_sent_it()
    {
        var handled = new List<(string Body, ActivityTraceId? Trace)>();
        await using var pump = bus.Broker.StartPump("work", new PumpOptions(), async (message, _, _) =>
        {
            lock (handled)
            {
                handled.Add((message.Body.ToString(), Activity.Current?.TraceId));
            }

            if (message.Body.ToString() == "first")
            {
                await bus.Send("second");
            }
        });
        using (var activity = new Activity("test").Start())
        {
            await bus.Send("first");
            await bus.Sender.ScheduleMessageAsync(Bus.Message("later"), bus.Clock.GetUtcNow().AddHours(1));
            Activity.Current = null;
            await bus.Send("alone");
            await bus.Advance(TimeSpan.FromHours(2));

            Assert.Equal(
                [("alone", null), ("first", activity.TraceId), ("later", activity.TraceId), ("second", activity.TraceId)],
                handled.OrderBy(each => each.Body).Select(each => (each.Body, each.Trace)));
        }
    }

    [Fact]
    public async Task A_message_that_has_a_trace_keeps_it_and_a_batch_takes_the_current_one()
    {
        using var activity = new Activity("test").Start();
        var message = Bus.Message("a");
        message.ApplicationProperties["Diagnostic-Id"] = "another";
        await bus.Sender.SendMessageAsync(message);
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        Assert.True(batch.TryAddMessage(Bus.Message("b")));
        await bus.Sender.SendMessagesAsync(batch);

        var traces = (await bus.Receiver.ReceiveMessagesAsync(2)).Select(each => each.ApplicationProperties["Diagnostic-Id"]);
        Assert.Equal(["another", activity.Id!], traces);
    }

    [Fact]
    public void A_span_is_made_where_the_Azure_libraries_are_asked_to_make_them()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Azure.Messaging.ServiceBus.Message",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var activity = new Activity("test") { TraceStateString = "state" }.Start();
        var message = Bus.Message("a");
        MessageTrace.Write(message, bus.Sender, makesSpans: true);

        var span = Assert.Single(spans);
        Assert.Equal((ActivityKind.Producer, "Message", activity.TraceId), (span.Kind, span.OperationName, span.TraceId));
        Assert.Equal("work", span.GetTagItem("messaging.destination.name"));
        Assert.Equal(
            [("Diagnostic-Id", span.Id), ("traceparent", span.Id), ("tracestate", "state")],
            message.ApplicationProperties.Select(property => (property.Key, (string?)property.Value)));
    }
}
