using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Local.Functions;

/// <summary>A run of a function. Its scope and its token are made when somebody asks for them.</summary>
sealed class RunContext(FunctionInvoker invoker, object? triggerInput, CancellationToken stopping) : FunctionContext, IAsyncDisposable
{
    IServiceProvider? services;
    AsyncServiceScope? scope;
    CancellationTokenSource? cancellation;
    string? invocationId;

    public FunctionInvoker Invoker => invoker;

    /// <summary>What the trigger brought: a request, a message, a context.</summary>
    public object? TriggerInput => triggerInput;

    /// <summary>What the function returned, once it has.</summary>
    public object? Result { get; set; }

    public override string InvocationId => invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override FunctionDefinition FunctionDefinition => invoker.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

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
}
