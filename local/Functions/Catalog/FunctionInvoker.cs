using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Local.Functions;

/// <summary>Takes one argument of a run.</summary>
delegate ValueTask<object?> ArgumentSource(RunContext context);

/// <summary>Runs one function: middleware, a scope and an instance when the method needs one, arguments, result.</summary>
sealed class FunctionInvoker
{
    readonly MethodInvoker method;
    readonly ArgumentSource[] arguments;
    readonly ObjectFactory? createInstance;
    readonly Func<object?, Task<object?>> complete;
    readonly FunctionExecutionDelegate pipeline;

    public FunctionInvoker(FunctionMethod function, ArgumentSource[] arguments, IServiceProvider services, AppPipeline app)
    {
        this.arguments = arguments;
        Services = services;
        Timeout = app.FunctionTimeout;
        Definition = new MethodDefinition(function);
        Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        method = MethodInvoker.Create(function.Method);
        complete = Completion.Of(function.Method.ReturnType);
        createInstance = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, []);
        pipeline = app.Around(context => CallAsync((RunContext)context));
    }

    public IServiceProvider Services { get; }

    public TimeSpan Timeout { get; }

    public FunctionDefinition Definition { get; }

    public ILogger Logger { get; }

    /// <summary>Runs the function; exceptions come out as they are.</summary>
    /// <param name="triggerInput">What the argument sources of the trigger expect.</param>
    /// <param name="stopping">Cancels the run's token.</param>
    /// <param name="prepare">Sets up the context before middleware sees it.</param>
    public async Task<object?> RunAsync(object? triggerInput, CancellationToken stopping, Action<RunContext>? prepare = null)
    {
        await using var context = new RunContext(this, triggerInput, stopping);
        prepare?.Invoke(context);
        await pipeline(context);
        return context.Result;
    }

    async Task CallAsync(RunContext context)
    {
        var instance = createInstance?.Invoke(context.InstanceServices, null);
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await arguments[i](context);
        }

        context.Result = await complete(method.Invoke(instance, values.AsSpan()));
    }

    sealed class MethodDefinition(FunctionMethod function) : FunctionDefinition
    {
        public override string PathToAssembly => function.Method.DeclaringType!.Assembly.Location;

        public override string EntryPoint => function.EntryPoint;

        public override string Id { get; } = function.Name;

        public override string Name => function.Name;
    }
}
