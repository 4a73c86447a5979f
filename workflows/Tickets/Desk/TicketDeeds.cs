using MemberServices.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tickets.Desk;

/// <summary>What staff can do with a ticket as it is now, each with what follows: by the same rules by which it is done.</summary>
public sealed class TicketDeeds(StaffDirectory staff, IEnumerable<CaseCategories> categories, DeskTimes times, TimeProvider clock)
{
    /// <summary>What follows when the customer is answered: we keep working, wait for them, or have solved it. None: it takes no answer.</summary>
    public IReadOnlyList<TicketDeed> AnswersTo(TicketRecord record)
    {
        if (!Takes(record, TicketActs.Answer("", waits: false)))
        {
            return [];
        }
        var name = record.Customer.Name;
        var answered = After(record, TicketActs.Answer("", waits: false));
        var (reminded, ends) = Silence(record, After(record, TicketActs.Answer("", waits: true)));
        var (asked, closes) = Silence(record, After(record, TicketActs.Resolve("")));
        return
        [
            new(TicketDeed.Answer, "Keep working", TicketPromises.Next(record.Opened, answered)?.DueAt is { } due ? $"Next promise: solved by {times.Exact(due, isInside: true)}." : "No promise runs then."),
            new(TicketDeed.Hold, $"Wait for {name}", $"The resolution’s clock pauses. Reminder {times.Exact(reminded, isInside: true)}; without a word it is taken to be solved {times.Exact(ends, isInside: true)}."),
            .. Takes(record, TicketActs.Resolve(""))
                ? (IReadOnlyList<TicketDeed>)[new(TicketDeed.Resolve, "Resolved", $"{name} is asked “did this solve it?”. Reminder {times.Exact(asked, isInside: true)}, closed {times.Exact(closes, isInside: true)} without an answer.")]
                : [],
        ];
    }

    public async Task<IReadOnlyList<TicketDeed>> OfAsync(TicketRecord record, StaffPerson me)
    {
        var (opened, state, name) = (record.Opened, record.State, record.Customer.Name);
        var acts = new List<TicketDeed>();
        if (Takes(record, TicketActs.Take(me.Name, me.Email, null)))
        {
            if (state.Person?.Email.Equals(me.Email, StringComparison.OrdinalIgnoreCase) != true)
            {
                acts.Add(new(TicketDeed.Take, state.Person is { } other ? $"Take it from {other.Name}" : "Take it", $"You have it, and {name} sees that on their page. The promises stay as they are."));
            }
            acts.Add(new(TicketDeed.HandOver, "Hand it over", "Somebody else has it. The promises stay as they are.") { Choices = await PeopleAsync(record) });
        }
        if (!record.IsErased && Takes(record, TicketActs.Note("")))
        {
            acts.Add(new(TicketDeed.Note, "Note for staff", $"{name} doesn’t read it. No clock changes."));
        }
        if (Takes(record, TicketActs.Resume()))
        {
            var due = TicketPromises.Solution(opened, After(record, TicketActs.Resume()))?.DueAt;
            acts.Add(new(TicketDeed.Resume, "Go on without waiting", $"The resolution’s clock runs again{(due is { } at ? $", until {times.Exact(at, isInside: true)}" : "")}."));
        }
        var promises = TicketClocks.Of(opened, state).Where(promise => CanExtend(record, promise)).ToList();
        if (promises.Count > 0)
        {
            acts.Add(new(TicketDeed.Extend, "Give a new time", $"Once for each promise. {name} gets the new time at once.")
            {
                Choices = [.. promises.Select(promise => new Choice(EnumNames<ClockKind>.Of(promise.Kind), $"{PromiseNames.Of(promise.Kind)}, due {times.Exact(promise.DueAt!.Value, isInside: true)}"))],
                Chosen = promises is [var only] ? EnumNames<ClockKind>.Of(only.Kind) : "",
            });
        }
        var levels = Enumerable.Range(1, opened.Policy.Levels.Count).Where(level => Takes(record, TicketActs.Move(level, "", null))).ToList();
        if (levels.Count > 0)
        {
            var higher = levels.FirstOrDefault(level => level > state.Level);
            acts.Add(new(
                TicketDeed.Move, higher > 0 ? $"Escalate to {opened.Policy.Levels[higher - 1].Name}, or move" : "Move to another level",
                $"The level gets it with the whole story, nobody has it, and {name} is told. The resolution starts anew.")
            {
                Choices = [.. levels.Select(level => new Choice($"{level}", $"{opened.Policy.Levels[level - 1].Name}{Solved(record, TicketActs.Move(level, "", null))}"))],
                Chosen = higher > 0 ? $"{higher}" : "",
            });
        }
        var priorities = Enum.GetValues<Priority>().Where(priority => Takes(record, TicketActs.Prioritize(priority, ""))).ToList();
        if (priorities.Count > 0)
        {
            acts.Add(new(TicketDeed.Prioritize, "Change the priority", "The promises are computed anew from the opening, pauses kept.")
            {
                Choices = [.. priorities.Select(each => new Choice(EnumNames<Priority>.Of(each), $"{StandardsInWords.Capital(EnumNames<Priority>.Of(each))}{Solved(record, TicketActs.Prioritize(each, ""))}"))],
            });
        }
        if (Takes(record, TicketActs.CloseAsDuplicate(record.Id)))
        {
            acts.Add(new(TicketDeed.Duplicate, "Merge into another ticket", $"This one is closed, what {name} wrote is noted in the other one, and they are told where it goes on."));
        }
        if (!record.IsErased && !record.Entries.Any(entry => entry.Kind == TicketChanges.Complained) && Takes(record, TicketActs.Complain(new TicketComplaint(""))))
        {
            acts.Add(new(TicketDeed.Complain, "It is a complaint", $"A complaint is opened beside it, with an owner of its own, and {name} hears who that is. The ticket goes on.")
            {
                Choices = [.. categories.Where(each => each.Kind == CaseKind.Complaint).SelectMany(each => each.Names).Select(each => new Choice(each.Key, each.Value))],
            });
        }
        if (Takes(record, TicketActs.Reopen("")))
        {
            acts.Add(new(TicketDeed.Reopen, "Reopen it", $"It goes on with the time that it had used, and {name} is told."));
        }
        return acts;
    }

