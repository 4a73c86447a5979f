namespace Local.Durable;

/// <summary>The way of an episode: taken from the queue, run, committed, finished or tried again.</summary>
sealed partial class Dispatcher
{
    /// <summary>The episode's code has run and its commit is queued; another may run.</summary>
    public void Release()
    {
        TaskCompletionSource? finished;
        lock (gate)
        {
            running--;
            finished = TakeIdle();
        }

        finished?.TrySetResult();
        Pump();
    }

    /// <summary>The episode is over.</summary>
    /// <param name="begun">Activities that it scheduled.</param>
    public void Finish(Mailbox box, LoadedInstance? instance, int begun)
    {
        TaskCompletionSource? finished;
        lock (gate)
        {
            unfinished--;
            box.Tries = 0;
            box.Activities += begun;
            activities += begun;
            box.Messages.RemoveAll(message => message.At != 0 && message.At <= box.ReadUpTo);
            var goesOn = box.Messages.Count > 0 || box.IsDue;

            // One that is over isn't kept: a rewind changes it where it is stored.
            box.Cached = (goesOn || box.Activities > 0) && instance is { State.IsOver: false } ? instance : null;
            if (goesOn)
            {
                ready.Enqueue(box);
            }
            else
            {
                box.IsScheduled = false;
                box.Busy?.Dispose();
                box.Busy = null;
                if (box.Activities == 0)
                {
                    boxes.Remove(box.Key);
                }
            }

            finished = TakeIdle();
        }

        finished?.TrySetResult();
        Pump();
    }

    /// <summary>The episode broke off before it committed anything: it comes again with what it was given.</summary>
    public void TryAgain(Mailbox box, EpisodeWork work)
    {
        lock (gate)
        {
            unfinished--;
            box.Tries++;
            box.Cached = null;
            box.Messages.InsertRange(0, work.Messages);
            box.IsDue |= work.IsDue;
            box.Recovers |= work.Recovers;
            ready.Enqueue(box);
        }

        Pump();
    }

    void Pump()
    {
        while (true)
        {
            lock (gate)
            {
                if (running >= options.MaxConcurrentOrchestrations || !CanTake())
                {
                    return;
                }

                launching++;
                running++;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static dispatcher => dispatcher.RunNext(), this, preferLocal: false);
        }
    }

    bool CanTake() => ready.Count > launching && unfinished < MostUnfinished && activities < MostWaitingActivities;

    void RunNext()
    {
        Mailbox? box;
        EpisodeWork work = default;
        List<TaskCompletionSource>? room = null;
        lock (gate)
        {
            launching--;
            if (ready.TryDequeue(out box))
            {
                unfinished++;
                work = new([.. box.Messages], box.IsDue, box.Recovers, box.Cached);
                box.Messages.Clear();
                (box.IsDue, box.Recovers) = (false, false);
            }
            else
            {
                running--;
            }

            if (waitingForRoom.Count > 0 && ready.Count < Crowded)
            {
                room = [.. waitingForRoom];
                waitingForRoom.Clear();
            }
        }

        room?.ForEach(waiting => waiting.TrySetResult());
        if (box is not null)
        {
            Run(box, work);
        }
    }
}
