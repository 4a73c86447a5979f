using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Keeps an app with stand-ins out of Azure, and says at the start that it was published with them. A service, because
/// the worker only prints what the extension's own startup throws.
/// </summary>
sealed partial class StandInCheck(ILogger<StandInCheck> log) : IHostedLifecycleService
{
    /// <exception cref="InvalidOperationException">This is Azure.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WEBSITE_INSTANCE_ID")))
        {
            throw new InvalidOperationException(
                "This app was built with stand-ins for packages that it needs in Azure: publish it without -p:Standins=true.");
        }

        // StandIns.targets puts it into a published app.
        if (AppContext.GetData("StandIns") is string packages)
        {
            Published(log, packages);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Published with stand-ins for {Packages}: for trying out, not for Azure.")]
    static partial void Published(ILogger logger, string packages);
}