    /// <summary>Everybody in a role that has a level, and the managers.</summary>
    async Task<IReadOnlyList<Choice>> PeopleAsync(TicketRecord record)
    {
        var people = new List<StaffPerson>();
        foreach (var role in record.Opened.Policy.Levels.Select(level => level.Role).Append(Policies.StaffRoles.Managers).Distinct())
        {
            people.AddRange(await staff.PeopleOfAsync(role));
        }
        return
        [
            .. people.DistinctBy(person => person.Id).Where(person => record.State.Person?.Email.Equals(person.Email, StringComparison.OrdinalIgnoreCase) != true)
                .OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase).Select(person => new Choice(person.Email, person.Name)),
        ];
    }

    bool Takes(TicketRecord record, TicketAct act) => act.Misfit(record.Opened, record.State, clock.GetUtcNow()) is null;

    static bool CanExtend(TicketRecord record, TicketClock promise) =>
        promise is { StoppedAt: null, DueAt: not null } && !record.State.Extensions.ContainsKey(promise.Id) && record.State.Phase != TicketPhase.Closed;

    /// <summary>Where it would be.</summary>
    TicketState After(TicketRecord record, TicketAct act) => TicketState.Fold(
        record.Opened,
        [.. record.Entries, CaseEntry.Of(act.Kind, clock.GetUtcNow(), Actor.Timer, Channel.StaffPage, act.What) with { Number = int.MaxValue }]);

    static (DateTimeOffset Reminder, DateTimeOffset End) Silence(TicketRecord record, TicketState state)
    {
        var timers = TicketTimers.Of(record.Opened, state).Where(timer => timer.Clock is null).ToList();
        return (timers.First(timer => timer.Kind == TimerKind.Remind).At, timers.First(timer => timer.Kind == TimerKind.GoOn).At);
    }

    string Solved(TicketRecord record, TicketAct act) => TicketPromises.Solution(record.Opened, After(record, act))?.DueAt is { } due ? $", solved by {times.Exact(due, isInside: true)}" : "";
}

/// <summary>Promises as staff read them.</summary>
static class PromiseNames
{
    public static string Of(ClockKind kind) => kind switch
    {
        ClockKind.FirstResponse => "First response",
        ClockKind.NextUpdate => "Next update",
        ClockKind.Resolution => "Resolution",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A promise without a name."),
    };
}
