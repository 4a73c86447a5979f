using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Policies;
using MemberServices.Tests.Pages;
using MemberServices.WorkItems;

namespace MemberServices.Tests.WorkItems;

/// <summary>
/// Some days of five people at Level I and II: work comes in, is taken, handed over, done and lapses, people are away and back, and
/// time passes. What each reminder should have been follows from who had the item just before.
/// </summary>
sealed class AnyWorkdays(Mls mls, int seed)
{
    const int Acts = 60;

    static readonly Person[] Level1 = [Cast.Diego, Cast.Hannah, Cast.Sarah], Level2 = [Cast.Priya, Cast.Tom], Managers = [Cast.Elena, Cast.Marcus];
    static readonly Person[] All = [.. Level1, .. Level2];
    static readonly Person[] Everybody = [.. All, .. Managers, Cast.Ruth];

    readonly Random random = new(seed);
    readonly List<Followed> items = [];
    readonly List<(DateTimeOffset At, Person Who, Person? StandIn, DateTimeOffset From, DateTimeOffset Until)> absences = [];
    readonly List<string> log = [$"CASE_SEED={seed}"];

    public async Task RunAsync()
    {
        await OpensAsync();
        for (var i = 0; i < Acts; i++)
        {
            await (random.Next(12) switch
            {
                0 => OpensAsync(),
                < 3 => TakesAsync(Any(items), Any(All)),
                < 5 => HandsOverAsync(Any(items), Any(All), Any(All), i),
                5 => HandsToRoleAsync(Any(items), Any(All), i),
                6 => ClosesAsync(Any(items), Any(All)),
                < 9 => LeavesAsync(Any(All), Any(All)),
                9 => ComesBackAsync(Any(All)),
                _ => mls.Advance(TimeSpan.FromMinutes(random.Next(1, 24 * 60))),
            });
        }
        await mls.Advance(days: 30);
        foreach (var each in items)
        {
            await RemindersAreRightAsync(each);
        }
    }

    async Task OpensAsync()
    {
        var role = Any([StaffRoles.Level1, StaffRoles.Level2]);
        var due = random.Next(2) == 0 ? (DateTimeOffset?)null : mls.Now.AddHours(random.Next(1, 200));
        IReadOnlyList<DateTimeOffset>? own = random.Next(2) == 0 || due is null ? null : [mls.Now.AddHours(random.Next(1, 100)), due.Value.AddHours(-random.Next(1, 20))];
        var item = await mls.OpensWork($"Do {items.Count}", role, due, own);
        items.Add(new Followed(item));
        Note(items[^1], null, role, $"opened, due {item.Due:u}");
    }

    async Task TakesAsync(Followed item, Person by)
    {
        var state = item.Now;
        var status = !state.IsLive ? 409 : !MembersOf(state.Role).Contains(by) ? 403 : state.Owner is not null && state.Owner != by ? 409 : 200;
        Is(status, await mls.Takes(item.Item, by), $"{by.Name} takes {item.Item.Title}");
        if (status == 200)
        {
            Note(item, by, state.Role, $"taken by {by.Name}");
        }
    }

