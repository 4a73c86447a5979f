using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Local.Durable;

/// <summary>How an engine works. The names follow the official worker's options and host.json.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>Orchestrations that run at once. Default: ten per core, as in host.json.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Activities that run at once. Default: ten per core, as in host.json.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>A longer timer is split. Default: three days, as in DurableTaskWorkerOptions.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The version of instances that are started without one; empty: unversioned.</summary>
    public string DefaultVersion { get; init; } = "";

    /// <summary>This worker's version, which <see cref="VersionMatch"/> compares with an instance's.</summary>
    public string WorkerVersion { get; init; } = "";

    public VersionMatchStrategy VersionMatch { get; init; } = VersionMatchStrategy.None;

    public VersionFailureStrategy VersionFailure { get; init; } = VersionFailureStrategy.Reject;

    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The largest input, output, event or status in UTF-8 bytes; null: no limit. The Durable Task Scheduler's is 1 MB.</summary>
    public int? LargestPayloadBytes { get; init; }

    /// <summary>Times an episode may break off (not fail) before its instance is failed as poisoned. Default: 5.</summary>
    public int MaxEpisodeTries { get; init; } = 5;

    /// <summary>Events in a history from which on every episode logs a warning. Default: 10,000.</summary>
    public int LongHistory { get; init; } = 10_000;
}
