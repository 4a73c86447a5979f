using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace Victims;

/// <summary>Sessions with numbered messages, and receivers that keep the last number in the session's state.</summary>
static class SessionWork
{
    public const string Queue = "turns";

    const int AtOnce = 3;

    /// <summary>Messages that are received from a session before it is given back.</summary>
    const int Turn = 10;

    static readonly TimeSpan Empty = TimeSpan.FromMilliseconds(20);

    public static Task SendAsync(ServiceBusClient client, string run)
    {
        var sender = client.CreateSender(Queue);
        return Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async line =>
        {
            for (var i = 0; ; i++)
            {
                var session = $"{run}-{line}";
                await sender.SendMessageAsync(new ServiceBusMessage($"{i}") { SessionId = session, MessageId = $"{session}/{i}" });
                Said.Line("sent", $"{Queue}/{session}/{i}");
            }
        }));
    }

    /// <param name="tell">Told of each message that was got and completed, and of each state that was kept (before the message was completed) and read.</param>
    public static async Task ReceiveAsync(ServiceBusClient client, Action<string, string> tell, CancellationToken until)
    {
        while (true)
        {
            try
            {
                await using var session = await client.AcceptNextSessionAsync(Queue, cancellationToken: until);
                await TakeTurnAsync(session, tell);
            }
            catch (ServiceBusException none) when (none.Reason == ServiceBusFailureReason.ServiceTimeout)
            {
                // Nothing came for a minute.
            }
        }
    }

    static async Task TakeTurnAsync(ServiceBusSessionReceiver session, Action<string, string> tell)
    {
        var state = await session.GetSessionStateAsync();
        tell("read", $"{session.SessionId}#{state?.ToString() ?? "-1"}");
        for (var taken = 0; taken < Turn && await session.ReceiveMessageAsync(Empty) is { } message; taken++)
        {
            var number = int.Parse(message.Body.ToString(), CultureInfo.InvariantCulture);
            tell("got", $"{Queue}/{message.MessageId}#{message.SequenceNumber}");
            await session.SetSessionStateAsync(new BinaryData($"{number}"));
            tell("kept", $"{session.SessionId}#{number}");
            await session.CompleteMessageAsync(message);
            tell("completed", $"{Queue}/{message.MessageId}");
        }
    }
}
