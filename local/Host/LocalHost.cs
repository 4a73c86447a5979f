using System.Reflection;
using Local.Systems;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Local.Host;

/// <summary>A function app on one machine: the very app that Azure runs, with this machine's parts behind it.</summary>
public sealed class LocalHost : IHost, IAsyncDisposable
{
    readonly IHost app;
    readonly LocalServices local;

    LocalHost(IHost app, LocalServices local)
    {
        this.app = app;
        this.local = local;
    }

    public IServiceProvider Services => app.Services;

    public LocalMachine Machine => local.Machine;

    /// <summary>What callers of functions that need a key send in the header <c>x-functions-key</c>.</summary>
    public string Key => local.Folder.Key;

    /// <summary>Where a browser finds the app.</summary>
    public Uri Address => new(local.Listener.Address);

    /// <param name="args">The command line; see <see cref="HostArguments"/>.</param>
    /// <param name="functions">The assembly with the app's functions; those of the libraries that it references are found as well.</param>
    /// <param name="build">Builds the app with these settings as its command line, and lets the last word in its composition be said.</param>
    /// <exception cref="HostStartException">An argument, host.json, the data folder or functions are wrong; the message says how.</exception>
    public static LocalHost Build(string[] args, Assembly functions, Func<string[], Action<IHostApplicationBuilder>, IHost> build) =>
        Build(args, FunctionCatalog.In(functions), HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")), build);

    internal static LocalHost Build(
        string[] args, FunctionCatalog catalog, HostJson hostJson, Func<string[], Action<IHostApplicationBuilder>, IHost> build)
    {
        var local = new LocalServices(HostArguments.Parse(args), hostJson);
        IHost? app = null;
        try
        {
            app = build(local.Settings, local.AddTo);
            Bind(catalog, app.Services);
            return new LocalHost(app, local);
        }
        catch
        {
            app?.Dispose();
            local.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <exception cref="HostStartException">Something else listens where this one is to.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            Machine.Part<Counterparts>().Start();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new HostStartException(
                $"Another program listens on {local.Arguments.Urls}. Stop it, or choose with --urls, such as --urls http://localhost:7072.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    /// <summary>Says where it runs. The function key is told to a terminal only; what is redirected gets the name of a file.</summary>
    public void PrintBanner() => PrintBanner(Console.Out, !Console.IsOutputRedirected);

    internal void PrintBanner(TextWriter output, bool isTerminal) => StartupBanner.Print(local, output, isTerminal);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (app is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        await local.DisposeAsync();
    }

    static void Bind(FunctionCatalog catalog, IServiceProvider services)
    {
        var kinds = services.GetServices<TriggerKind>().ToList();
        foreach (var function in catalog.Functions)
        {
            try
            {
                var kind = kinds.FirstOrDefault(kind => kind.Takes(function.Trigger))
                    ?? throw new BindingException($"the one-machine host doesn't know {function.Trigger.GetType().Name}.");
                kind.Bind(function, services);
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
    }
}
