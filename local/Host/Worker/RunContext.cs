using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Local.Host;

/// <summary>A run of a function. Its scope and its token are made when somebody asks for them.</summary>
sealed class RunContext : FunctionContext, IAsyncDisposable
{
    readonly FunctionInvoker invoker;
    readonly CancellationToken stopping;
    IServiceProvider? services;
    AsyncServiceScope? scope;
    CancellationTokenSource? cancellation;
    string? invocationId;

    /// <param name="triggerInput">What the trigger brought: a request, a message, a context.</param>
    /// <param name="binding">What Azure's host tells of the trigger besides.</param>
    public RunContext(FunctionInvoker invoker, object? triggerInput, BindingContext binding, CancellationToken stopping)
    {
        this.invoker = invoker;
        this.stopping = stopping;
        TriggerInput = triggerInput;
        BindingContext = binding;
        Features.Set<IFunctionExecutor>(invoker);
        Features.Set(OfficialInternals.BindingsFeature, OfficialInternals.NewBindings(binding));
    }

    public object? TriggerInput { get; }

    public override string InvocationId => invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override FunctionDefinition FunctionDefinition => invoker.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override RunFeatures Features { get; } = new();

    public override TraceContext TraceContext { get; } = new CallersTrace();

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope = invoker.Services.CreateAsyncScope()).Value.ServiceProvider;
        set => services = value;
    }

    public override CancellationToken CancellationToken => (cancellation ??= Limit()).Token;

    public async ValueTask DisposeAsync()
    {
        cancellation?.Dispose();
        if (scope is { } mine)
        {
            await mine.DisposeAsync();
        }
    }

    CancellationTokenSource Limit()
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limited.CancelAfter(invoker.Timeout);
        limited.Token.Register(() =>
        {
            if (!stopping.IsCancellationRequested)
            {
                invoker.Logger.LogError("Function '{Function}' is asked to stop: it ran longer than functionTimeout in host.json, {Timeout}.",
                    invoker.Definition.Name, invoker.Timeout);
            }
        });
        return limited;
    }

    /// <summary>The activity in which the trigger fired.</summary>
    sealed class CallersTrace : TraceContext
    {
        readonly Activity? caller = Activity.Current;

        public override string TraceParent => caller?.Id ?? "";

        public override string TraceState => caller?.TraceStateString ?? "";
    }

    /// <summary>Retry policies of functions are the host's in Azure; the app uses none.</summary>
    sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
