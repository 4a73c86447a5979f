using Azure.Messaging.ServiceBus;
using Local;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

/// <summary>A namespace with a queue "work" and a topic "news" with a subscription "all", in standing time.</summary>
sealed class Bus : IAsyncDisposable
{
    public const string News = "news/Subscriptions/all";

    static readonly DateTimeOffset Morning = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    readonly LocalMachine machine;

    public Bus(EntityProperties? properties = null, string? folder = null, DateTimeOffset? start = null, params RuleConfiguration[] rules)
    {
        machine = new LocalMachine(folder, start ?? Morning);
        Broker = machine.Part<Broker>();
        Broker.Declare(new BusConfiguration
        {
            Queues = [new QueueConfiguration("work") { Properties = properties ?? new() }],
            Topics =
            [
                new TopicConfiguration("news")
                {
                    Properties = properties ?? new(),
                    Subscriptions = [new SubscriptionConfiguration("all") { Properties = properties ?? new(), Rules = rules }],
                },
            ],
        });
        Client = new LocalServiceBusClient(machine);
        Sender = Client.CreateSender("work");
        Receiver = Client.CreateReceiver("work");
        DeadLetters = Client.CreateReceiver("work", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
    }

    public LocalMachine Machine => machine;

    public LocalClock Clock => machine.Clock;

    public LocalDatabase Database => machine.Database;

    public Broker Broker { get; }

    public ServiceBusClient Client { get; }

    public ServiceBusSender Sender { get; }

    public ServiceBusReceiver Receiver { get; }

    public ServiceBusReceiver DeadLetters { get; }

    public Task Send(string body, string? id = null) => Sender.SendMessageAsync(Message(body, id));

    public static ServiceBusMessage Message(string body, string? id = null)
    {
        var message = new ServiceBusMessage(body);
        if (id is not null)
        {
            message.MessageId = id;
        }

        return message;
    }

    /// <summary>
    /// Some calls one after another, as a function makes them: time moves on while one of them waits for it, not between
    /// two.
    /// </summary>
    public async Task Steps(Func<Task> calls)
    {
        using var busy = new PendingWork(Clock, "steps");
        busy.Enter();
        await calls();
    }

    public Task Advance(TimeSpan by) => Clock.AdvanceAsync(by);

    /// <summary>The next message, or null where none is there now.</summary>
    public async Task<ServiceBusReceivedMessage?> Next(ServiceBusReceiver? receiver = null)
    {
        var waiting = (receiver ?? Receiver).ReceiveMessageAsync(TimeSpan.FromTicks(1));
        await Advance(TimeSpan.FromTicks(1));
        return await waiting;
    }

    public BusEntityView Counts(string path = "work") => Broker.Entities().Single(entity => entity.Path == path);

    public async ValueTask DisposeAsync() => await machine.DisposeAsync();
}
