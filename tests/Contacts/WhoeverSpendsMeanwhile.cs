using Local;
using MemberServices.Cases.Finding;
using MemberServices.Contacts;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Tables;
using MemberServices.Tests.Tables;
using static MemberServices.Tests.Members.Enrolled;

namespace MemberServices.Tests.Contacts;

/// <summary>
/// Several callers spend and give back contacts of one person, known by key or by mailbox, while the mailbox becomes a member's; in any
/// order of their requests; they stop anywhere, and do again what they didn't complete, or did.
/// </summary>
public sealed class WhoeverSpendsMeanwhile : IAsyncLifetime
{
    const int Runs = 200;
    const int Callers = 5;
    const int CallsOfEach = 5;
    const double Stopped = 0.04;

    static readonly ContactPolicy Policy = new() { Budget = 3, Days = 30 };

    readonly LocalMachine machine = new(start: Mls.MondayMorning);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_never_over_the_budget_and_each_is_answered_the_same(bool isMemberFromTheStart)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            try
            {
                await RunAsync(new Random(seed), isMemberFromTheStart);
            }
            catch (Exception e)
            {
                Assert.Fail($"With seed {seed}: {e}");
            }
        }
    }

    async Task RunAsync(Random random, bool isMemberFromTheStart)
    {
        var service = EmbeddedAccount.Open(machine);
        foreach (var name in new[] { ContactBudgetTable.TableName, MemberTable.TableName, CaseIndex.TableName })
        {
            await service.DeleteTableAsync(name);
            await service.CreateTableIfNotExistsAsync(name);
        }
        var turns = new Turns(random, Stopped, () => Task.CompletedTask);
        var throttled = EmbeddedAccount.Open(machine, turns);
        var members = new MemberTable(throttled);
        var budget = new ContactBudget(
            new ContactBudgetTable(throttled, Policy), new OptOuts(throttled, new PersonFinder(members, new CaseIndex(throttled)), null!, machine.Clock), new PersonFinder(members, new CaseIndex(throttled)), Policy, machine.Clock);
        Task Joins(MemberTable table) => table.RecordAsync(Jane with { EnrollmentCaseId = null }, new RecordVersion(Mls.MondayMorning, "1"));
        if (isMemberFromTheStart)
        {
            await Joins(new MemberTable(service));
        }

        var answers = new Dictionary<string, (bool IsAllowed, DateTimeOffset At)>();
        var refunded = new HashSet<string>();
        var calls = Enumerable.Range(0, Callers).Select(_ => Enumerable.Range(0, CallsOfEach).Select(_ => Call()).ToList()).ToList();
        if (!isMemberFromTheStart)
        {
            calls[0].Insert(random.Next(calls[0].Count), () => Joins(members));
        }
        await turns.RunAsync([.. calls.Select(each => (Func<Task>)(async () =>
        {
            foreach (var call in each)
            {
                await UntilCompleteAsync(call);
            }
        }))]);

        var spent = answers.Where(each => each.Value.IsAllowed && !refunded.Contains(each.Key)).Select(each => each.Value.At).Order().ToList();
        Assert.DoesNotContain(spent.Zip(spent.Skip(Policy.Budget)), each => each.Second - each.First < TimeSpan.FromDays(Policy.Days));
        Assert.NotEmpty(answers);

        // What to do is drawn before anybody does anything; several do the same.
        Func<Task> Call()
        {
            var who = random.Next(2) == 0 ? Contacted.Person(Jane.MemberKey) : Contacted.Mailbox(random.Next(2) == 0 ? Jane.MemberEmail : "JANE+a@example.com");
            var number = random.Next(9);
            var (what, at) = ($"survey-{number}", Mls.MondayMorning.AddDays(number * 4 % 23));
            // Whoever gives back knows that it was spent.
            var isRefund = random.Next(6) == 0;
            if (!isMemberFromTheStart)
            {
                // Until the member is known, key and mailbox are two people.
                who = Contacted.Mailbox(Jane.MemberEmail);
            }
            return async () =>
            {
                if (isRefund)
                {
                    if (answers.ContainsKey(what))
                    {
                        await budget.RefundAsync(who, what);
                        lock (answers)
                        {
                            refunded.Add(what);
                        }
                    }
                    return;
                }
                var isAllowed = await budget.TrySpendAsync(who, what, at);
                lock (answers)
                {
                    Assert.True(!answers.TryGetValue(what, out var before) || before.IsAllowed == isAllowed, $"{what} is answered {isAllowed} after {before.IsAllowed}.");
                    answers[what] = (isAllowed, at);
                }
            };
        }
    }

    static async Task UntilCompleteAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception e) when (e is StoppedException or RowContendedException)
            {
                // It comes again, as an activity would.
            }
        }
    }
}
