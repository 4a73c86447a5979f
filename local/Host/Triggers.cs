using Microsoft.Extensions.Hosting;

namespace Local.Host;

/// <summary>Starts the triggers when everything else of the app has started, the web server included, and stops them first.</summary>
sealed class Triggers(IEnumerable<TriggerKind> kinds) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
        {
            await kind.StartAsync(cancellationToken);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in kinds.Reverse())
        {
            await kind.StopAsync(cancellationToken);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
