using Local;
using MemberServices.Cases;
using MemberServices.Tests.Tables;

namespace MemberServices.Tests.Cases;

public sealed class WhenStaffActTwice : IAsyncLifetime
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
    readonly ScheduledCases client = new();
    CaseTable<string, Choice> tickets = null!;
    CaseId id;

    /// <summary>An outcome with a list in it: two that are read aren't equal by themselves.</summary>
    sealed record Choice(string What, IReadOnlyList<string> Items)
    {
        public bool Is(Choice other) => What == other.What && Items.SequenceEqual(other.Items);
    }

    public async ValueTask InitializeAsync()
    {
        var service = EmbeddedAccount.Open(machine);
        await service.CreateTableAsync("Tickets");
        tickets = new(service, CaseKind.Ticket, "Tickets");
        id = await tickets.OpenAsync("opened", null);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Fact]
    public async Task The_first_counts_and_wakes_the_case()
    {
        var result = await ActsAsync("Sam", "remind");

        Assert.Equal((InterventionState.Recorded, 1), (result.State, result.Recorded?.Step));
        Assert.Equal("Sam", Assert.Single((await tickets.GetAsync(id)).Outcomes).By.Name);
        Assert.Equal([(id, 1)], client.Woken);
    }

    [Fact]
    public async Task The_same_within_the_hour_changes_nothing_and_is_answered_the_same()
    {
        var first = await ActsAsync("Sam", "remind");
        await PassAsync(Interventions.RepeatTime - TimeSpan.FromSeconds(1));

        var again = await ActsAsync("Sam", "remind");

        AssertSame(first, again);
        Assert.Single((await tickets.GetAsync(id)).Outcomes);
    }

    [Fact]
    public async Task After_an_hour_it_is_meant()
    {
        await ActsAsync("Sam", "remind");
        await PassAsync(Interventions.RepeatTime);

        Assert.Equal(2, (await ActsAsync("Sam", "remind")).Recorded?.Step);
        Assert.Equal([1, 2], (await tickets.GetAsync(id)).Outcomes.Select(outcome => outcome.Step));
    }

    [Theory]
    [InlineData("Sam", "withdraw")]
    [InlineData("Ann", "remind")]
    public async Task Another_thing_or_by_another_person_is_meant_at_once(string by, string what)
    {
        await ActsAsync("Sam", "remind");

        Assert.Equal(2, (await ActsAsync(by, what)).Recorded?.Step);
    }

    [Fact]
    public async Task After_somebody_elses_step_it_is_meant_again()
    {
        await ActsAsync("Sam", "remind");
        await ActsAsync("Ann", "wait");

        Assert.Equal(3, (await ActsAsync("Sam", "remind")).Recorded?.Step);
    }

    [Fact]
    public async Task For_a_named_step_it_is_a_repeat_however_late()
    {
        var first = await ActsAsync("Sam", "remind", step: 1);
        await ActsAsync("Ann", "wait");
        await PassAsync(TimeSpan.FromDays(40));

        AssertSame(first, await ActsAsync("Sam", "remind", step: 1));
        Assert.Equal(2, (await tickets.GetAsync(id)).Outcomes.Count);
    }

    [Fact]
    public async Task For_a_named_step_that_somebody_else_closed_it_is_a_conflict()
    {
        await ActsAsync("Ann", "wait");

        Assert.Equal(InterventionState.Conflict, (await ActsAsync("Sam", "remind", step: 1)).State);
        Assert.Single((await tickets.GetAsync(id)).Outcomes);
    }

    [Fact]
    public async Task What_somebody_else_decided_in_between_is_told_in_words()
    {
        var result = await ActsAsync("Sam", "remind", meanwhile: () => tickets.AddOutcomeAsync(id, Outcome(1, "Ann", new("withdraw", []))));

        Assert.Equal(InterventionState.Conflict, result.State);
        Assert.Equal("Meanwhile: Ann chose withdraw of opened. Look at the ticket and decide again.", result.Detail);
        Assert.Null(result.Recorded);
        Assert.Equal("Ann", Assert.Single((await tickets.GetAsync(id)).Outcomes).By.Name);
    }

    [Fact]
    public async Task The_same_at_the_same_moment_is_recorded_once_and_both_are_told_so()
    {
        var at = machine.Clock.GetUtcNow();
        var result = await ActsAsync("Sam", "remind", meanwhile: () => tickets.AddOutcomeAsync(id, Outcome(1, "Sam", new("remind", ["a", "b"])) with { At = at.AddSeconds(-1) }));

        Assert.Equal((InterventionState.Recorded, at.AddSeconds(-1)), (result.State, result.Recorded?.At));
        Assert.Single((await tickets.GetAsync(id)).Outcomes);
    }

    [Fact]
    public async Task What_is_refused_records_nothing_and_wakes_nobody()
    {
        var refused = InterventionResult<StepOutcome<Choice>>.Refused(InterventionState.Ended, "It has ended.");

        Assert.Same(refused, await Interventions.ApplyAsync(tickets, client, id, _ => Task.FromResult(refused), (_, _) => ""));
        Assert.Empty((await tickets.GetAsync(id)).Outcomes);
        Assert.Empty(client.Woken);
    }

    [Fact]
    public async Task An_unknown_case_is_named()
    {
        var unknown = CaseId.Parse("TK-222222");
        var result = await Interventions.ApplyAsync(tickets, client, unknown, _ => throw new InvalidOperationException(), (_, _) => "");

        Assert.Equal((InterventionState.Unknown, "There is no ticket TK-222222. Look at its number."), (result.State, result.Detail));
    }

    /// <summary>What a feature does: a repeat first, then what fits.</summary>
    Task<InterventionResult<StepOutcome<Choice>>> ActsAsync(string by, string what, int? step = null, Func<Task>? meanwhile = null) => Interventions.ApplyAsync(
        tickets,
        client,
        id,
        async record =>
        {
            var (present, wanted) = (record.Outcomes.Count + 1, new Choice(what, ["a", "b"]));
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            return Interventions.Repeated(record.Outcomes, present, step, machine.Clock.GetUtcNow(), o => o.By.Name == by && o.What.Is(wanted)) is { } before
                ? InterventionResult<StepOutcome<Choice>>.Recording(before)
                : step is null || step == present
                    ? InterventionResult<StepOutcome<Choice>>.Recording(Outcome(present, by, wanted))
                    : InterventionResult<StepOutcome<Choice>>.Refused(InterventionState.Conflict, "That step has an outcome.");
        },
        (record, outcome) => $"{outcome.By.Name} chose {outcome.What.What} of {record.Opened}");

    StepOutcome<Choice> Outcome(int step, string by, Choice what) =>
        new(step, what, new Actor(ActorKind.Staff, by), Channel.Api, machine.Clock.GetUtcNow());

    Task PassAsync(TimeSpan time) => machine.Clock.AdvanceAsync(time);

    static void AssertSame(InterventionResult<StepOutcome<Choice>> first, InterventionResult<StepOutcome<Choice>> again)
    {
        Assert.Equal((first.State, first.Detail), (again.State, again.Detail));
        Assert.Equal((first.Recorded!.Step, first.Recorded.At, first.Recorded.By), (again.Recorded!.Step, again.Recorded.At, again.Recorded.By));
        Assert.True(first.Recorded.What.Is(again.Recorded.What));
    }
}
