using MemberServices.Failures;
using MemberServices.Onboarding;
using MemberServices.Requests;
using MemberServices.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MemberServices;

/// <summary>The app, composed.</summary>
public static class App
{
    /// <param name="args">The command line, read as settings: <c>--Site:Address=https://members.example</c>.</param>
    /// <param name="configure">Has the last word in the composition.</param>
    public static IHost Build(string[] args, Action<IHostApplicationBuilder>? configure = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<InvocationSpans>();
        builder.UseMiddleware<FailureAnswers>();
        builder.UseMiddleware<RequestGuard>();
        builder.UseMiddleware<PageProblems>();
        builder.Services.AddMemberServices(builder.Configuration);
        configure?.Invoke(builder);
        var host = builder.Build();
        // Its policy is checked against the stages that there are: with an error in it the app doesn't start.
        host.Services.GetRequiredService<EnrollmentStages>();
        return host;
    }
}
