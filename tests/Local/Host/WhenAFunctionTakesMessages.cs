using Azure.Messaging.ServiceBus;
using Local;
using Local.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests.LocalParts;

/// <summary>On the entities that infra/servicebus.json declares.</summary>
public sealed class WhenAFunctionTakesMessages
{
    [Fact]
    public async Task It_is_run_once_for_each_and_gets_it_as_what_it_takes()
    {
        await using var app = await FunctionApp.StartAsync<Takers>("--Test:Mails=mail");

        await SendAsync(app, "commands", """{"NAME":"Jane","Age":40}""");
        await SendAsync(app, "mail", "as text");
        await SendAsync(app, "events", "a fact");
        await app.Clock.AdvanceAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        Assert.Equal(["Jane is 40", "fact: a fact", "mail: as text"], app.Journal.Lines.Order());
        Assert.All(app.Machine.Part<Broker>().Entities(), entity => Assert.Equal((0, 0), (entity.Active, entity.DeadLetters)));
    }

    [Fact]
    public async Task A_failure_brings_it_again_and_in_the_end_to_the_dead_letters()
    {
        await using var app = await FunctionApp.StartAsync<Takers>("--Test:Mails=mail");

        await SendAsync(app, "commands", "not JSON");
        await SendAsync(app, "mail", "fails twice");
        await app.Clock.AdvanceAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        var dead = Assert.Single(app.Machine.Part<Broker>().DeadLetters("commands"));
        Assert.Equal("MaxDeliveryCountExceeded", dead.Reason);
        Assert.Equal(["mail: fails twice", "mail: fails twice", "mail: fails twice"], app.Journal.Lines);
        Assert.Empty(app.Machine.Part<Broker>().DeadLetters("mail"));
    }

    [Fact]
    public async Task One_that_settles_itself_has_the_last_word()
    {
        await using var app = await FunctionApp.StartAsync<Settler>();

        await SendAsync(app, "commands", "refuse");
        await SendAsync(app, "commands", "accept");
        await app.Clock.AdvanceAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        Assert.Equal(["accept 1", "refuse 1"], app.Journal.Lines.Order());
        Assert.Equal("refused", Assert.Single(app.Machine.Part<Broker>().DeadLetters("commands")).Reason);
        Assert.All(app.Machine.Part<Broker>().Entities(), entity => Assert.Equal(0, entity.Active));
    }

    [Fact]
    public async Task While_the_app_stops_it_is_canceled_when_nothing_more_is_handed_out()
    {
        await using var app = await FunctionApp.StartAsync<Canceled>();

        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await SendAsync(app, "commands", "late");
        await app.Clock.SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["late 1, canceled: False"], app.Journal.Lines);
        Assert.Empty(app.Machine.Part<Broker>().DeadLetters("commands"));
    }

    static async Task SendAsync(FunctionApp app, string entity, string body)
    {
        await using var sender = app.Services.GetRequiredService<ServiceBusClient>().CreateSender(entity);
        await sender.SendMessageAsync(new ServiceBusMessage(body), TestContext.Current.CancellationToken);
    }

    public sealed record Person(string Name, int Age);

    public sealed class Takers(Journal journal)
    {
        [Function("command")]
        public void Command([ServiceBusTrigger("commands", Connection = "ServiceBus")] Person person) =>
            journal.Note($"{person.Name} is {person.Age}");

        [Function("mail")]
        public Task MailAsync([ServiceBusTrigger("%Test:Mails%", Connection = "ServiceBus")] string text, FunctionContext context)
        {
            journal.Note($"mail: {text}");
            var tries = journal.Lines.Count(line => line == $"mail: {text}");
            return text == "fails twice" && tries < 3 ? throw new InvalidOperationException(context.InvocationId) : Task.CompletedTask;
        }

        [Function("fact")]
        public void Fact([ServiceBusTrigger("events", "interactions", Connection = "ServiceBus")] ServiceBusReceivedMessage message) =>
            journal.Note($"fact: {message.Body}");
    }

    public sealed class Settler(Journal journal)
    {
        [Function("settle")]
        public async Task RunAsync(
            [ServiceBusTrigger("commands", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
            ServiceBusMessageActions actions,
            CancellationToken cancellationToken)
        {
            journal.Note($"{message.Body} {message.DeliveryCount}");
            if (message.Body.ToString() == "refuse")
            {
                await actions.DeadLetterMessageAsync(message, deadLetterReason: "refused", cancellationToken: cancellationToken);
            }
            else
            {
                await actions.CompleteMessageAsync(message, cancellationToken);
            }
        }
    }

    public sealed class Canceled(Journal journal)
    {
        [Function("canceled")]
        public void Run([ServiceBusTrigger("commands", Connection = "ServiceBus")] ServiceBusReceivedMessage message, CancellationToken cancellationToken)
        {
            journal.Note($"{message.Body} {message.DeliveryCount}, canceled: {cancellationToken.IsCancellationRequested}");
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
