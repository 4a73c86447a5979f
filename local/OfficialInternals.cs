using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Local;

/// <summary>
/// Internal names of official packages that the one-machine host has to touch, all in one place. An update that changes
/// one of them fails the test that goes over them, with the name.
/// </summary>
static class OfficialInternals
{
    static readonly Assembly Core = typeof(FunctionContext).Assembly;
    static readonly Assembly AspNetCore = typeof(Microsoft.Azure.Functions.Worker.FunctionContextExtensions).Assembly;

    /// <summary>What a run's bindings brought and returned; the worker's middleware reads and writes it.</summary>
    public static readonly Type BindingsFeature = Find(Core, "Microsoft.Azure.Functions.Worker.Context.Features.IFunctionBindingsFeature");

    /// <summary>Brings a function's run and its HTTP request together.</summary>
    public static readonly Type HttpCoordinator = Find(AspNetCore, "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore.IHttpCoordinator");

    /// <summary>What a function without output bindings has of them.</summary>
    public static readonly object NoOutputBindings =
        Find(Core, "Microsoft.Azure.Functions.Worker.OutputBindings.EmptyOutputBindingsInfo").GetProperty("Instance")!.GetValue(null)!;

    /// <summary>Opens the gRPC connection to Azure's host.</summary>
    static readonly Type Connection = Find(Core, "Microsoft.Azure.Functions.Worker.WorkerHostedService");

    public static void RemoveConnection(IServiceCollection services) =>
        services.Remove(services.FirstOrDefault(service => service.ImplementationType == Connection)
            ?? throw new InvalidOperationException($"The worker doesn't register {Connection.FullName}."));

    public static object NewBindings(BindingContext trigger)
    {
        var bindings = DispatchProxy.Create(BindingsFeature, typeof(Bindings));
        ((Bindings)bindings).Trigger = trigger;
        return bindings;
    }

    /// <param name="requestOf">The request that a run answers.</param>
    public static object NewHttpCoordinator(Func<FunctionContext, HttpContext> requestOf)
    {
        var coordinator = DispatchProxy.Create(HttpCoordinator, typeof(Coordinator));
        ((Coordinator)coordinator).RequestOf = requestOf;
        return coordinator;
    }

    const string VersionedTasks = "Microsoft.DurableTask.Worker.IVersionedTaskFactory";

    /// <summary>Makes the task with this name and version.</summary>
    public delegate bool TaskOfVersion<T>(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out T? task);

    /// <summary>Microsoft.DurableTask.Worker's IDurableTaskFactory knows names alone; versions are behind an internal interface.</summary>
    public static TaskOfVersion<ITaskOrchestrator> OrchestratorsOf(IDurableTaskFactory tasks) =>
        Versioned<ITaskOrchestrator>(tasks, nameof(IDurableTaskFactory.TryCreateOrchestrator));

    /// <inheritdoc cref="OrchestratorsOf"/>
    public static TaskOfVersion<ITaskActivity> ActivitiesOf(IDurableTaskFactory tasks) =>
        Versioned<ITaskActivity>(tasks, nameof(IDurableTaskFactory.TryCreateActivity));

    static TaskOfVersion<T> Versioned<T>(IDurableTaskFactory tasks, string method) =>
        Find(typeof(IDurableTaskFactory).Assembly, VersionedTasks).GetMethod(method)!.CreateDelegate<TaskOfVersion<T>>(tasks);

    static Type Find(Assembly assembly, string name) =>
        assembly.GetType(name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} {assembly.GetName().Version} has no {name} any more. See what {nameof(OfficialInternals)} needs it for.");

    static NotSupportedException Unknown(MethodInfo? method) =>
        new($"{method?.DeclaringType?.FullName}.{method?.Name} isn't known to the one-machine host.");

    class Bindings : DispatchProxy
    {
        static readonly Dictionary<string, object?> NoInput = [];

        readonly Dictionary<string, object?> output = [];
        object? result;

        public BindingContext Trigger { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            "get_InvocationResult" => result,
            "set_InvocationResult" => result = args![0],
            "get_OutputBindingsInfo" => NoOutputBindings,
            "get_TriggerMetadata" => Trigger.BindingData,
            "get_InputData" => NoInput,
            "get_OutputBindingData" => output,
            _ => throw Unknown(targetMethod),
        };
    }

    class Coordinator : DispatchProxy
    {
        public Func<FunctionContext, HttpContext> RequestOf { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            "SetFunctionContextAsync" => Task.FromResult(RequestOf((FunctionContext)args![1]!)),
            "CompleteFunctionInvocation" => null,
            _ => throw Unknown(targetMethod),
        };
    }
}
