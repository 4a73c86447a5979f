namespace Local.ServiceBus;

/// <summary>A queue or subscription as the control pages show it.</summary>
/// <param name="Path"><c>QUEUE</c> or <c>TOPIC/Subscriptions/SUBSCRIPTION</c>.</param>
/// <param name="Active">Messages that wait or are being handled.</param>
/// <param name="Scheduled">Messages that come later; a topic's are counted at none of its subscriptions.</param>
/// <param name="Deferred">Messages that are fetched by number only.</param>
/// <param name="DeadLetters">Messages in the dead-letter queue.</param>
public sealed record BusEntityView(string Path, int Active, int Scheduled, int Deferred, int DeadLetters);

/// <summary>A message in a dead-letter queue.</summary>
public sealed record DeadLetterView(
    long SequenceNumber, string? MessageId, string? Subject, string? Reason, string? Description, int DeliveryCount, DateTimeOffset EnqueuedTime, string Body);
