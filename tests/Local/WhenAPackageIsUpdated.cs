using Local;
using Local.Durable;
using Local.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests.LocalParts;

/// <summary>Every use of an official package's internal names: an update that drops one fails here, and the failure names it.</summary>
public sealed class WhenAPackageIsUpdated
{
    [Fact]
    public void Durable_tasks_are_found_by_their_version()
    {
        var tasks = new RegisteredTasks();
        tasks.Add(registry => registry
            .AddOrchestratorFunc<int, int>("Versioned", "2.0", (_, input) => Task.FromResult(input))
            .AddOrchestratorFunc("Unversioned", _ => Task.FromResult(1))
            .AddActivityFunc<int, int>("Versioned", "2.0", (_, input) => Task.FromResult(input)));

        Assert.NotNull(tasks.FindOrchestrator("versioned", "2.0"));
        Assert.Null(tasks.FindOrchestrator("Versioned", "1.0"));
        Assert.NotNull(tasks.FindOrchestrator("Unversioned", "1.0"));
        Assert.NotNull(tasks.FindActivity("Versioned", "2.0"));
        Assert.Null(tasks.FindActivity("Versioned", ""));
    }

    [Fact]
    public void The_worker_opens_no_connection_to_a_host()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        var services = builder.Services.Count(service => service.ServiceType == typeof(IHostedService));

        OfficialInternals.RemoveConnection(builder.Services);

        Assert.Equal(services - 1, builder.Services.Count(service => service.ServiceType == typeof(IHostedService)));
    }

    [Fact]
    public void All_that_the_workers_middleware_may_ask_of_a_runs_bindings_is_answered()
    {
        var trigger = new RequestBinding(new DefaultHttpContext().Request);
        var bindings = OfficialInternals.NewBindings(trigger);
        var members = OfficialInternals.BindingsFeature.GetProperties().ToDictionary(member => member.Name);

        members["InvocationResult"].SetValue(bindings, "done");

        Assert.Equal("done", members["InvocationResult"].GetValue(bindings));
        Assert.Same(trigger.BindingData, members["TriggerMetadata"].GetValue(bindings));
        Assert.All(members.Values, member => Assert.NotNull(member.GetValue(bindings)));
    }

    [Fact]
    public async Task The_workers_middleware_gets_the_request_of_a_run()
    {
        var request = new DefaultHttpContext();
        var coordinator = OfficialInternals.NewHttpCoordinator(_ => request);
        var set = OfficialInternals.HttpCoordinator.GetMethod("SetFunctionContextAsync")!;

        Assert.Equal([typeof(string), typeof(FunctionContext)], set.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Same(request, await (Task<HttpContext>)set.Invoke(coordinator, ["id", null])!);
        OfficialInternals.HttpCoordinator.GetMethod("CompleteFunctionInvocation")!.Invoke(coordinator, ["id"]);
    }
}