    async Task HandsOverAsync(Followed item, Person by, Person to, int number)
    {
        var state = item.Now;
        var role = MembersOf(state.Role).Contains(to) ? state.Role : Level1.Contains(to) ? StaffRoles.Level1 : StaffRoles.Level2;
        var status = !state.IsLive || state.Owner == to ? 409 : 200;
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            Is(status, await mls.HandsOver(item.Item, by, to, $"Reason {number}"), $"{by.Name} hands {item.Item.Title} over to {to.Name}");
        }
        if (status == 200)
        {
            Note(item, to, role, $"handed over to {to.Name}");
        }
    }

    async Task HandsToRoleAsync(Followed item, Person by, int number)
    {
        var (state, role) = (item.Now, Any([StaffRoles.Level1, StaffRoles.Level2]));
        var status = !state.IsLive || (state.Owner is null && state.Role == role) ? 409 : 200;
        Is(status, await mls.HandsOver(item.Item, by, role, $"Reason {number}"), $"{by.Name} hands {item.Item.Title} over to {role}");
        if (status == 200)
        {
            Note(item, null, role, $"handed over to {role}");
        }
    }

    async Task ClosesAsync(Followed item, Person by)
    {
        if (random.Next(2) == 0)
        {
            Is(item.Now.IsLive ? 200 : 409, await mls.Finishes(item.Item, by, $"Outcome {log.Count}"), $"{by.Name} finishes {item.Item.Title}");
        }
        else
        {
            await mls.Lapses(item.Item);
        }
        item.States.Add(item.Now with { At = mls.Now, IsLive = false });
        log.Add($"{mls.Now:u} {item.Item.Title} closed");
    }

    async Task LeavesAsync(Person who, Person standIn)
    {
        var (from, until) = (mls.Now.AddHours(random.Next(-5, 30)), mls.Now.AddHours(random.Next(31, 200)));
        Is(who == standIn ? 400 : 200, await mls.IsAway(who, from, until, standIn), $"{who.Name} is away from {from:u} until {until:u}, {standIn.Name} stands in");
        if (who != standIn)
        {
            absences.Add((mls.Now, who, standIn, from, until));
        }
    }

    async Task ComesBackAsync(Person who)
    {
        Is(200, await mls.IsBack(who), $"{who.Name} is back");
        absences.Add((mls.Now, who, null, default, default));
    }

    async Task RemindersAreRightAsync(Followed followed)
    {
        var item = followed.Item;
        var expected = new List<(string Kind, string To, IReadOnlyList<Person> Mails)>();
        foreach (var at in item.RemindAt!)
        {
            if (followed.At(at) is { IsLive: true } state)
            {
                var reader = state.Owner is null ? null : ActingFor(state.Owner, at);
                expected.Add(("reminded", reader?.Name ?? state.Role, reader is null ? [] : [reader]));
            }
        }
        if (followed.At(item.EscalateAt!.Value) is { IsLive: true } then)
        {
            var readers = Readers((then.Owner is null ? MembersOf(then.Role) : [then.Owner]).Select(ManagerOf), item.EscalateAt!.Value);
            readers = readers.Count > 0 ? readers : Readers(Managers, item.EscalateAt!.Value);
            expected.Add(("overdue", readers.Count > 0 ? string.Join(", ", readers.Select(reader => reader.Name)) : StaffRoles.Managers, readers));
        }

        var story = (await mls.Work(item)).GetProperty("story").EnumerateArray()
            .Select(entry => (Kind: entry.GetProperty("kind").GetString()!, To: entry.GetProperty("to").GetString()!)).Where(entry => entry.Kind is "reminded" or "overdue");
        var told = $"{string.Join('\n', log)}\n{item.Title}, reminders {string.Join(", ", item.RemindAt.Select(at => $"{at:u}"))}, escalated {item.EscalateAt:u}";
        Assert.True(expected.Select(each => (each.Kind, each.To)).SequenceEqual(story), $"Expected {string.Join("; ", expected.Select(each => $"{each.Kind} {each.To}"))}, got {string.Join("; ", story)}\n{told}");
        foreach (var person in Everybody)
        {
            var mails = mls.ToldOf(item, person).Count(subject => !subject.Contains("handed over", StringComparison.Ordinal));
            Assert.True(expected.Sum(each => each.Mails.Count(mail => mail == person)) == mails, $"{person.Name} got {mails}\n{told}");
        }
    }

    IReadOnlyList<Person> Readers(IEnumerable<Person> people, DateTimeOffset at) =>
        [.. people.Distinct().Select(person => ActingFor(person, at)).OfType<Person>().Distinct()];

    Person? ActingFor(Person who, DateTimeOffset at)
    {
        var chain = new List<Person>();
        while (!chain.Contains(who) && chain.Count <= 5)
        {
            chain.Add(who);
            if (absences.LastOrDefault(each => each.Who == who && each.At < at) is not { StandIn: { } standIn } absence || at < absence.From || at >= absence.Until)
            {
                return who;
            }
            who = standIn;
        }
        return null;
    }

    static Person ManagerOf(Person who) => who == Cast.Priya ? Cast.Marcus : Cast.Priya;

    static Person[] MembersOf(string role) => role == StaffRoles.Level1 ? Level1 : Level2;

    void Note(Followed item, Person? owner, string role, string what)
    {
        item.States.Add(new State(mls.Now, owner, role, true));
        log.Add($"{mls.Now:u} {item.Item.Title} {what}");
    }

    void Is(int status, Html answer, string what)
    {
        log.Add($"{mls.Now:u} {what}");
        Assert.True(answer.Status == status, $"{what} was answered {answer.Status} instead of {status}: {answer.Source}\n{string.Join('\n', log)}");
    }

    T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    sealed record State(DateTimeOffset At, Person? Owner, string Role, bool IsLive);

    sealed record Followed(WorkItem Item)
    {
        public List<State> States { get; } = [];

        public State Now => States[^1];

        /// <summary>Time passes, and then somebody acts: what is done at that very moment comes after.</summary>
        public State? At(DateTimeOffset at) => States.LastOrDefault(state => state.At < at);
    }
}
