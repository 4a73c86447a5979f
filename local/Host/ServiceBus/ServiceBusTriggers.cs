using System.Reflection;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Local.Host;

/// <summary>Functions for messages, fed by the machine's broker.</summary>
sealed class ServiceBusTriggers(
    HostJson hostJson, IConfiguration configuration, LocalMachine machine, IOptions<JsonSerializerOptions> json) : TriggerKind
{
    const string DefaultConnection = "AzureWebJobsServiceBus";

    readonly List<Func<IAsyncDisposable>> starts = [];
    readonly List<IAsyncDisposable> pumps = [];

    protected override string Offers =>
        "A message function takes a ServiceBusReceivedMessage, string, BinaryData, byte[] or a class read from JSON by its trigger, and a ServiceBusMessageActions.";

    public override bool Takes(TriggerBindingAttribute trigger) => trigger is ServiceBusTriggerAttribute;

    public override void Bind(FunctionMethod function, IServiceProvider services)
    {
        var trigger = (ServiceBusTriggerAttribute)function.Trigger;
        if (trigger.IsBatched || trigger.IsSessionsEnabled)
        {
            throw new BindingException("the one-machine host has no triggers for batches and sessions.");
        }

        var invoker = Invoker(function, services);
        var section = hostJson.Extensions.ServiceBus;
        var options = new PumpOptions
        {
            AutoCompleteMessages = AutoComplete(function) ?? section.AutoCompleteMessages,
            MaxConcurrentCalls = section.MaxConcurrentCalls,
            MaxAutoLockRenewalDuration = section.MaxAutoLockRenewalDuration,
        };
        var path = EntityPath(trigger);
        CheckConnection(trigger.Connection ?? DefaultConnection);
        var broker = machine.Part<Broker>();
        starts.Add(() => broker.StartPump(path, options, (message, actions, stopping) => HandleAsync(invoker, message, actions, stopping)));
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        pumps.AddRange(starts.Select(start => start()));
        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(pumps.Select(pump => pump.DisposeAsync().AsTask()));

    protected override ArgumentSource? TriggerArgument(FunctionMethod function) =>
        MessageArgument.Of(function.TriggerParameter.ParameterType, json.Value) is { } read
            ? context => new(read(((Delivery)context.TriggerInput!).Message))
            : null;

    protected override ArgumentSource? OtherArgument(FunctionMethod function, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(ServiceBusMessageActions) ? context => new(((Delivery)context.TriggerInput!).Actions) : null;

    /// <param name="stopping">The pump's own: canceled when it hands out nothing more, so that no message is handed out again and again to be canceled.</param>
    static async Task HandleAsync(
        FunctionInvoker invoker, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken stopping)
    {
        try
        {
            await invoker.RunAsync(new Delivery(message, actions), stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            invoker.Logger.LogError(exception, "Function '{Function}' failed with message '{MessageId}', delivery {DeliveryCount}.",
                invoker.Definition.Name, message.MessageId, message.DeliveryCount);
            throw;
        }
    }

    string EntityPath(ServiceBusTriggerAttribute trigger) => trigger.QueueName is { } queue
        ? SettingNames.Resolve(queue, configuration)
        : EntityPaths.Subscription(
            SettingNames.Resolve(trigger.TopicName!, configuration), SettingNames.Resolve(trigger.SubscriptionName!, configuration));

    /// <summary>The setting is a connection string, or a section that names a namespace.</summary>
    void CheckConnection(string connection)
    {
        var setting = configuration[connection] is null ? $"{connection}:fullyQualifiedNamespace" : connection;
        var host = configuration[setting] ?? throw new BindingException($"the setting '{setting}' is missing.");
        if (host != machine.ServiceBusNamespace)
        {
            throw new BindingException($"the setting '{setting}' is set, but triggers on one machine take its own broker. Leave it out.");
        }
    }

    /// <summary>What the attribute says, or null when it doesn't: then host.json decides.</summary>
    static bool? AutoComplete(FunctionMethod function) => function.TriggerParameter.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(ServiceBusTriggerAttribute))
        .SelectMany(data => data.NamedArguments)
        .Where(argument => argument.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
        .Select(argument => (bool?)argument.TypedValue.Value)
        .SingleOrDefault();

    sealed record Delivery(ServiceBusReceivedMessage Message, ServiceBusMessageActions Actions);
}
