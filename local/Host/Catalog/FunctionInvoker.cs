using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Local.Host;

/// <summary>Takes one argument of a run.</summary>
delegate ValueTask<object?> ArgumentSource(RunContext context);

/// <summary>
/// Runs one function through the worker's pipeline, at whose end it calls the method itself: as the code that the worker's
/// SDK generates for an app, which awaits it on the thread that calls. (The worker's own executor leaves the thread.)
/// </summary>
sealed class FunctionInvoker(FunctionMethod function, ArgumentSource[] arguments, IServiceProvider services) : IFunctionExecutor
{
    static readonly BindingContext NoBinding = new NothingBound();

    readonly Meter meter = services.GetRequiredService<LocalMachine>().Meter;
    readonly string trigger = MethodDefinition.NameOf(function.Trigger);
    readonly FunctionExecutionDelegate pipeline = services.GetRequiredService<FunctionExecutionDelegate>();
    readonly MethodInvoker method = MethodInvoker.Create(function.Method);
    readonly ObjectFactory? createInstance = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, []);
    readonly Func<object?, Task<object?>> complete = Completion.Of(function.Method.ReturnType);

    public IServiceProvider Services => services;

    public TimeSpan Timeout { get; } = services.GetRequiredService<HostJson>().FunctionTimeout;

    public FunctionDefinition Definition { get; } = new MethodDefinition(function);

    public ILogger Logger { get; } = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");

    /// <summary>Runs the function; exceptions come out as they are.</summary>
    /// <param name="triggerInput">What the argument sources of the trigger expect.</param>
    /// <param name="stopping">Cancels the run's token.</param>
    /// <param name="binding">What Azure's host tells of the trigger besides.</param>
    /// <param name="prepare">Sets up the context before middleware sees it.</param>
    public async Task<object?> RunAsync(
        object? triggerInput,
        CancellationToken stopping,
        BindingContext? binding = null,
        Action<RunContext>? prepare = null)
    {
        await using var context = new RunContext(this, triggerInput, binding ?? NoBinding, stopping);
        prepare?.Invoke(context);
        meter.Add(Metered.Executions, trigger);
        await pipeline(context);
        return context.GetInvocationResult().Value;
    }

    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        var instance = createInstance?.Invoke(context.InstanceServices, null);
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await arguments[i]((RunContext)context);
        }

        context.GetInvocationResult().Value = await complete(method.Invoke(instance, values.AsSpan()));
    }

    sealed class NothingBound : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>();
    }
}
