using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace MemberServices;

/// <summary>The app, composed.</summary>
public static class App
{
    /// <param name="args">The command line.</param>
    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddMemberServices(builder.Configuration);
        return builder.Build();
    }
}
