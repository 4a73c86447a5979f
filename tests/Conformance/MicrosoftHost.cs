using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Conformance;

/// <summary>Microsoft's in-process test host, in memory and in real time.</summary>
sealed class MicrosoftHost(DurableTaskTestHost host) : Host
{
    static int lastPort = 21_000;

    static MicrosoftHost() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None"); // else it logs every call

    public override DurableTaskClient Client => host.Client;

    public static new async Task<Host> StartAsync(Action<DurableTaskRegistry> tasks, HostOptions options) =>
        new MicrosoftHost(await DurableTaskTestHost.StartAsync(tasks, new()
        {
            Port = Interlocked.Increment(ref lastPort), // its own choice is random, and now and then taken
            ConfigureServices = services => services.Configure<DurableTaskWorkerOptions>(worker =>
            {
                worker.MaximumTimerInterval = options.MaximumTimerInterval;
                if (options.WorkerVersion is { } version)
                {
                    worker.Versioning = new()
                    {
                        Version = version,
                        DefaultVersion = options.DefaultVersion,
                        MatchStrategy = VersionMatchStrategy.Strict,
                        FailureStrategy = VersionFailureStrategy.Fail,
                    };
                }
            }),
        }));

    public override Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);

    public override Task SettleAsync() => PassAsync(TimeSpan.FromMilliseconds(500));

    public override ValueTask DisposeAsync() => host.DisposeAsync();
}
