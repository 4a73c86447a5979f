namespace MemberServices.Tests.Crash;

/// <param name="After">From the beginning of the step.</param>
/// <param name="IsPolite">Whether it is asked to end (SIGTERM) instead.</param>
/// <param name="WhileStarting">When it is killed once more while it starts; null: it isn't.</param>
/// <param name="IsDownUntilThen">Whether it is down until the time that the clock was moved to.</param>
/// <param name="Repeats">What was acknowledged to a client that died with it, so that it is done again.</param>
public sealed record Kill(TimeSpan After, bool IsPolite, TimeSpan? WhileStarting, bool IsDownUntilThen, Predicate<Deed> Repeats);

/// <summary>When the process is killed. The same seed kills in the same steps after the same times.</summary>
public sealed class Kills
{
    /// <summary>A process that has just started is slower than one that has run for a while.</summary>
    const double Slower = 3;

    static readonly TimeSpan StartTakes = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    readonly Queue<(int Step, Kill Kill)> planned = [];

    string shown = "no kills";

    Kills()
    {
    }

    public static Kills None { get; } = new();

    /// <param name="durations">Of the steps without kills.</param>
    public static Kills Random(int seed, int count, IReadOnlyList<TimeSpan> durations)
    {
        var random = new Random(seed);
        var kills = new Kills();
        var areForDays = random.Next(3) == 0;
        var steps = Enumerable.Range(0, count).Select(_ => random.Next(durations.Count)).Order();
        foreach (var step in steps.ToList())
        {
            var repeats = random.Next();
            kills.planned.Enqueue((step, new Kill(
                random.NextDouble() * (durations[step] * Slower < Longest ? durations[step] * Slower : Longest),
                !OperatingSystem.IsWindows() && random.Next(4) == 0,
                random.Next(5) == 0 ? StartTakes * random.NextDouble() : null,
                areForDays && random.Next(2) == 0,
                deed => new Random(repeats ^ deed.What.Length).Next(4) == 0)));
        }

        kills.shown = $"CRASH_SEED={seed}: {string.Join(", ", kills.planned.Select(p => $"step {p.Step} {(p.Kill.IsPolite ? "ended" : "killed")} after {p.Kill.After.TotalMilliseconds:0} ms{(p.Kill.IsDownUntilThen ? ", down until the step's time" : "")}"))}";
        return kills;
    }

    /// <summary>The next in a step, or null when there is none left.</summary>
    public Kill? Next(int step) => planned.TryPeek(out var next) && next.Step == step ? planned.Dequeue().Kill : null;

    public override string ToString() => shown;
}
