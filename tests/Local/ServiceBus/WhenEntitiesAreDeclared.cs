using Azure.Messaging.ServiceBus;
using Local;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenEntitiesAreDeclared
{
    [Fact]
    public async Task The_app_has_its_queues_and_its_subscriptions()
    {
        await using var machine = new LocalMachine();
        Assert.Equal(
            [
                "commands", "delivery-reports", "events/Subscriptions/alerts", "events/Subscriptions/complaints", "events/Subscriptions/figures", "events/Subscriptions/finance",
                "events/Subscriptions/interactions", "events/Subscriptions/lockbox", "events/Subscriptions/surveys", "events/Subscriptions/vendor", "mail", "teams",
            ],
            machine.Part<Broker>().Entities().Select(entity => entity.Path));
    }

    [Theory]
    [InlineData("commands")]
    [InlineData("mail")]
    [InlineData("teams")]
    [InlineData("delivery-reports")]
    [InlineData("events/Subscriptions/interactions")]
    public async Task What_the_app_sends_waits_for_as_long_as_nobody_takes_it(string target)
    {
        await using var machine = new LocalMachine();
        await using var client = new LocalServiceBusClient(machine);
        await client.CreateSender(target.Split('/')[0]).SendMessageAsync(new ServiceBusMessage("work"), TestContext.Current.CancellationToken);

        await machine.Clock.AdvanceAsync(TimeSpan.FromDays(60), TestContext.Current.CancellationToken);

        var entity = machine.Part<Broker>().Entities().Single(entity => entity.Path == target);
        Assert.Equal((1, 0), (entity.Active, entity.DeadLetters));
    }

    [Fact]
    public void The_emulators_format_is_read_with_every_property()
    {
        var configuration = BusConfiguration.Parse("""
            {
              "UserConfig": {
                "Namespaces": [{
                  "Name": "sbemulatorns",
                  "Queues": [{ "Name": "q", "Properties": {
                    "LockDuration": "PT30S", "MaxDeliveryCount": 3, "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT20S",
                    "RequiresSession": true, "DeadLetteringOnMessageExpiration": true, "DefaultMessageTimeToLive": "P1DT1H",
                    "ForwardTo": "", "ForwardDeadLetteredMessagesTo": "" } }],
                  "Topics": [{ "Name": "t", "Subscriptions": [{ "Name": "s", "Rules": [
                    { "Name": "r", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Label": "mail.sent" } } }] }] }]
                }],
                "Logging": { "Type": "File" }
              }
            }
            """);
        Assert.Equal(
            new EntityProperties
            {
                LockDuration = TimeSpan.FromSeconds(30),
                MaxDeliveryCount = 3,
                RequiresDuplicateDetection = true,
                DuplicateDetectionHistoryTimeWindow = TimeSpan.FromSeconds(20),
                RequiresSession = true,
                DeadLetteringOnMessageExpiration = true,
                DefaultMessageTimeToLive = TimeSpan.FromHours(25),
            },
            configuration.Queues[0].Properties);
        Assert.Equal("mail.sent", configuration.Topics[0].Subscriptions[0].Rules[0].Properties.CorrelationFilter!.Label);
        Assert.Equal(new EntityProperties(), configuration.Topics[0].Properties);
    }

    [Theory]
    [InlineData("""{ "LockDuration": "PT6M" }""", "'q': LockDuration is 5 seconds to 5 minutes")]
    [InlineData("""{ "MaxDeliveryCount": 0 }""", "'q': MaxDeliveryCount")]
    [InlineData("""{ "DuplicateDetectionHistoryTimeWindow": "P8D" }""", "'q': DuplicateDetectionHistoryTimeWindow")]
    [InlineData("""{ "LockDuration": "soon" }""", "can't be read")]
    public void A_value_that_Service_Bus_would_refuse_is_refused_by_name(string properties, string message)
    {
        var refused = Assert.Throws<InvalidDataException>(() => BusConfiguration.Parse(
            $$"""{ "UserConfig": { "Namespaces": [{ "Queues": [{ "Name": "q", "Properties": {{properties}} }] }] } }"""));
        Assert.Contains(message, refused.Message);
    }

    [Theory]
    [InlineData("Correlation")]
    [InlineData("Sql")]
    public void A_rule_without_a_filter_that_is_known_is_refused(string type)
    {
        var refused = Assert.Throws<InvalidDataException>(() => new Bus(rules: new RuleConfiguration("r", new RuleProperties(type))));
        Assert.Contains($"'r' has no CorrelationFilter: its FilterType is '{type}'", refused.Message);
    }
}
