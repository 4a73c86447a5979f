using MemberServices.Cases;
using Microsoft.DurableTask;

namespace MemberServices.Tests.Cases;

/// <summary>A clock of a ticket.</summary>
/// <param name="Name">Its effect's key.</param>
/// <param name="Target">How long after the opening it is due.</param>
/// <param name="Urgent">The same of an urgent ticket.</param>
/// <param name="StoppedBy">The line of the log that stops it.</param>
sealed record Clocked(string Name, TimeSpan Target, TimeSpan Urgent, string StoppedBy);

/// <summary>A ticket whose log is in memory, with three clocks; what is due is judged by when things happened.</summary>
sealed class ClockedCase(DateTimeOffset opened)
{
    public const string Urgent = "urgent";
    public const string Closed = "closed";

    public static readonly CaseId Id = CaseId.Parse("TK-234567");

    public static readonly Clocked[] Clocks =
    [
        new("response", TimeSpan.FromHours(30), TimeSpan.FromHours(2), "responded"),
        new("update", TimeSpan.FromDays(4), TimeSpan.FromHours(12), "updated"),
        new("resolution", TimeSpan.FromDays(8), TimeSpan.FromDays(2), "resolved"),
    ];

    readonly Lock gate = new();
    readonly Dictionary<string, DateTimeOffset> lines = [];
    int looks;

    public Effects Effects { get; } = new();

    public int Looks => Volatile.Read(ref looks);

    public void Add(string line, DateTimeOffset at)
    {
        lock (gate)
        {
            lines.TryAdd(line, at);
        }
    }

    public DateTimeOffset? TimeOf(string line)
    {
        lock (gate)
        {
            return lines.TryGetValue(line, out var at) ? at : null;
        }
    }

    /// <summary>When a clock is due. Urgency only makes it earlier, and never before it was told.</summary>
    public DateTimeOffset DueAt(Clocked clock)
    {
        var (usual, sooner) = (opened + clock.Target, opened + clock.Urgent);
        return TimeOf(Urgent) is not { } urgent ? usual : urgent > sooner ? Earlier(urgent, usual) : sooner;
    }

    /// <summary>When a clock no longer counts, or null.</summary>
    public DateTimeOffset? StoppedAt(Clocked clock) =>
        TimeOf(clock.StoppedBy) is { } stopped ? Earlier(stopped, TimeOf(Closed) ?? stopped) : TimeOf(Closed);

    public void Add(MortalEngine engine, DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Clocked", RunAsync)
        .AddActivityFunc<CaseLook, DateTimeOffset?>("Look", (_, look) => engine.LiveAsync(() => Look(look)));

    public static async Task<string> RunAsync(TaskOrchestrationContext context) => await CaseLoop.RunAsync(context, "Look") ? "over" : "";

    public DateTimeOffset? Look(CaseLook look)
    {
        Interlocked.Increment(ref looks);
        var isOver = TimeOf(Closed) is not null;
        foreach (var clock in Clocks.Where(clock => !Effects.Has(clock.Name)))
        {
            var due = DueAt(clock);
            if (due <= look.At && !(StoppedAt(clock) <= due))
            {
                Effects.Do(clock.Name, $"{look.At:O}");
            }
        }

        return isOver
            ? null
            : Clocks.Where(clock => !Effects.Has(clock.Name) && StoppedAt(clock) is null).Select(DueAt).Append(DateTimeOffset.MaxValue).Min();
    }

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
