using Azure;
using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Local.Tables;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests.Messages;

public class WhenAMessageHasAType
{
    const string Type = "ticket.requested";
    const string Subscription = $"{Bus.Events}/Subscriptions/{Bus.Interactions}";

    const string Requested = $$$"""
        {"specversion":"1.0","id":"1","source":"/crm","type":"{{{Type}}}","time":"2026-03-02T09:00:00-06:00","data":{"text":"hello"}}
        """;

    [Fact]
    public async Task The_command_is_handed_whole_to_the_feature_that_takes_it()
    {
        var tickets = new Tickets();
        await using var mls = await Mls.StartAsync(Take(tickets));

        await mls.Puts(Bus.Commands, Requested);

        var command = Assert.Single(tickets.Opened);
        Assert.Equal(("1", "/crm", Type, Mls.MondayMorning), (command.Id, command.Source, command.Type, command.Time));
        Assert.Equal("hello", command.Data.GetProperty("text").GetString());
        Assert.Equal((0, 0), Counts(mls, Bus.Commands));
    }

    [Fact]
    public async Task A_command_that_nobody_takes_is_dead_lettered_and_told_which_are_taken()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Puts(Bus.Commands, Requested);

        Assert.Equal("type: must be one that is taken here: access.address-changed, billing.cleared, billing.refused, call.ended, class.attended, complaint.opened, enrollment.requested, interaction.logged, member.departed, my-cases.requested, provisioning.completed, provisioning.failed, roster.member, roster.office, survey.answered, ticket.opened, ticket.replied, work-item.follow-up", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task An_event_that_a_subscription_does_not_take_is_told_the_same()
    {
        var tickets = new Tickets();
        await using var services = new ServiceCollection().AddMessages().AddSingleton(tickets)
            .AddSubscriber<Tickets>("surveys", "ticket.resolved", each => each.CloseAsync)
            .AddSubscriber<Tickets>("surveys", "ticket.closed", each => each.CloseAsync)
            .BuildServiceProvider();
        var router = services.GetRequiredService<MessageRouter>();

        Assert.Empty(await router.HandleAsync("surveys", Event("ticket.resolved"), null!, TestContext.Current.CancellationToken));
        var error = Assert.Single(await router.HandleAsync("surveys", Event("ticket.opened"), null!, TestContext.Current.CancellationToken));

        Assert.Equal("type: must be one that is taken here: ticket.closed, ticket.resolved", error.ToString());
        Assert.Equal("ticket.resolved", Assert.Single(tickets.Closed).Type);
    }

    [Fact]
    public async Task Two_that_take_the_same_command_keep_the_app_from_starting()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Mls.StartAsync(
            app => app.Services.AddCommand<Tickets>("enrollment.requested", each => each.OpenAsync)));

        Assert.StartsWith(
            "A message has one handler, and two take 'enrollment.requested' from 'commands': EnrollmentCommands ('enrollment.requested') and Tickets.",
            error.Message);
    }

    [Fact]
    public async Task So_do_two_that_take_the_same_event_from_a_subscription()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Mls.StartAsync(
            app => app.Services.AddSubscriber<Tickets>(Bus.Interactions, "ticket.resolved", each => each.CloseAsync)));

        Assert.Contains("'ticket.resolved' from 'interactions': InteractionLog ('*') and Tickets", error.Message);
    }

    [Fact]
    public async Task A_command_waits_for_its_lock_while_something_fails_that_may_pass()
    {
        Exception[] faults =
        [
            new RequestFailedException(403, "Not authorized"), new ServiceBusException("Busy", ServiceBusFailureReason.ServiceBusy),
            new RpcException(new Status(StatusCode.Unavailable, "")), new TimeoutException(), new TaskCanceledException(),
        ];
        var tickets = new Tickets(faults);
        await using var mls = await Mls.StartAsync(Take(tickets));

        await mls.Puts(Bus.Commands, Requested);
        for (var tries = 1; tries <= faults.Length; tries++)
        {
            Assert.Equal((tries, 0), (tickets.Tries, tickets.Opened.Count));
            Assert.Equal((1, 0), Counts(mls, Bus.Commands));
            await mls.Advance(minutes: 1.1);
        }

        Assert.Single(tickets.Opened);
        Assert.Equal((0, 0), Counts(mls, Bus.Commands));
    }

    [Fact]
    public async Task So_does_an_event()
    {
        await using var mls = await Mls.StartAsync();
        mls.Machine.Part<TableTransport>().Faults.Refuse(403, on: "/Interactions(");

        await mls.Tells(new DomainEvent("test.happened", "1", Mls.MondayMorning, Cast.Jane.MemberKey, null, Cast.Sarah.Name, "web", "Something happened"));
        Assert.Empty(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal((1, 0), Counts(mls, Subscription));
        await mls.Advance(minutes: 1.1);

        Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal((0, 0), Counts(mls, Subscription));
    }

    [Fact]
    public async Task A_fault_of_the_app_s_own_is_not_taken_for_one_that_passes()
    {
        var tickets = new Tickets([.. Enumerable.Repeat(new InvalidOperationException("A bug"), 20)]);
        await using var mls = await Mls.StartAsync(Take(tickets));

        await mls.Puts(Bus.Commands, Requested);

        Assert.Equal(10, tickets.Tries);
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    static BinaryData Event(string type) => BinaryData.FromString(
        $$$"""{"specversion":"1.0","id":"1","source":"/x","type":"{{{type}}}","time":"2026-03-02T09:00:00Z","data":{"by":"x","channel":"web","summary":"x"}}""");

    static Action<IHostApplicationBuilder> Take(Tickets tickets) =>
        app => app.Services.AddSingleton(tickets).AddCommand<Tickets>(Type, each => each.OpenAsync);

    static (int Waiting, int DeadLetters) Counts(Mls mls, string path) =>
        mls.Broker.Entities().Where(entity => entity.Path == path).Select(entity => (entity.Active, entity.DeadLetters)).Single();

    /// <summary>A feature that fails so often before it works.</summary>
    sealed class Tickets(params Exception[] faults)
    {
        readonly Queue<Exception> faults = new(faults);

        public int Tries { get; private set; }

        public List<CloudEvent> Opened { get; } = [];

        public List<DomainEvent> Closed { get; } = [];

        public Task<IReadOnlyList<MessageError>> OpenAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
        {
            Tries++;
            if (faults.TryDequeue(out var fault))
            {
                return Task.FromException<IReadOnlyList<MessageError>>(fault);
            }

            Assert.NotNull(client);
            Opened.Add(command);
            return Task.FromResult<IReadOnlyList<MessageError>>([]);
        }

        public Task<IReadOnlyList<MessageError>> CloseAsync(DomainEvent domainEvent, DurableTaskClient client, CancellationToken cancellationToken)
        {
            Closed.Add(domainEvent);
            return Task.FromResult<IReadOnlyList<MessageError>>([]);
        }
    }
}
