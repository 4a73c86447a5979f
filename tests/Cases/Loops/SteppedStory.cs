using System.Globalization;
using MemberServices.Cases;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>What happens to a case with steps, drawn by a seed; and what must hold whenever all has settled.</summary>
sealed class SteppedStory(int seed)
{
    readonly Random random = new(seed);
    readonly SteppedCase steps = new() { UndoTries = seed % 4 + 1 };
    readonly HashSet<int> told = [];

    public List<string> Trace { get; } = [];

    public async Task RunAsync()
    {
        await using var engine = await MortalEngine.StartAsync(steps.Add);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Stepped", new CaseInput<SteppedState>(1), new StartOrchestrationOptions(SteppedCase.Id.ToString()));
        for (var left = random.Next(4, 14); left > 0; left--)
        {
            await HappenAsync(engine);
            if (random.Next(2) == 0)
            {
                await PassAsync(engine, TimeSpan.Zero);
            }
        }

        // Nobody does anything any more: each step ends by itself, and what is done is undone.
        for (var days = 0; days < 40 && !await IsOverAsync(engine); days++)
        {
            await PassAsync(engine, TimeSpan.FromDays(1));
        }

        await CheckEndAsync(engine);
    }

    async Task HappenAsync(MortalEngine engine)
    {
        var step = steps.State.Step;
        switch (random.Next(10))
        {
            case 0 or 1:
                Answer(engine, step);
                await TellAsync(engine, step, random.Next(1, 3));
                break;
            case 2:
                Answer(engine, step);
                break;
            case 3:
                Answer(engine, step);
                Answer(engine, step);
                await TellAsync(engine, step, 2);
                break;
            case 4:
                await TellAsync(engine, random.Next(step + 2), 1);
                break;
            case 5:
                Note($"step {step} will answer itself");
                steps.AnswerItself(step, AnyAnswer());
                break;
            case 6:
                Note("dies in the next activity");
                engine.DieInNext(random.Next(2) == 0);
                break;
            case 7:
                var down = TimeSpan.FromHours(random.Next(3) == 0 ? random.Next(60) : 0);
                Note($"dies for {down}");
                await engine.DieAsync(down);
                await PassAsync(engine, TimeSpan.Zero);
                break;
            default:
                await PassAsync(engine, TimeSpan.FromHours(random.Next(1, 50)));
                break;
        }
    }

    void Answer(MortalEngine engine, int step)
    {
        var what = AnyAnswer();
        if (!steps.State.IsOver)
        {
            Note($"step {step} is answered {what}: {steps.Answer(step, what, engine.Now)}");
        }
    }

    string AnyAnswer() => random.Next(6) switch { < 3 => SteppedState.Yes, < 5 => SteppedState.Again, _ => SteppedState.No };

    async Task TellAsync(MortalEngine engine, int step, int times)
    {
        for (; times > 0; times--)
        {
            Note($"event of step {step}");
            await CaseEvents.RaiseAsync(engine.Client, SteppedCase.Id, step);
        }

        if (steps.IsAnswered(step))
        {
            told.Add(step);
        }
    }

    async Task PassAsync(MortalEngine engine, TimeSpan time)
    {
        await engine.PassAsync(time);
        Note($"{time} passed, {string.Join(" ", steps.Effects.Keys)}");
        foreach (var (step, opened) in steps.OpenedAt)
        {
            var now = engine.Now;
            var isClosed = steps.Effects.Has($"close.{step}");
            if (steps.AnsweredAt.TryGetValue(step, out var answered))
            {
                // An answer that was there before is seen when the step is opened; one that nobody told of, at the next deadline.
                var latest = answered < opened ? opened : SteppedCase.Deadlines.Select(deadline => opened + deadline).FirstOrDefault(deadline => deadline > answered);
                Assert.True(isClosed || !told.Contains(step) && now < latest, $"Step {step}, opened {opened:O} and answered {answered:O}, isn't closed at {now:O}.");
            }
            else
            {
                var due = SteppedCase.Deadlines.Count(deadline => opened + deadline <= now);
                Assert.True(!isClosed && steps.Effects.Keys.Count(key => key.StartsWith($"follow.{step}.", StringComparison.Ordinal)) == due, $"Step {step} wasn't followed up {due} times.");
            }
        }
    }

    static async Task<bool> IsOverAsync(MortalEngine engine) => (await engine.Client.GetInstanceAsync(SteppedCase.Id.ToString()))!.IsCompleted;

    async Task CheckEndAsync(MortalEngine engine)
    {
        var ended = await engine.Client.GetInstanceAsync(SteppedCase.Id.ToString(), getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended!.RuntimeStatus);
        Assert.True(steps.State.IsOver);
        Assert.Equal(steps.State.Outcomes, ended.ReadOutputAs<string>());

        var count = steps.State.Step - 1;
        Assert.Equal(Expected("close", count), steps.Effects.Keys.Where(key => key.StartsWith("close", StringComparison.Ordinal)));
        Assert.Equal(Expected("open", count), steps.Effects.Keys.Where(key => key.StartsWith("open", StringComparison.Ordinal)));
        Assert.Equal(Expected("undo", steps.UndoTries), steps.Effects.Keys.Where(key => key.StartsWith("undo", StringComparison.Ordinal)));
        Assert.Empty(steps.Effects.Wrong);
        Assert.InRange(steps.Effects.Most, 1, 1 + engine.Deaths);

        var undone = Enumerable.Range(1, steps.UndoTries).Select(number => steps.Effects[$"undo.{number}"].Split(" at ")).ToList();
        Assert.Single(undone.Select(parts => parts[0]).Distinct());
        // Whatever changes in the log makes it try again sooner.
        Assert.All(undone.Zip(undone.Skip(1)).Index(), each => Assert.InRange(
            Time(each.Item.Second[1]), Time(each.Item.First[1]), Time(each.Item.First[1]).AddHours(each.Index + 1) + engine.Down));
        CheckTimes(
            steps.Effects.Keys.Where(key => key.StartsWith("follow", StringComparison.Ordinal)).Select(key => steps.Effects[key].Split(" at "))
                .Select(parts => (Time(parts[0]), Time(parts[1]))),
            engine.Down);
    }

    static void CheckTimes(IEnumerable<(DateTimeOffset Due, DateTimeOffset At)> looks, TimeSpan down) =>
        Assert.All(looks, look => Assert.InRange(look.At, look.Due, look.Due + down));

    static IEnumerable<string> Expected(string what, int count) =>
        Enumerable.Range(1, count).Select(number => $"{what}.{number}").Order(StringComparer.Ordinal);

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    void Note(string line) => Trace.Add(line);
}
