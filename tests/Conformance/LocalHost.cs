using Local;
using Local.Durable;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Conformance;

/// <summary>The local engine, in memory and in standing time.</summary>
sealed class LocalHost(LocalMachine machine) : Host
{
    public override DurableTaskClient Client => machine.Part<DurableEngine>().Client;

    public static new async Task<Host> StartAsync(Action<DurableTaskRegistry> tasks, HostOptions options)
    {
        var machine = new LocalMachine(start: new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
        var engine = machine.Part<DurableEngine>();
        engine.Add(tasks);
        engine.Options = new()
        {
            MaximumTimerInterval = options.MaximumTimerInterval,
            DefaultVersion = options.DefaultVersion,
            WorkerVersion = options.WorkerVersion ?? "",
            VersionMatch = options.WorkerVersion is null ? VersionMatchStrategy.None : VersionMatchStrategy.Strict,
            VersionFailure = VersionFailureStrategy.Fail,
        };
        await engine.StartAsync();
        return new LocalHost(machine);
    }

    public override Task PassAsync(TimeSpan time) => machine.Clock.AdvanceAsync(time);

    public override Task SettleAsync() => machine.Clock.SettleAsync();

    public override ValueTask DisposeAsync() => machine.DisposeAsync();
}
