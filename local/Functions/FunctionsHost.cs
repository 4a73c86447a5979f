using Local.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Local.Functions;

/// <summary>A running function app: the web server first, so that its address is known, then the other triggers.</summary>
sealed class FunctionsHost : IHost, IAsyncDisposable
{
    readonly WebApplication web;
    readonly LocalServices local;
    readonly bool isProgram;
    readonly TriggerKind[] kinds;

    FunctionsHost(WebApplication web, LocalServices local, bool isProgram)
    {
        this.web = web;
        this.local = local;
        this.isProgram = isProgram;
        kinds = [.. web.Services.GetServices<TriggerKind>()];
    }

    public IServiceProvider Services => web.Services;

    /// <exception cref="HostStartException">Functions can't be bound; the message lists all of them.</exception>
    public static FunctionsHost Create(WebApplicationBuilder builder, LocalServices local, FunctionCatalog catalog, bool forWeb)
    {
        var host = new FunctionsHost(builder.Build(), local, catalog.IsProgram);
        try
        {
            host.Bind(catalog, forWeb);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            var problem = new HostStartException($"Another program listens on {local.Arguments.Urls}. Stop it, or choose with --urls, such as --urls http://localhost:7072.");
            StartErrors.PrintIf<bool>(isProgram, () => throw problem);
        }

        var address = Address();
        if (web.Configuration[LocalServices.SiteAddress] is null)
        {
            web.Configuration[LocalServices.SiteAddress] = address;
        }

        foreach (var kind in kinds)
        {
            await kind.StartAsync(cancellationToken);
        }

        if (isProgram)
        {
            WhatToTry.Print(address, local);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        web.Lifetime.StopApplication();
        foreach (var kind in kinds.Reverse())
        {
            await kind.StopAsync(cancellationToken);
        }

        await web.StopAsync(cancellationToken);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await local.DisposeAsync();
    }

    void Bind(FunctionCatalog catalog, bool forWeb)
    {
        foreach (var function in catalog.Functions)
        {
            try
            {
                var kind = kinds.FirstOrDefault(kind => kind.Takes(function.Trigger))
                    ?? throw new BindingException($"the local edition doesn't know {function.Trigger.GetType().Name}.");
                if (kind is HttpTriggers && !forWeb)
                {
                    throw new BindingException("HTTP functions need builder.ConfigureFunctionsWebApplication().");
                }

                kind.Bind(function, web.Services);
            }
            catch (BindingException exception)
            {
                catalog.Problems.Add($"Function '{function.Name}' ({function.EntryPoint}): {exception.Message}");
            }
        }

        if (catalog.Problems.Count > 0)
        {
            throw new HostStartException(string.Join(Environment.NewLine, catalog.Problems));
        }

        ((IEndpointRouteBuilder)web).DataSources.Add(kinds.OfType<HttpTriggers>().Single().Endpoints);
        web.MapLocalPages(local.Edition);
    }

    /// <summary>Where a browser finds the app.</summary>
    string Address()
    {
        var first = BindingAddress.Parse(web.Urls.First());
        var everywhere = first.Host is "0.0.0.0" or "[::]" or "+" or "*";
        return $"{first.Scheme}://{(everywhere ? "localhost" : first.Host)}:{first.Port}";
    }
}
