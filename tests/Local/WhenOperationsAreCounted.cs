using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Local;
using Local.ServiceBus;
using MemberServices.Tests.Email;
using MemberServices.Tests.Pages;
using MemberServices.Tests.ServiceBus;
using MemberServices.Tests.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace MemberServices.Tests.LocalParts;

/// <summary>The meter of the one-machine program: what Azure would bill.</summary>
public sealed class WhenOperationsAreCounted
{
    /// <summary>Other systems answer at once. By the API, so that no form has to be confirmed: 3 requests, of which 2 are the broker's.</summary>
    [Fact]
    public async Task An_approved_enrollment_is_so_many()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Settle();
        var before = mls.Machine.Meter.Read();

        using var applied = await mls.SendsToTheApi(Cast.Jane);
        await mls.Settle();
        await mls.Approves(Cast.Bob);
        await mls.Settle();

        var meter = mls.Machine.Meter.Read();
        Assert.Equal("15 activityTrigger, 3 httpTrigger, 20 orchestrationTrigger, 29 serviceBusTrigger", Since(before, meter, Metered.Executions));
        Assert.Equal("15 activity, 3 event, 15 result, 2 start, 2 timer", Since(before, meter, Metered.SchedulerActions));
        Assert.Equal("5 set", Since(before, meter, Metered.Timers));
        // The reports on the five mails' delivery are sent, and come later.
        Assert.Equal("32 receive, 33 send, 32 settle", Since(before, meter, Metered.BusOperations));
        Assert.Equal("5 sent", Since(before, meter, Metered.Mails));
        // The invitation, whether she is in the group, and into it.
        Assert.Equal("1 GET, 2 POST", Since(before, meter, Metered.DirectoryCalls));
        // Who meets another writer tries again, so it isn't always the same.
        Assert.InRange(mls.Machine.Meter[Metered.TableTransactions] - before[Metered.TableTransactions].Values.Sum(), 290, 440);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(64_000, 1)]
    [InlineData(65_536, 2)]
    [InlineData(190_000, 3)]
    public async Task A_message_is_an_operation_for_every_64_KB_on_each_of_its_ways(int bytes, int operations)
    {
        await using var bus = new Bus();
        await bus.Send(new string('x', bytes));
        await bus.Receiver.CompleteMessageAsync((await bus.Next())!);

        Assert.Equal(2 * operations + 1, bus.Machine.Meter[Metered.BusOperations]);
    }

    [Fact]
    public async Task What_a_topic_hands_on_is_counted_when_it_is_received()
    {
        await using var bus = new Bus();
        await bus.Client.CreateSender("news").SendMessageAsync(new ServiceBusMessage("a"));
        Assert.Equal(1, bus.Machine.Meter[Metered.BusOperations]);

        await bus.Client.CreateReceiver("news", "all").ReceiveMessageAsync();
        Assert.Equal(2, bus.Machine.Meter[Metered.BusOperations]);
    }

    [Fact]
    public async Task A_send_that_the_service_is_too_busy_for_is_none()
    {
        await using var bus = new Bus();
        bus.Broker.Faults.Refuse(503, times: 1, on: "send work");

        var sending = bus.Send("a");
        await bus.Advance(TimeSpan.FromMinutes(1));
        await sending;

        Assert.Equal(1, bus.Machine.Meter[Metered.BusOperations]);
    }

    [Fact]
    public async Task A_batch_of_rows_is_one_transaction()
    {
        await using var machine = new LocalMachine();
        var table = EmbeddedAccount.Open(machine).GetTableClient("Rows");
        await table.CreateAsync();

        await table.SubmitTransactionAsync([new(Add, new TableEntity("p", "1")), new(Add, new TableEntity("p", "2"))]);
        await table.GetEntityIfExistsAsync<TableEntity>("p", "none");

        Assert.Equal("1 GET, 1 POST, 1 batch", Text(machine.Meter.Read()[Metered.TableTransactions]));
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_with_its_id_is_one()
    {
        await using var machine = new LocalMachine();
        var id = Guid.NewGuid();

        await WhenAMailIsSent.Client(machine).SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter(), id);
        await WhenAMailIsSent.Client(machine).SendAsync(WaitUntil.Started, WhenAMailIsSent.Letter(), id);

        Assert.Equal(1, machine.Meter[Metered.Mails]);
    }

    [Fact]
    public async Task They_can_be_read_as_JSON()
    {
        await using var site = await LocalSite.StartAsync();
        Assert.Equal("{}", await site.Script.GetStringAsync("/local/meter.json"));

        await site.MailsAsync("jane@example.com", "Welcome", "<p>Hello</p>");

        Assert.Contains("""
            "mails":{"sent":1}
            """, await site.Script.GetStringAsync("/local/meter.json"));
    }

    static string Since(
        IReadOnlyDictionary<Metered, IReadOnlyDictionary<string, long>> before, IReadOnlyDictionary<Metered, IReadOnlyDictionary<string, long>> after, Metered kind) =>
        Text(after[kind].ToDictionary(each => each.Key, each => each.Value - (before.TryGetValue(kind, out var counts) ? counts.GetValueOrDefault(each.Key) : 0)));

    static string Text(IReadOnlyDictionary<string, long> counts) =>
        string.Join(", ", counts.Where(each => each.Value > 0).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Value} {each.Key}"));
}
