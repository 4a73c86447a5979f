using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Local.Durable;

/// <summary>Runs one episode of one instance: load, replay, commit, and set in motion what was committed.</summary>
sealed partial class EpisodeRunner(
    LocalMachine machine,
    DurableEngineOptions options,
    InstanceStore store,
    RegisteredTasks tasks,
    Dispatcher dispatcher,
    ActivityRunner activities,
    DueTimes dueTimes,
    InstanceWaiters waiters)
{
    readonly ILogger log = options.LoggerFactory.CreateLogger("Local.Durable.Orchestrations");

    DateTime Now => machine.Clock.GetUtcNow().UtcDateTime;

    /// <summary>Never throws: what goes wrong is tried again, at last by failing the instance.</summary>
    public void Run(Mailbox box, EpisodeWork work)
    {
        try
        {
            var episode = box.Tries < options.MaxEpisodeTries
                ? Prepare(box, work)
                : new(null, null, [], $"{box.Tries} episodes in a row broke off.");
            if (episode.Poison is { } reason)
            {
                Poison(box, reason);
            }
            else
            {
                Commit(box, work, episode);
            }
        }
        catch (Exception exception)
        {
            Log.BrokeOff(log, exception, box.Key);
            dispatcher.TryAgain(box, work);
        }
        finally
        {
            dispatcher.Release();
        }
    }

    Episode Prepare(Mailbox box, EpisodeWork work)
    {
        LoadedInstance? instance;
        var messages = work.Messages;
        try
        {
            instance = work.Cached ?? machine.Database.Read(db => InstanceStore.Load(db, box.Key));
            if (instance is { State: { Status: OrchestrationRuntimeStatus.Pending, Due: not null } })
            {
                // What came before its start was not kept in memory.
                messages = machine.Database.Read(db => InstanceStore.Inbox(db, box.Key));
            }
        }
        catch (FormatException exception)
        {
            return new(null, null, [], exception.Message);
        }

        if (messages.Any(message => message.Happened is null))
        {
            return new(null, null, [], "A message in its inbox can't be read.");
        }

        box.ReadUpTo = Math.Max(box.ReadUpTo, messages.Select(message => message.At).DefaultIfEmpty().Max());
        var consumed = messages.Where(message => message.At != 0).Select(message => message.At).ToList();
        if (instance is null || instance.State.IsOver)
        {
            return new(null, null, consumed);
        }

        var arrived = messages.Where(message => message.Generation == 0 || message.Generation == instance.Generation)
            .Select(message => message.Happened!).ToList();
        return Play(instance, arrived, consumed);
    }

    Episode Play(LoadedInstance instance, List<HistoryEvent> arrived, List<long> consumed)
    {
        var now = Now;
        var isDue = instance.State.Due <= now;
        if (instance.State.Status == OrchestrationRuntimeStatus.Pending && instance.State.Due > now)
        {
            return arrived.OfType<Terminated>().FirstOrDefault() is { } end
                ? new(instance, Ended(now, arrived, new(OrchestrationRuntimeStatus.Terminated, end.Output, null)), consumed)
                : new(instance, null, []);
        }

        if (arrived.Count == 0 && !isDue && instance.History.Count > 0)
        {
            return new(instance, null, consumed);
        }

        if (!VersionMatches(instance.Start.Version))
        {
            if (options.VersionFailure == VersionFailureStrategy.Reject)
            {
                Log.VersionRejected(log, instance.Id, instance.Start.Version, options.WorkerVersion);
                return new(instance, null, []);
            }

            return Fail("VersionMismatch",
                $"Instance version '{instance.Start.Version}' does not comply with worker version '{options.WorkerVersion}'.");
        }

        if (tasks.FindOrchestrator(instance.Start.Name, instance.Start.Version) is not { } orchestrator)
        {
            var versioned = instance.Start.Version.Length == 0 ? "" : $" with version '{instance.Start.Version}'";
            return Fail("OrchestratorTaskNotFound", $"No orchestrator task named '{instance.Start.Name}'{versioned} was found.");
        }

        if (instance.History.Count > options.LongHistory)
        {
            Log.LongHistory(log, instance.Id, instance.History.Count);
        }

        var run = new OrchestrationRun(options, orchestrator, instance.Id, instance.Start);
        return new(instance, run.Run(instance.History, arrived, now), consumed);

        Episode Fail(string type, string text) => new(
            instance,
            Ended(now, arrived, new(OrchestrationRuntimeStatus.Failed, null, new(type, text, null, null, Final: true))),
            consumed);
    }

    bool VersionMatches(string version) => options.VersionMatch switch
    {
        VersionMatchStrategy.Strict => version == options.WorkerVersion,
        VersionMatchStrategy.CurrentOrOlder => Versions.Compare(version, options.WorkerVersion) <= 0,
        _ => true,
    };

    static EpisodeOutcome Ended(DateTime now, List<HistoryEvent> arrived, Completion completion) =>
        new([new EpisodeStarted(now), .. arrived], [], default, false, null, false, []) { Completion = completion };

    /// <param name="Instance">Null: there is nobody to tell what arrived.</param>
    /// <param name="Outcome">Null: no code ran.</param>
    readonly record struct Episode(LoadedInstance? Instance, EpisodeOutcome? Outcome, List<long> Consumed, string? Poison = null);

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An episode of instance {Key} broke off.")]
        public static partial void BrokeOff(ILogger log, Exception exception, long key);

        [LoggerMessage(Level = LogLevel.Error, Message = "The disk did not take an episode of instance {Key}; it is tried again.")]
        public static partial void NotStored(ILogger log, Exception exception, long key);

        [LoggerMessage(Level = LogLevel.Error, Message = "Instance {Key} was failed and its messages set aside: {Reason}")]
        public static partial void Poisoned(ILogger log, long key, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Id} has version '{Version}' and waits for another worker than this one of version '{Worker}'.")]
        public static partial void VersionRejected(ILogger log, string id, string version, string worker);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Id} has a history of {Count} events. Continue as new more often.")]
        public static partial void LongHistory(ILogger log, string id, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Orchestration {Name} of instance {Id} failed with {Type}: {Text}")]
        public static partial void Failed(ILogger log, string name, string id, string type, string text);
    }
}
