using System.Diagnostics;
using Local;
using MemberServices.Cases;
using MemberServices.Kpis;
using MemberServices.Messages;
using MemberServices.Tickets;
using MemberServices.Tickets.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Tickets;

/// <summary>
/// Tickets that are all open at once live on by chance, and the process is killed three times among them: each does what the model
/// does, which counts minute by minute. TICKETS says how many, TICKET_DAYS for how long, TICKET_SEED which.
/// </summary>
public sealed class WhenAYearOfTicketsPasses
{
    const int AtOnce = 50, Kills = 3;

    static readonly int Count = Number("TICKETS", 20), Days = Number("TICKET_DAYS", 90), Seed = Number("TICKET_SEED", 7);

    readonly Random random = new(Seed);
    readonly TemporaryFolder folder = new();
    readonly Stopwatch watch = Stopwatch.StartNew();
    readonly Dictionary<Metered, long> used = [];
    Mls mls = null!;

    [Fact]
    public async Task Each_does_what_the_model_does_once_and_none_is_stuck()
    {
        mls = await Mls.StartAsync(folder.Folder.CreateSubdirectory("0"));
        try
        {
            var lives = Enumerable.Range(0, Count).Select(number => new TicketLife(number, Seed)).ToList();
            await Opens(lives);
            await Live(lives);
            // Some weeks later all is over that people began, and nobody is forgotten yet.
            await Until(mls.Now.AddDays(Math.Min(45, (Mls.MondayMorning.AddDays(Days) - mls.Now).TotalDays)));
            await MustBeAsModels(lives);
            while (mls.Now < Mls.MondayMorning.AddDays(Days))
            {
                await Until(Mls.MondayMorning.AddDays(Math.Min(Days, (mls.Now - Mls.MondayMorning).TotalDays + 30)));
                Says($"day {(mls.Now - Mls.MondayMorning).TotalDays:0}");
            }
            await MustBeAsModels(lives);
            Adds(mls);
            using var process = Process.GetCurrentProcess();
            Says($"{Count} tickets, {Days} days, {Kills} kills, peak {process.PeakWorkingSet64 >> 20} MB, {process.TotalProcessorTime.TotalSeconds:0} s of processors: "
                + string.Join(", ", lives.CountBy(life => life.Model.Phase).Select(each => $"{each.Value} {each.Key}")));
            Says("for a ticket " + string.Join(", ", used.OrderBy(each => each.Key).Select(each => $"{(double)each.Value / Count:0.#} {each.Key}")));
        }
        finally
        {
            await mls.DisposeAsync();
            folder.Dispose();
        }
    }

    async Task Opens(List<TicketLife> lives)
    {
        TicketOpened? first = null;
        OpenMinutes? minutes = null;
        foreach (var some in lives.Chunk(AtOnce))
        {
            var ids = await Task.WhenAll(some.Select(life => mls.OpensTicket(life.Customer, EnumNames<Priority>.Of(life.Priority))));
            foreach (var (life, id) in some.Zip(ids))
            {
                var opened = (await Record(id)).Opened;
                first ??= opened;
                minutes ??= new OpenMinutes(opened.CalendarOf(1));
                // Ten thousand copies of the policy would be most of the memory.
                life.Begin(id, new TicketModel(opened with { Policy = first.Policy, Calendars = first.Calendars }, minutes));
            }
        }
        await mls.Settle();
        Says($"{Count} opened");
    }

    /// <summary>Lets people act until all have done what they do.</summary>
    async Task Live(List<TicketLife> lives)
    {
        var kills = new Queue<int>(Enumerable.Range(0, Kills).Select(_ => random.Next(Count * 3)).Order());
        var (acted, day) = (0, 0);
        var next = new PriorityQueue<TicketLife, DateTimeOffset>(lives.Select(life => (life, life.NextAt!.Value)));
        while (next.TryPeek(out _, out var at) && at < Mls.MondayMorning.AddDays(Days))
        {
            var isKilled = kills.TryPeek(out var kill) && acted >= kill;
            if (isKilled && kills.Dequeue() % 2 == 0)
            {
                await IsKilledWhile(Until(at), () => 0);
                isKilled = false;
            }
            await Until(at);
            var acting = new List<TicketLife>();
            while (next.TryPeek(out _, out var same) && same == at)
            {
                acting.Add(next.Dequeue());
            }
            foreach (var some in acting.Chunk(AtOnce))
            {
                await Act([.. some.Select(life => life.Next(at))], isKilled);
                isKilled = false;
            }
            next.EnqueueRange(acting.Where(life => life.NextAt is not null).Select(life => (life, life.NextAt!.Value)));
            acted += acting.Count;
            if ((at - Mls.MondayMorning).Days is var today && today > day)
            {
                day = today;
                Says($"day {day}, {acted} acts");
            }
        }
        Assert.Empty(kills);
    }

