using Local.Pages;
using Local.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Local.Host;

/// <summary>
/// The worker's own web server, as the front that Azure's host is: it listens where the command line says, and its
/// requests become runs of functions instead of being awaited from a host that forwards them.
/// </summary>
sealed class WebServer(IServer server, Listener listener, LocalMachine machine, HostJson hostJson, IConfiguration configuration, IServiceProvider services) : IStartupFilter
{
    /// <remarks>The pipeline that the worker sets up comes after, and is left out: it takes only what Azure's host forwards.</remarks>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        addresses.Clear();
        foreach (var url in listener.Urls.Split(';'))
        {
            addresses.Add(url);
        }

        app.UseCustomHeaders(hostJson.Extensions.Http.CustomHeaders);
        // Where the app is told that Easy Auth is on, it is: without it nothing is added to requests, and nothing taken away.
        var signIn = configuration["Staff:SignIn"] == "easyauth" ? new EasyAuth(machine) : null;
        signIn?.AddTo(app);
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            signIn?.MapPages(routes);
            routes.MapLocalPages(machine);
            routes.DataSources.Add(services.GetServices<TriggerKind>().OfType<HttpTriggers>().Single().Endpoints);
        });
    };
}
