using System.Reflection;
using System.Text.Json;
using Local.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Local.Host;

/// <summary>Orchestrations and activities, run by the machine's engine.</summary>
sealed class DurableTriggers : TriggerKind
{
    /// <summary>The Durable Task Scheduler's limit for an input, output, event or status.</summary>
    const int LargestPayloadBytes = 1024 * 1024;

    const string InstanceIdParameter = "instanceId";

    readonly Lazy<DurableEngine> engine;

    public DurableTriggers(LocalMachine machine, HostJson hostJson, IOptions<JsonSerializerOptions> json, ILoggerFactory logs)
    {
        var settings = hostJson.Extensions.DurableTask;
        engine = new Lazy<DurableEngine>(() =>
        {
            var engine = machine.Part<DurableEngine>();
            engine.Options = engine.Options with
            {
                LoggerFactory = logs,
                LargestPayloadBytes = LargestPayloadBytes,
                // Functions serialize what orchestrations exchange with the worker's serializer, not with Durable's own default.
                DataConverter = new JsonDataConverter(json.Value),
                MaxConcurrentActivities = settings.MaxConcurrentActivityFunctions ?? engine.Options.MaxConcurrentActivities,
                MaxConcurrentOrchestrations = settings.MaxConcurrentOrchestratorFunctions ?? engine.Options.MaxConcurrentOrchestrations,
                DefaultVersion = settings.DefaultVersion ?? "",
                WorkerVersion = settings.DefaultVersion ?? "",
                VersionMatch = settings.VersionMatchStrategy,
                VersionFailure = settings.VersionFailureStrategy,
            };
            return engine;
        });
    }

    protected override string Offers =>
        "An orchestration takes a TaskOrchestrationContext by its trigger, and its input; an activity takes its input by its trigger, and 'string instanceId'.";

    public override bool Takes(TriggerBindingAttribute trigger) => trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute;

    public override void Bind(FunctionMethod function, IServiceProvider services)
    {
        var invoker = Invoker(function, services);
        if (function.Trigger is OrchestrationTriggerAttribute orchestration)
        {
            var inputType = InputParameter(function)?.ParameterType ?? typeof(object);
            engine.Value.Add(tasks => tasks.AddOrchestrator(
                orchestration.Orchestration ?? function.Name, new FunctionOrchestrator(inputType, invoker)));
        }
        else
        {
            var name = ((ActivityTriggerAttribute)function.Trigger).Activity ?? function.Name;
            engine.Value.Add(tasks => tasks.AddActivity(
                name, new FunctionActivity(function.TriggerParameter.ParameterType, invoker)));
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken) =>
        engine.IsValueCreated ? engine.Value.StartAsync(cancellationToken) : Task.CompletedTask;

    public override Task StopAsync(CancellationToken cancellationToken) =>
        engine.IsValueCreated ? engine.Value.StopAsync(cancellationToken) : Task.CompletedTask;

    protected override ArgumentSource? TriggerArgument(FunctionMethod function)
    {
        var type = function.TriggerParameter.ParameterType;
        if (function.Trigger is ActivityTriggerAttribute)
        {
            return type == typeof(FunctionContext)
                ? context => new(context)
                : context => new(((ActivityRun)context.TriggerInput!).Input);
        }

        return type == typeof(TaskOrchestrationContext) ? context => new(((OrchestrationRun)context.TriggerInput!).Context) : null;
    }

    protected override ArgumentSource? OtherArgument(FunctionMethod function, ParameterInfo parameter)
    {
        if (function.Trigger is ActivityTriggerAttribute)
        {
            return parameter.Name == InstanceIdParameter && parameter.ParameterType == typeof(string)
                ? context => new(((ActivityRun)context.TriggerInput!).Context.InstanceId)
                : null;
        }

        return parameter == InputParameter(function) ? context => new(((OrchestrationRun)context.TriggerInput!).Input) : null;
    }

    /// <summary>An orchestration's input: its first parameter that nothing else explains.</summary>
    static ParameterInfo? InputParameter(FunctionMethod function) => function.OtherParameters.FirstOrDefault(parameter =>
        CommonArguments.Find(parameter) is null && parameter.GetCustomAttribute<BindingAttribute>() is null);

    sealed class FunctionOrchestrator(Type inputType, FunctionInvoker invoker) : ITaskOrchestrator
    {
        public Type InputType => inputType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) =>
            invoker.RunAsync(new OrchestrationRun(context, input), CancellationToken.None);
    }

    sealed class FunctionActivity(Type inputType, FunctionInvoker invoker) : ITaskActivity
    {
        public Type InputType => inputType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskActivityContext context, object? input) =>
            invoker.RunAsync(new ActivityRun(context, input), CancellationToken.None);
    }

    sealed record OrchestrationRun(TaskOrchestrationContext Context, object? Input);

    sealed record ActivityRun(TaskActivityContext Context, object? Input);
}
