using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

/// <summary>
/// What a ticket does by itself, told the simplest way: minute by minute, a counter for each promise. It knows nothing of logs, folds
/// and stop clocks; of the calendar it takes whether a minute is open, and when a number of business days is over.
/// </summary>
/// <param name="opened">What came in.</param>
/// <param name="minutes">Those of its calendar, which many models may share.</param>
sealed class TicketModel(TicketOpened opened, OpenMinutes minutes)
{
    readonly BusinessCalendar calendar = minutes.Calendar;
    readonly List<Counter> counters = [], running = [];

    Counter? owed, resolution;
    bool isAnswered, isReopenedWait;
    int missedInARow, updates, resolutions, silence;
    DateTimeOffset? reminds, ends;

    public DateTimeOffset Now { get; private set; } = opened.ReceivedAt;

    public TicketPhase Phase { get; private set; } = TicketPhase.Open;

    public int Level { get; private set; } = 1;

    public bool IsForManager { get; private set; }

    /// <summary>How often it came to a higher level.</summary>
    public int MovedUp { get; private set; }

    /// <summary>What was done, and when.</summary>
    public List<(string Timer, DateTimeOffset At)> Done { get; } = [];

    bool HasWords { get; set; }

    int Reopened { get; set; }

    bool IsUrgent => opened.Request.Priority == Priority.Urgent;

    public void Begin()
    {
        var first = opened.Policy.FirstResponse;
        Start("first-response", TimeSpan.FromMinutes(first.Minutes), () => !isAnswered);
        counters.Add(new Counter("first-response.manager", first.ManagerMinutes, () => !isAnswered) { IsManagers = true });
        StartResolution();
    }

    /// <summary>Lets the time pass.</summary>
    public void Until(DateTimeOffset to)
    {
        for (; Now < to; Now = Now.AddMinutes(1))
        {
            running.Clear();
            running.AddRange(counters.Where(counter => !counter.IsMissed && counter.Runs()));
            if (running.Count == 0 && (HasWords || !(ends > Now)))
            {
                // Nothing more comes by itself.
                Now = to;
                return;
            }
            if (running.Count > 0 && (IsUrgent || minutes[Now]))
            {
                running.ForEach(Count);
            }
            Silent(Now.AddMinutes(1));
        }
    }

    public void Reply()
    {
        switch (Phase)
        {
            case TicketPhase.Closed:
                return;
            case TicketPhase.Resolved:
                HasWords = true;
                break;
            case TicketPhase.Waiting:
                Into(TicketPhase.Open);
                break;
        }
        if (isAnswered && owed is null)
        {
            (missedInARow, isReopenedWait) = (0, false);
            Owe(Now);
        }
    }

    public void Answer(bool waits)
    {
        if (waits || Phase != TicketPhase.Open)
        {
            Into(waits ? TicketPhase.Waiting : TicketPhase.Open);
        }
        Heard();
    }

    public void Resume()
    {
        // Only a repeat within the hour is taken while nobody waits, and it changes nothing.
        if (Phase == TicketPhase.Waiting)
        {
            Into(TicketPhase.Open);
        }
    }

    public void Move(int level)
    {
        ToLevel(level);
        StartResolution();
    }

    public void Extend(string clock, DateTimeOffset until)
    {
        var counter = counters.Last(each => each.Id == clock);
        counter.Target = counter.Used + (IsUrgent ? (until - Now).TotalMinutes : calendar.OpenTimeBetween(Now, until).TotalMinutes);
    }

    public void Resolve()
    {
        Into(TicketPhase.Resolved);
        Heard();
    }

    public void Close()
    {
        Into(TicketPhase.Closed);
        Heard();
    }

    public void Confirm(SolvedAnswer answer)
    {
        if (answer == SolvedAnswer.Yes)
        {
            Close();
            return;
        }
        Reopen();
        if (answer == SolvedAnswer.No && Level < opened.Policy.Levels.Count)
        {
            Move(Level + 1);
        }
        else if (answer == SolvedAnswer.No)
        {
            IsForManager = true;
        }
    }

    public void Reopen()
    {
        Into(TicketPhase.Open);
        IsForManager |= ++Reopened >= 2;
        owed = null;
        (missedInARow, isReopenedWait) = (0, true);
        Owe(Now);
    }