    async Task Act(IReadOnlyList<TicketDeed> deeds, bool isKilled)
    {
        var acts = deeds.Where(deed => deed.CanBeRepeated).Select(deed => (Deed: deed, Act: deed.Do(mls))).ToList();
        if (isKilled)
        {
            var heard = await IsKilledWhile(Task.WhenAll(acts.Select(each => each.Act)), () => acts.Where(each => each.Act.IsCompletedSuccessfully).ToList());
            acts = [.. acts.Select(each => heard.Contains(each) ? each : each with { Act = each.Deed.Do(mls) })];
        }
        acts.AddRange([.. deeds.Where(deed => !deed.CanBeRepeated).Select(deed => (deed, deed.Do(mls)))]);
        foreach (var (deed, act) in acts)
        {
            if (await act)
            {
                deed.Happens();
            }
        }
    }

    /// <summary>Kills the app at a moment of chance.</summary>
    /// <param name="happening">What is under way; nobody hears how it ends.</param>
    /// <param name="heard">What of it was acknowledged before.</param>
    async Task<T> IsKilledWhile<T>(Task happening, Func<T> heard)
    {
        for (var commits = random.Next(60); commits > 0; commits--)
        {
            await mls.Machine.Database.WriteAsync(_ => { });
        }
        var known = heard();
        Adds(mls);
        var (before, after) = (new DirectoryInfo(mls.Machine.Folder!), folder.Folder.CreateSubdirectory($"{Guid.NewGuid():N}"));
        mls = await mls.IsKilled(after);
        await happening.ContinueWith(_ => { }, TaskScheduler.Default);
        before.Delete(recursive: true);
        Says($"killed at {mls.Now:MM-dd HH:mm}");
        return known;
    }

    async Task MustBeAsModels(List<TicketLife> lives)
    {
        var others = new List<string>();
        foreach (var life in lives)
        {
            life.Model.Until(mls.Now);
            var record = await Record(life.Id);
            var done = record.Entries.Where(entry => entry.By == Actor.Timer).Select(entry => (Timer: TicketModel.TimerOf(entry), entry.At)).Order();
            var (expected, found) = (
                (TicketModel.Shown(life.Model.Done.Order()), life.Model.Phase, life.Model.Level, life.Model.IsForManager),
                (TicketModel.Shown(done), record.State.Phase, record.State.Level, record.State.IsForManager));
            if (expected != found)
            {
                others.Add($"{life.Id}:\nmodel {expected}\nfound {found}\nlog\n{string.Join('\n', record.Entries.Select(entry => $"{entry.Number} {entry.At:ddd MM-dd HH:mm:ss} {entry.Kind} {entry.By.Name} {entry.What}"))}");
            }
            Assert.True(record.IsErased || record.UnfollowedSince is null, $"Of {life.Id}'s log, something wasn't followed.");
        }
        Assert.True(others.Count == 0, $"TICKET_SEED={Seed}: {others.Count} of {lives.Count} did otherwise than their models.\n{string.Join("\n\n", others.Take(5))}");
        Assert.Empty(await mls.StuckCases());
        Says($"day {(mls.Now - Mls.MondayMorning).TotalDays:0}, {lives.Count} as their models");
        Assert.Empty(mls.DeadLetters(Bus.Commands));
        Assert.Empty(mls.DeadLetters($"{Bus.Events}/Subscriptions/{Bus.Figures}"));
        var day = DateOnly.FromDateTime(Mls.MondayMorning.Date);
        Assert.Equal($"{Count}", await mls.Figure(TicketFigures.Opened, day, day.AddDays(Figures.MostDays - 1)));
        Assert.Equal($"{lives.Sum(life => life.Model.MovedUp)}", await mls.Figure(TicketFigures.MovedUp, day, day.AddDays(Figures.MostDays - 1)));
    }

    async Task Until(DateTimeOffset at)
    {
        if (at > mls.Now)
        {
            await mls.Advance(at - mls.Now);
        }
    }

    void Adds(Mls before)
    {
        foreach (var (kind, what) in before.Machine.Meter.Read())
        {
            used[kind] = used.GetValueOrDefault(kind) + what.Values.Sum();
        }
    }

    Task<CaseRecord<TicketOpened, NoOutcome>> Record(string id) =>
        mls.Services.GetRequiredService<CaseTable<TicketOpened, NoOutcome>>().GetAsync(CaseId.Parse(id), TestContext.Current.CancellationToken);

    void Says(string text) => TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed:hh\\:mm\\:ss} {Environment.WorkingSet >> 20} MB: {text}");

    static int Number(string setting, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(setting), out var number) ? number : otherwise;
}
