using Microsoft.Data.Sqlite;

namespace Local.Durable;

/// <summary>Commits episodes and does what follows.</summary>
sealed partial class EpisodeRunner
{
    /// <summary>SQLITE_CONSTRAINT.</summary>
    const int ConstraintFailed = 19;

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    void Commit(Mailbox box, EpisodeWork work, Episode episode)
    {
        if (episode is { Instance: { } instance, Outcome: { } outcome })
        {
            var commit = new EpisodeCommit(store, instance, outcome, episode.Consumed, Now);
            Write(box, work, commit.Run, committed => Continue(box, work, instance, outcome, committed));
        }
        else if (episode.Consumed.Count > 0)
        {
            Write(box, null, db => Consume(db, box.Key, episode.Consumed), _ => Finish(box, work, episode.Instance));
        }
        else
        {
            Finish(box, work, episode.Instance);
        }
    }

    void Poison(Mailbox box, string reason)
    {
        Log.Poisoned(log, box.Key, reason);
        Write(box, null, new PoisonCommit(store, box.Key, reason, Now).Run, poisoned =>
        {
            Send(poisoned.Committed);
            dispatcher.Finish(box, null, 0);
            waiters.Changed(poisoned.InstanceId, isOver: true);
        });
    }

    /// <summary>Writes until the disk takes it: a full disk stops the instance, it doesn't fail it.</summary>
    async void Write<T>(Mailbox box, EpisodeWork? work, Func<DatabaseSession, T> write, Action<T> committed)
    {
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                await machine.Database.WriteAsync(write, result =>
                {
                    // The clock waits from here to what the episode has set off, though the episode itself ends in between.
                    using var busy = machine.Clock.Busy("what an episode sets off");
                    committed(result);
                });
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == ConstraintFailed && work is { } given)
            {
                // What was loaded is not what is stored: load it again.
                Log.NotStored(log, exception, box.Key);
                dispatcher.TryAgain(box, given);
                return;
            }
            catch (Exception exception)
            {
                Log.NotStored(log, exception, box.Key);
                await Task.Delay(pause, TimeProvider.System);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    void Continue(Mailbox box, EpisodeWork work, LoadedInstance instance, EpisodeOutcome outcome, CommittedEpisode committed)
    {
        if (committed.State is not { } state)
        {
            dispatcher.Finish(box, null, 0);
            return;
        }

        if (outcome.Completion is { } completion)
        {
            Spans.Ended(instance, completion, Now);
        }

        if (outcome.Completion is { Failure: { } failure })
        {
            Log.Failed(log, instance.Start.Name, instance.Id, failure.Type, failure.Message);
        }

        Count(instance, outcome);
        instance.State = state;
        if (outcome.Next is not null)
        {
            dispatcher.WakeDue(box.Key);
            Finish(box, work with { Recovers = false }, null);
        }
        else
        {
            instance.NextEpisode++;
            instance.History.AddRange(outcome.Added);
            if (state.Due is { } due)
            {
                dueTimes.Expect(box.Key, due);
            }

            Finish(box, work, instance, outcome.Steps.OfType<TaskScheduled>());
        }

        Send(committed);
        waiters.Changed(instance.Id, state.IsOver);
    }

    void Finish(Mailbox box, EpisodeWork work, LoadedInstance? instance, IEnumerable<TaskScheduled>? scheduled = null)
    {
        using var busy = machine.Clock.Busy("what an episode sets off");
        var begun = instance is null or { State.IsOver: true } ? [] : (work.Recovers ? instance.OpenActivities() : scheduled ?? []).ToList();
        dispatcher.Finish(box, instance, begun.Count);
        if (begun.Count > 0)
        {
            machine.Meter.Add(Metered.SchedulerActions, "activity", begun.Count);
            activities.Add(instance!, begun);
        }
    }

    /// <summary>What the scheduler would have handed over for this episode.</summary>
    void Count(LoadedInstance instance, EpisodeOutcome outcome)
    {
        machine.Meter.Add(Metered.SchedulerActions, "start", instance.History.Count == 0 ? 1 : 0);
        machine.Meter.Add(Metered.Timers, "set", outcome.Added.OfType<TimerCreated>().Count());
        foreach (var arrived in outcome.Added.Where(happened => happened is not (EpisodeStarted or Step)).GroupBy(ActionOf))
        {
            machine.Meter.Add(Metered.SchedulerActions, arrived.Key, arrived.Count());
        }
    }

    static string ActionOf(HistoryEvent arrived) => arrived switch
    {
        TaskDone or TaskFailed => "result",
        TimerFired => "timer",
        EventRaised => "event",
        _ => "control",
    };

    void Send(CommittedEpisode committed)
    {
        foreach (var delivery in committed.Deliveries)
        {
            dispatcher.Deliver(delivery);
        }

        foreach (var child in committed.Children)
        {
            dispatcher.Begin(child);
        }
    }

    static bool Consume(DatabaseSession db, long key, List<long> consumed)
    {
        foreach (var at in consumed)
        {
            db.Execute("DELETE FROM durable_inbox WHERE instance = $1 AND at = $2", key, at);
        }

        return true;
    }
}
