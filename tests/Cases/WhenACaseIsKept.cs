using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Local;
using MemberServices.Cases;
using MemberServices.Tables;
using MemberServices.Tests.Tables;

namespace MemberServices.Tests.Cases;

public sealed class WhenACaseIsKept : IAsyncLifetime
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    readonly LocalMachine machine = new(start: Monday);
    TableServiceClient service = null!;
    CaseTable<string, string> tickets = null!;

    public async ValueTask InitializeAsync()
    {
        service = EmbeddedAccount.Open(machine);
        await service.CreateTableAsync("Tickets");
        tickets = new(service, CaseKind.Ticket, "Tickets");
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Fact]
    public async Task It_is_read_as_it_was_opened()
    {
        var id = await tickets.OpenAsync("The lockbox doesn't open", "form-1");

        var record = await tickets.GetAsync(id);

        Assert.Equal((id, "The lockbox doesn't open", "form-1"), (record.Id, record.Opened, record.Request));
        Assert.Same(CaseKind.Ticket, id.Kind);
        Assert.Empty(record.Steps);
        Assert.Empty(record.Outcomes);
        Assert.Empty(record.Notes);
    }

    [Fact]
    public async Task A_number_that_another_case_has_is_drawn_again()
    {
        // Whatever number is drawn first, somebody was faster.
        var taken = "";
        var transport = new Before(machine.Part<LocalTransport>(), async partition =>
        {
            if (taken.Length == 0)
            {
                taken = partition;
                await service.GetTableClient("Tickets").AddEntityAsync(new JsonRow { PartitionKey = partition, RowKey = "opened", Json = """{"what":"theirs"}""" });
            }
        });

        var id = await new CaseTable<string, string>(transport.Open(machine), CaseKind.Ticket, "Tickets").OpenAsync("mine", null);

        Assert.NotEqual(taken, id.ToString());
        Assert.Equal("theirs", (await tickets.GetAsync(CaseId.Parse(taken))).Opened);
        Assert.Equal("mine", (await tickets.GetAsync(id)).Opened);
    }

    [Fact]
    public async Task An_unknown_one_is_null_and_named_where_it_must_be_there()
    {
        var id = CaseId.Parse("TK-234567");
        await tickets.AddNoteAsync(id, Note("1", "early"));

        Assert.Null(await tickets.ReadAsync(id));
        Assert.Equal("There is no ticket TK-234567.", (await Assert.ThrowsAsync<InvalidOperationException>(() => tickets.GetAsync(id))).Message);
    }

    [Fact]
    public async Task The_first_of_a_step_and_of_its_outcomes_counts_and_a_repeat_is_told_so()
    {
        var id = await tickets.OpenAsync("opened", null);
        var step = new CaseStep(1, "approval", new AskedPerson("b1", "Bob", "bob@lakeview.example"), Monday, [new(DeadlineKind.End, 1, Monday.AddDays(9), true)], "New office");
        var outcome = Answer(1, "approved") with { From = new Evidence("203.0.113.7", new string('x', 400)) };

        Assert.Equal(JsonSerializer.Serialize(step), JsonSerializer.Serialize(await tickets.AddStepAsync(id, step)));
        Assert.Equal(outcome, await tickets.AddOutcomeAsync(id, outcome));

        Assert.Equal("approval", (await tickets.AddStepAsync(id, step with { Stage = "billing", AskedAt = Monday.AddDays(1) })).Stage);
        Assert.Equal(outcome, await tickets.AddOutcomeAsync(id, Answer(1, "declined")));
        var record = await tickets.GetAsync(id);
        Assert.Equal(JsonSerializer.Serialize(step), JsonSerializer.Serialize(record.StepOf(1)));
        Assert.Equal(outcome, record.OutcomeOf(1));
        Assert.Null(record.StepOf(2));
        Assert.Null(record.OutcomeOf(2));
    }

    [Fact]
    public async Task Of_many_outcomes_at_once_exactly_one_counts()
    {
        var id = await tickets.OpenAsync("opened", null);

        var told = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => tickets.AddOutcomeAsync(id, Answer(1, $"answer {i}")))));

        Assert.Equal(Assert.Single(told.Distinct()), Assert.Single((await tickets.GetAsync(id)).Outcomes));
    }

    [Fact]
    public async Task A_note_changes_no_step_and_no_outcome()
    {
        var id = await tickets.OpenAsync("opened", null);
        await tickets.AddOutcomeAsync(id, Answer(1, "approved"));

        await tickets.AddNoteAsync(id, Note("late.1", "Declined too late"));
        Assert.Equal("Declined too late", (await tickets.AddNoteAsync(id, Note("late.1", "Something else"))).Text);
        await tickets.AddNoteAsync(id, Note("late.2", "Called"));

        var record = await tickets.GetAsync(id);
        Assert.Equal(["Declined too late", "Called"], record.Notes.Select(note => note.Text));
        Assert.Equal("approved", Assert.Single(record.Outcomes).What);
        Assert.Empty(record.Steps);
        Assert.Equal("opened", record.Opened);
    }

    [Fact]
    public async Task Steps_and_outcomes_are_in_their_order_past_the_ninth()
    {
        var id = await tickets.OpenAsync("opened", null);
        foreach (var step in new[] { 12, 3, 100, 1, 10, 2 })
        {
            await tickets.AddStepAsync(id, new CaseStep(step, "approval", null, Monday, [new(DeadlineKind.End, 1, Monday, true)]));
            await tickets.AddOutcomeAsync(id, Answer(step, "again"));
        }

        var record = await tickets.GetAsync(id);
        Assert.Equal([1, 2, 3, 10, 12, 100], record.Steps.Select(step => step.Number));
        Assert.Equal([1, 2, 3, 10, 12, 100], record.Outcomes.Select(outcome => outcome.Step));
    }

    [Fact]
    public async Task One_that_was_discarded_is_gone_and_no_other_is()
    {
        var (lost, kept) = (await tickets.OpenAsync("lost", null), await tickets.OpenAsync("kept", null));

        await tickets.DiscardAsync(lost);
        await tickets.DiscardAsync(lost);

        Assert.Null(await tickets.ReadAsync(lost));
        Assert.NotNull(await tickets.ReadAsync(kept));
    }

    static StepOutcome<string> Answer(int step, string what) => new(step, what, new Actor(ActorKind.Broker, "Bob"), Channel.Form, Monday);

    static CaseNote Note(string id, string text) => new(id, Monday, new Actor(ActorKind.Staff, "Sam"), text);

    /// <summary>Does something before a row is added.</summary>
    sealed class Before(HttpPipelineTransport inner, Func<string, Task> add) : HttpPipelineTransport
    {
        public TableServiceClient Open(LocalMachine machine) =>
            new(machine.TablesEndpoint, new Local.Host.LocalCredential(), new TableClientOptions { Transport = this });

        public override Request CreateRequest() => inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            if (message.Request is { Content: { } content } request && request.Method == RequestMethod.Post)
            {
                using var body = new MemoryStream();
                await content.WriteToAsync(body, default);
                await add(JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("PartitionKey").GetString()!);
            }

            await inner.ProcessAsync(message);
        }
    }
}