    /// <summary>The timer whose doing an entry was.</summary>
    public static string TimerOf(CaseEntry entry) => entry.Kind switch
    {
        TicketChanges.Moved => entry.Read<TicketMove>().Timer!,
        TicketChanges.Resolved => entry.Read<TicketResolution>().Timer!,
        TicketChanges.Closed => entry.Read<TicketClosing>().Timer!,
        _ => entry.Read<TicketThreshold>().Timer,
    };

    public static string Shown(IEnumerable<(string Timer, DateTimeOffset At)> done) => string.Join('\n', done.Select(each => $"{each.At.UtcDateTime.AddSeconds(.5):ddd MM-dd HH:mm:ss} {each.Timer}"));

    void Count(Counter counter)
    {
        var warns = counter.Target * opened.Policy.WarnPercent / 100;
        if (!counter.IsManagers && !counter.IsWarned && counter.Used < warns && counter.Used + 1 >= warns)
        {
            counter.IsWarned = true;
            Done.Add(($"{counter.Id}.warned", Now.AddMinutes(warns - counter.Used)));
        }
        counter.Used++;
        if (counter.Used >= counter.Target && !counter.IsMissed)
        {
            counter.IsMissed = true;
            Missed(counter, Now.AddMinutes(1));
        }
    }

    void Missed(Counter counter, DateTimeOffset at)
    {
        Done.Add((counter.IsManagers ? counter.Id : $"{counter.Id}.missed", at));
        if (counter == resolution && Level < opened.Policy.Levels.Count)
        {
            ToLevel(Level + 1);
            StartResolution();
        }
        else if (counter == owed)
        {
            owed = null;
            missedInARow++;
            if (missedInARow >= TicketState.MostMissed)
            {
                IsForManager = true;
            }
            else
            {
                Owe(at);
            }
        }
        else if (!counter.IsManagers && Phase == TicketPhase.Open && owed is null)
        {
            (missedInARow, isReopenedWait) = (1, false);
            Owe(at);
        }
    }

    void Silent(DateTimeOffset now)
    {
        if (HasWords)
        {
            return;
        }
        if (reminds == now)
        {
            Done.Add(($"silence-{silence}.reminded", now));
        }
        if (ends == now)
        {
            Done.Add(($"silence-{silence}.ended", now));
            Into(Phase == TicketPhase.Waiting ? TicketPhase.Resolved : TicketPhase.Closed, now);
            owed = null;
        }
    }

    void Into(TicketPhase phase, DateTimeOffset? at = null)
    {
        (Phase, HasWords) = (phase, false);
        silence++;
        var policy = phase switch { TicketPhase.Waiting => opened.Policy.Waiting, TicketPhase.Resolved => opened.Policy.Resolved, _ => null };
        reminds = policy is null ? null : calendar.DeadlineAfter(at ?? Now, policy.ReminderDays);
        ends = policy is null ? null : calendar.DeadlineAfter(at ?? Now, policy.EndDays);
    }

    void ToLevel(int level)
    {
        MovedUp += level > Level ? 1 : 0;
        Level = level;
    }

    void Heard()
    {
        isAnswered = true;
        owed = null;
    }

    void Owe(DateTimeOffset at)
    {
        var target = isReopenedWait ? opened.Policy.ReopenedUpdate : opened.Policy.StandardOf(opened.Request.Priority).NextUpdate;
        Counter? mine = null;
        mine = owed = Start($"next-update-{++updates}", target.From(at, calendar, IsUrgent), () => owed == mine);
    }

    void StartResolution()
    {
        var at = resolution is { IsMissed: true } ? Now.AddMinutes(1) : Now;
        Counter? mine = null;
        mine = resolution = Start(
            $"resolution-{++resolutions}", opened.Policy.StandardOf(opened.Request.Priority).Resolution[Level - 1].From(at, calendar, IsUrgent),
            () => resolution == mine && Phase == TicketPhase.Open);
    }

    Counter Start(string id, TimeSpan target, Func<bool> runs)
    {
        var counter = new Counter(id, target.TotalMinutes, runs);
        counters.Add(counter);
        // What is missed in the same minute: a word that was promised comes before the solution, so that the customer gets a new promise.
        counters.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return counter;
    }

    sealed class Counter(string id, double target, Func<bool> runs)
    {
        public string Id => id;

        public double Target { get; set; } = target;

        public double Used { get; set; }

        public bool IsWarned { get; set; }

        public bool IsMissed { get; set; }

        public bool IsManagers { get; init; }

        public bool Runs() => runs();
    }
}
