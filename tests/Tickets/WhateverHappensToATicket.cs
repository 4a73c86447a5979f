using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.Tickets;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tests.Tickets;

/// <summary>Tickets by chance: what each does by itself, and when, is what a model says that counts minute by minute. TICKET_SEED tells one again.</summary>
public sealed class WhateverHappensToATicket
{
    static readonly PolicyFile Policies = PolicyReader.Load(Path.Combine(Repository.Root, "policies.json"));
    static readonly CalendarPolicy Calendar = Policies.Calendars.Named[Policies.Calendars.Default].ToPolicy();
    static readonly OpenMinutes Minutes = new(BusinessCalendar.Of(Calendar));
    static readonly Actor Staff = new(ActorKind.Staff, "Sarah"), Customer = new(ActorKind.Customer, "Jane");

    [Fact]
    public void It_does_what_the_model_does_at_the_same_minutes()
    {
        var first = Environment.GetEnvironmentVariable("TICKET_SEED") is { } seed ? int.Parse(seed) : 1;
        var stories = Environment.GetEnvironmentVariable("TICKET_SEED") is null ? 80 : 1;
        var kinds = new HashSet<string>();
        for (var i = first; i < first + stories; i++)
        {
            kinds.UnionWith(Tells(i));
        }
        if (stories > 1)
        {
            Assert.Superset(
                new HashSet<string> { "first-response.missed", "first-response.manager", "next-update-2.missed", "resolution-1.warned", "resolution-3.missed", "silence-1.reminded", "silence-2.ended" }, kinds);
        }
    }

    /// <summary>Tells one story; the timers that it had.</summary>
    static IEnumerable<string> Tells(int seed)
    {
        var random = new Random(seed);
        var start = Mls.MondayMorning.AddMinutes(random.Next(7 * 24 * 60)).ToUniversalTime();
        var priority = (Priority)random.Next(1, 5);
        var opened = new TicketOpened(
            new TicketRequest("Jane", "jane@example.com", null, null, "other", priority, "Photos", "Gone."), start, Customer, Channel.Form, Policies.Tickets,
            [.. Policies.Tickets.Levels.Select(_ => Calendar)]);
        var model = new TicketModel(opened, Minutes);
        model.Begin();
        var log = new List<CaseEntry>();
        var now = start;
        var told = new List<string>();
        for (var act = 0; act < 25; act++)
        {
            now = now.AddMinutes(random.Next(4) switch { 0 => random.Next(40), 1 => random.Next(300), 2 => random.Next(2000), _ => random.Next(6000) });
            model.Until(now);
            PassDue(opened, log, now);
            var (wanted, happens) = Choose(random, opened, Fold(opened, log), model, now);
            if (wanted.Misfit(opened, Fold(opened, log), now) is null)
            {
                told.Add($"{now:ddd MM-dd HH:mm} {wanted.Kind} {wanted.What}");
                log.Add(CaseEntry.Of(wanted.Kind, now, wanted.Kind is TicketChanges.Replied or TicketChanges.Confirmed or TicketChanges.Reopened ? Customer : Staff, Channel.Api, wanted.What) with { Number = log.Count + 1 });
                happens();
            }
        }
        now = now.AddDays(20);
        model.Until(now);
        PassDue(opened, log, now);

        var done = log.Where(entry => entry.By == Actor.Timer).Select(entry => (Timer: TicketModel.TimerOf(entry), entry.At)).OrderBy(each => each.At).ThenBy(each => each.Timer, StringComparer.Ordinal);
        var expected = model.Done.OrderBy(each => each.At).ThenBy(each => each.Timer, StringComparer.Ordinal);
        var state = Fold(opened, log);
        Assert.True(
            TicketModel.Shown(expected) == TicketModel.Shown(done) && (model.Phase, model.Level, model.IsForManager) == (state.Phase, state.Level, state.IsForManager),
            $"TICKET_SEED={seed}, {priority}, opened {start:ddd MM-dd HH:mm}:\n{string.Join('\n', told)}\nExpected {model.Phase} {model.Level} {model.IsForManager}:\n{TicketModel.Shown(expected)}\nGot {state.Phase} {state.Level} {state.IsForManager}:\n{TicketModel.Shown(done)}");
        // Whoever reads the log anew, in any order, comes to the same.
        var shuffled = log.ToArray();
        random.Shuffle(shuffled);
        Assert.Equal(
            TicketTimers.Of(opened, state).Select(timer => (timer.Id, timer.At)), TicketTimers.Of(opened, Fold(opened, [.. shuffled])).Select(timer => (timer.Id, timer.At)));
        Assert.All(TicketClocks.Of(opened, state), clock => Assert.Equal(
            clock.Clock.UsedAt(now), TimeSpan.FromTicks(clock.Clock.Listing(now).Where(line => line.State == ClockState.Running).Sum(line => (line.To - line.From).Ticks))));
        return done.Select(each => each.Timer);
    }

    static void PassDue(TicketOpened opened, List<CaseEntry> log, DateTimeOffset now)
    {
        while (TicketTimers.Of(opened, Fold(opened, log)).FirstOrDefault(timer => timer.At <= now) is { } timer)
        {
            log.Add(TicketTimers.Passing(opened, Fold(opened, log), timer) with { Number = log.Count + 1 });
        }
    }

    static (TicketAct Act, Action Happens) Choose(Random random, TicketOpened opened, TicketState state, TicketModel model, DateTimeOffset now)
    {
        switch (random.Next(12))
        {
            case 0 or 1:
                return (TicketActs.Reply($"Words {now:O}"), model.Reply);
            case 2 or 3:
                return (TicketActs.Answer("We look.", waits: false), () => model.Answer(waits: false));
            case 4 or 5:
                return (TicketActs.Answer("How large?", waits: true), () => model.Answer(waits: true));
            case 6:
                return (TicketActs.Resume(), model.Resume);
            case 7:
                var level = random.Next(1, 4);
                return (TicketActs.Move(level, "Better there", null), () => model.Move(level));
            case 8:
                var clock = TicketClocks.Of(opened, state)[^1].Id;
                var until = opened.CalendarOf(1).Add(now, TimeSpan.FromMinutes(random.Next(1, 3000)));
                // What was warned of or missed isn't again; the model would have to know that, too.
                return state.Passed.Any(passed => passed.StartsWith(clock + ".", StringComparison.Ordinal)) ? (TicketActs.Note(""), () => { }) : (TicketActs.Extend(clock, until, "Later.", "Vendor"), () => model.Extend(clock, until));
            case 9:
                return (TicketActs.Resolve("Done."), model.Resolve);
            case 10:
                var answer = (SolvedAnswer)random.Next(1, 4);
                return (TicketActs.Confirm(answer, "Not yet."), () => model.Confirm(answer));
            default:
                return state.Phase == TicketPhase.Closed ? (TicketActs.Reopen("Again."), model.Reopen) : random.Next(4) == 0 ? (TicketActs.SolvedItself(), model.Close) : (TicketActs.Note("Odd."), () => { });
        }
    }

    static TicketState Fold(TicketOpened opened, List<CaseEntry> log) => TicketState.Fold(opened, log);
}
