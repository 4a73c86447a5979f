using System.Globalization;
using MemberServices.Cases;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>What happens to a ticket, drawn by a seed; and what must hold in the end.</summary>
sealed class ClockedStory(int seed)
{
    static readonly string[] Lines = [ClockedCase.Urgent, .. ClockedCase.Clocks.Select(clock => clock.StoppedBy)];

    readonly Random random = new(seed);
    readonly ClockedCase ticket = new(MortalEngine.Start);
    bool isAnyLost;
    int raised;

    public List<string> Trace { get; } = [];

    public async Task RunAsync()
    {
        await using var engine = await MortalEngine.StartAsync(ticket.Add);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Clocked", "input", new StartOrchestrationOptions(ClockedCase.Id.ToString()));
        await engine.PassAsync(TimeSpan.Zero);
        for (var left = random.Next(4, 14); left > 0; left--)
        {
            await HappenAsync(engine);
        }

        await engine.PassAsync(TimeSpan.FromDays(random.Next(12)));
        var isTold = await AddAsync(engine, ClockedCase.Closed);
        await engine.PassAsync(isTold ? TimeSpan.Zero : CaseLoop.LongestSleep);
        await CheckAsync(engine);
    }

    async Task HappenAsync(MortalEngine engine)
    {
        switch (random.Next(6))
        {
            case 0 or 1:
                await AddAsync(engine, Lines[random.Next(Lines.Length)]);
                break;
            case 2:
                // Something that changes nothing, or an event that comes again.
                await TellAsync(engine);
                break;
            case 3:
                Trace.Add("dies in the next activity");
                engine.DieInNext(random.Next(2) == 0);
                break;
            case 4:
                var down = TimeSpan.FromMinutes(random.Next(3) == 0 ? random.Next(3000) : 0);
                Trace.Add($"dies for {down}");
                await engine.DieAsync(down);
                break;
            default:
                var time = TimeSpan.FromMinutes(random.Next(1, 3000));
                await engine.PassAsync(time);
                Trace.Add($"{time} passed, {string.Join(" ", ticket.Effects.Keys)}");
                break;
        }
    }

    /// <summary>Whether anybody was told of it.</summary>
    async Task<bool> AddAsync(MortalEngine engine, string line)
    {
        ticket.Add(line, engine.Now);
        var isTold = random.Next(3) > 0;
        isAnyLost |= !isTold;
        Trace.Add($"{line} {engine.Now:O}{(isTold ? "" : ", nobody is told")}");
        for (var times = isTold ? random.Next(1, 3) : 0; times > 0; times--)
        {
            await TellAsync(engine);
        }

        return isTold;
    }

    async Task TellAsync(MortalEngine engine)
    {
        raised++;
        await CaseEvents.RaiseAsync(engine.Client, ClockedCase.Id);
    }

    async Task CheckAsync(MortalEngine engine)
    {
        var ended = await engine.Client.GetInstanceAsync(ClockedCase.Id.ToString(), getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended!.RuntimeStatus);
        Assert.Equal("over", ended.ReadOutputAs<string>());
        foreach (var clock in ClockedCase.Clocks)
        {
            var (due, stopped) = (ticket.DueAt(clock), ticket.StoppedAt(clock)!.Value);
            // Of two at the same instant, either may be first.
            Assert.True(due == stopped || ticket.Effects.Has(clock.Name) == due < stopped, $"{clock.Name} was due {due:O} and stopped {stopped:O}.");
            if (ticket.Effects.Has(clock.Name))
            {
                var late = (isAnyLost ? CaseLoop.LongestSleep : TimeSpan.Zero) + engine.Down;
                Assert.InRange(DateTimeOffset.Parse(ticket.Effects[clock.Name], CultureInfo.InvariantCulture), due, due + late);
            }
        }

        // The first, one for each event and each clock, one a day; and those that a dead process began.
        var days = (int)((engine.Now - MortalEngine.Start) / CaseLoop.LongestSleep);
        Assert.InRange(ticket.Looks, 1, 2 + raised + ClockedCase.Clocks.Length + days + engine.Deaths);
    }
}
