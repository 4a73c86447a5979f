using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Local.Host;

/// <summary>One kind of trigger: binds the app's functions of that kind, then runs them from start to stop.</summary>
abstract class TriggerKind
{
    /// <summary>Whether it is for functions with this attribute.</summary>
    public abstract bool Takes(TriggerBindingAttribute trigger);

    /// <summary>Binds a function.</summary>
    /// <exception cref="BindingException">It can't be bound.</exception>
    public abstract void Bind(FunctionMethod function, IServiceProvider services);

    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes no new work and waits for what runs.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The source of the trigger's own parameter, or null when its type can't be.</summary>
    protected abstract ArgumentSource? TriggerArgument(FunctionMethod function);

    /// <summary>The source of a parameter that only this kind knows, or null.</summary>
    protected virtual ArgumentSource? OtherArgument(FunctionMethod function, ParameterInfo parameter) => null;

    /// <summary>What this kind offers besides the common parameters, for messages.</summary>
    protected abstract string Offers { get; }

    protected FunctionInvoker Invoker(FunctionMethod function, IServiceProvider services)
    {
        var arguments = function.Method.GetParameters().Select(parameter => Argument(function, parameter, services)).ToArray();
        return new FunctionInvoker(function, arguments, services);
    }

    ArgumentSource Argument(FunctionMethod function, ParameterInfo parameter, IServiceProvider services)
    {
        var source = parameter.Position == function.TriggerParameter.Position
            ? TriggerArgument(function)
            : CommonArguments.Find(parameter) ?? DurableClientArgument.Find(parameter, services) ?? OtherArgument(function, parameter);
        return source ?? throw new BindingException(
            $"parameter '{parameter.Name}' can't be a {parameter.ParameterType.Name}. {Offers} Besides: FunctionContext, CancellationToken, [DurableClient] DurableTaskClient.");
    }
}

/// <summary>A function can't be bound; the message is the rest of the sentence that names it.</summary>
sealed class BindingException(string message) : Exception(message);
