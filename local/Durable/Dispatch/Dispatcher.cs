namespace Local.Durable;

/// <summary>
/// Gives instances with something to do to the episode runner: one episode at a time each, so many at once, first come
/// first served. It takes on no more while too many episodes wait for the disk or too many activities for a turn.
/// </summary>
sealed partial class Dispatcher(LocalClock clock, DurableEngineOptions options)
{
    const int MostUnfinished = 1024;
    const int MostWaitingActivities = 10_000;
    const int Crowded = 2_000;

    readonly Lock gate = new();
    readonly Dictionary<long, Mailbox> boxes = [];
    readonly Queue<Mailbox> ready = [];
    readonly List<TaskCompletionSource> waitingForRoom = [];
    int launching;
    int running;
    int unfinished;
    int activities;
    bool started;
    TaskCompletionSource? idle;

    /// <summary>Instances in memory.</summary>
    public int Awake
    {
        get
        {
            lock (gate)
            {
                return boxes.Count;
            }
        }
    }

    /// <summary>Runs an episode; it ends by a call of <see cref="Finish"/> or <see cref="TryAgain"/>, on whatever thread.</summary>
    public required Action<Mailbox, EpisodeWork> Run { private get; init; }

    /// <summary>From now on work is taken on.</summary>
    public void Start()
    {
        lock (gate)
        {
            started = true;
        }
    }

    /// <summary>Ends when nothing is left to do, or nothing that may begin.</summary>
    public Task StopAsync()
    {
        lock (gate)
        {
            if (!started || IsIdle)
            {
                started = false;
                return Task.CompletedTask;
            }

            return (idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Tells an instance something.</summary>
    public void Deliver(Delivery delivery) => Wake(delivery.Instance, box => box.Messages.Add(delivery.Message));

    /// <summary>Tells an instance what its activity returned.</summary>
    public void Return(long instance, Message message) => Wake(instance, box =>
    {
        box.Activities--;
        activities--;
        box.Messages.Add(message);
    });

    /// <summary>Begins a new instance. While not too many wait it needn't be loaded for that.</summary>
    public void Begin(LoadedInstance instance) => Wake(instance.Key, box =>
    {
        box.IsDue = true;
        box.Cached = ready.Count < Crowded ? instance : null;
    });

    /// <summary>Wakes an instance whose start or timer is due.</summary>
    public void WakeDue(long instance) => Wake(instance, box => box.IsDue = true);

    /// <summary>Wakes an instance whose activities a former process left.</summary>
    public void Recover(long instance) => Wake(instance, box => (box.IsDue, box.Recovers) = (true, true));

    /// <summary>Ends when another batch of due instances may be woken.</summary>
    public Task RoomAsync()
    {
        lock (gate)
        {
            if (!started || ready.Count < Crowded)
            {
                return Task.CompletedTask;
            }

            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waitingForRoom.Add(room);
            return room.Task;
        }
    }

    /// <summary>An activity that was left behind is dropped, to be found again by the next process.</summary>
    public void Forget(long instance)
    {
        TaskCompletionSource? finished;
        lock (gate)
        {
            activities--;
            if (boxes.TryGetValue(instance, out var box) && --box.Activities == 0 && !box.IsScheduled)
            {
                boxes.Remove(instance);
            }

            finished = TakeIdle();
        }

        finished?.TrySetResult();
    }

    bool IsIdle => running == 0 && unfinished == 0 && ready.Count == 0 && activities == 0;

    TaskCompletionSource? TakeIdle()
    {
        if (idle is null || !IsIdle)
        {
            return null;
        }

        started = false;
        return idle;
    }

    void Wake(long instance, Action<Mailbox> change)
    {
        lock (gate)
        {
            if (!started)
            {
                return;
            }

            if (!boxes.TryGetValue(instance, out var box))
            {
                boxes.Add(instance, box = new(instance));
            }

            change(box);
            if (!box.IsScheduled)
            {
                box.IsScheduled = true;
                box.Busy = clock.Busy("an orchestration's episode");
                ready.Enqueue(box);
            }
        }

        Pump();
    }
}

/// <summary>What an episode is given.</summary>
readonly record struct EpisodeWork(IReadOnlyList<Message> Messages, bool IsDue, bool Recovers, LoadedInstance? Cached);
