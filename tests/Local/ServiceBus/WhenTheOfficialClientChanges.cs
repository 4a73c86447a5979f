using System.Reflection;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

/// <summary>The official classes can be derived from, but without a connection their own members fail with null references.</summary>
public sealed class WhenTheOfficialClientChanges
{
    /// <summary>The official members that do nothing but call others, which are overridden.</summary>
    static readonly HashSet<string> OnlyCallOthers =
    [
        "ServiceBusClient.CreateSender(String)",
        "ServiceBusClient.CreateReceiver(String)",
        "ServiceBusClient.CreateReceiver(String, String)",
        "ServiceBusSender.SendMessageAsync(ServiceBusMessage, CancellationToken)",
        "ServiceBusSender.CreateMessageBatchAsync(CancellationToken)",
        "ServiceBusSender.ScheduleMessageAsync(ServiceBusMessage, DateTimeOffset, CancellationToken)",
        "ServiceBusSender.CancelScheduledMessageAsync(Int64, CancellationToken)",
        "ServiceBusSender.DisposeAsync()",
        "ServiceBusReceiver.ReceiveMessageAsync(Nullable`1, CancellationToken)",
        "ServiceBusReceiver.ReceiveMessagesAsync(CancellationToken)",
        "ServiceBusReceiver.ReceiveDeferredMessageAsync(Int64, CancellationToken)",
        "ServiceBusReceiver.DisposeAsync()",
    ];

    [Theory]
    [InlineData(typeof(LocalServiceBusClient))]
    [InlineData(typeof(LocalServiceBusSender))]
    [InlineData(typeof(LocalServiceBusReceiver))]
    [InlineData(typeof(LocalServiceBusSessionReceiver))]
    public void Each_of_its_members_is_implemented_here(Type type) => Assert.Empty(type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(method => method.IsVirtual && method.DeclaringType!.Assembly == typeof(ServiceBusClient).Assembly)
        .Where(method => method.GetBaseDefinition().DeclaringType != typeof(object))
        .Select(method => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(each => each.ParameterType.Name))})")
        .Except(OnlyCallOthers));

    [Fact]
    public async Task What_isnt_supported_says_so()
    {
        await using var bus = new Bus(new() { RequiresSession = true });
        Action[] calls =
        [
            () => bus.Client.CreateProcessor("work"),
            () => bus.Client.CreateProcessor("news", "all", new ServiceBusProcessorOptions()),
            () => bus.Client.CreateSessionProcessor("work"),
            () => bus.Client.CreateRuleManager("news", "all"),
            () => bus.Client.GetMessageSessionsAsync("work"),
            () => bus.Client.CreateReceiver("work", new ServiceBusReceiverOptions { SubQueue = SubQueue.TransferDeadLetter }),
        ];
        Assert.All(calls, call => Assert.Contains("one-machine", Assert.Throws<NotSupportedException>(call).Message));

        var shared = new ServiceBusSessionReceiverOptions { EnableNonExclusiveSession = true };
        await Assert.ThrowsAsync<NotSupportedException>(() => bus.Client.AcceptNextSessionAsync("work", shared));
        using var foreign = ServiceBusModelFactory.ServiceBusMessageBatch(0, []);
        await Assert.ThrowsAsync<NotSupportedException>(() => bus.Sender.SendMessagesAsync(foreign));
    }
}
