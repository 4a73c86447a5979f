using MemberServices.Cases;
using Microsoft.DurableTask;

namespace MemberServices.Tests.Cases;

/// <summary>A case with steps whose log is in memory: what a feature's activities and workflow do, and nothing else.</summary>
sealed class SteppedCase
{
    const int StepsOfOneHistory = 2;

    public static readonly CaseId Id = CaseId.Parse("SV-234567");

    public static readonly TimeSpan[] Deadlines = [TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(4)];

    static readonly StepActivities Activities = new("Open", "FollowUp", "Close", "Undo");

    readonly Lock gate = new();
    readonly Dictionary<int, string> outcomes = [];
    readonly Dictionary<int, string> ownAnswers = [];

    public Effects Effects { get; } = new();

    public Dictionary<int, DateTimeOffset> OpenedAt { get; } = [];

    public Dictionary<int, DateTimeOffset> AnsweredAt { get; } = [];

    /// <summary>How often it is tried to undo the case.</summary>
    public int UndoTries { get; init; } = 1;

    public SteppedState State
    {
        get
        {
            lock (gate)
            {
                return SteppedState.Of(outcomes);
            }
        }
    }

    /// <summary>Adds an outcome; false when the step has one.</summary>
    public bool Answer(int step, string what, DateTimeOffset at)
    {
        lock (gate)
        {
            return outcomes.TryAdd(step, what) && AnsweredAt.TryAdd(step, at);
        }
    }

    public bool IsAnswered(int step)
    {
        lock (gate)
        {
            return outcomes.ContainsKey(step);
        }
    }

    /// <summary>The next follow-up of a step is to answer it itself.</summary>
    public void AnswerItself(int step, string what)
    {
        lock (gate)
        {
            ownAnswers[step] = what;
        }
    }

    public void Add(MortalEngine engine, DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Stepped", RunAsync)
        .AddActivityFunc<StepOpening, DateTimeOffset?>(Activities.Open, (_, opening) => engine.LiveAsync(() => Open(opening)))
        .AddActivityFunc<StepFollowUp, DateTimeOffset?>(Activities.FollowUp, (_, due) => engine.LiveAsync(() => FollowUp(due)))
        .AddActivityFunc<StepId, SteppedState?>(Activities.Close, (_, step) => engine.LiveAsync(() => Close(step)))
        .AddActivityFunc<CaseUndo, DateTimeOffset?>(Activities.Undo, (_, undo) => engine.LiveAsync(() => Undo(undo)));

    static async Task<string?> RunAsync(TaskOrchestrationContext context)
    {
        var input = context.GetInput<CaseInput<SteppedState>>()!;
        var state = input.State ?? SteppedState.Start;
        var loop = new StepLoop(context, Activities);
        for (var steps = 0; !state.IsOver; steps++)
        {
            if (steps == StepsOfOneHistory)
            {
                context.ContinueAsNew(input with { State = state });
                return null;
            }

            state = await loop.RunAsync<SteppedState>(state.Step);
        }

        await loop.UndoAsync();
        return state.Outcomes;
    }

    DateTimeOffset? Open(StepOpening opening)
    {
        lock (gate)
        {
            var step = opening.Step.Number;
            Effects.Do($"open.{step}", $"{opening.Step.Case} {opening.At:O}");
            OpenedAt.TryAdd(step, opening.At);
            return outcomes.ContainsKey(step) ? null : OpenedAt[step] + Deadlines[0];
        }
    }

    DateTimeOffset? FollowUp(StepFollowUp due)
    {
        lock (gate)
        {
            var step = due.Step.Number;
            if (outcomes.ContainsKey(step))
            {
                return null;
            }

            Effects.Do($"follow.{step}.{due.Number}", $"{due.Due:O} at {due.At:O}");
            var after = due.Due - OpenedAt[step];
            if (ownAnswers.Remove(step, out var own) || after >= Deadlines[^1])
            {
                Answer(step, own ?? SteppedState.Lapsed, due.At);
                return null;
            }

            return OpenedAt[step] + Deadlines.First(deadline => deadline > after);
        }
    }

    SteppedState? Close(StepId step)
    {
        lock (gate)
        {
            if (!outcomes.TryGetValue(step.Number, out var outcome))
            {
                return null;
            }

            Effects.Do($"close.{step.Number}", outcome);
            return SteppedState.Of(outcomes, step.Number);
        }
    }

    DateTimeOffset? Undo(CaseUndo undo)
    {
        Effects.Do($"undo.{undo.Number}", $"{undo.Since:O} at {undo.At:O}");
        return undo.Number < UndoTries ? undo.At.AddHours(undo.Number) : null;
    }
}
