using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenATopicHasRules
{
    static RuleConfiguration Correlation(CorrelationFilter filter) => new("rule", new RuleProperties("Correlation") { CorrelationFilter = filter });

    static ServiceBusMessage Mail => new("body")
    {
        Subject = "mail.sent",
        CorrelationId = "case 1",
        ContentType = "application/json",
        ApplicationProperties = { ["member"] = "TX-1", ["count"] = 5, ["urgent"] = true, ["share"] = 0.5 },
    };

    static async Task<bool> Takes(params RuleConfiguration[] rules)
    {
        await using var bus = new Bus(rules: rules);
        await bus.Client.CreateSender("news").SendMessageAsync(Mail);
        return await bus.Next(bus.Client.CreateReceiver("news", "all")) is not null;
    }

    [Fact]
    public async Task A_correlation_filter_asks_for_everything_it_names()
    {
        Assert.True(await Takes(Correlation(new() { Label = "mail.sent", CorrelationId = "case 1", ContentType = "application/json" })));
        Assert.False(await Takes(Correlation(new() { Label = "mail.sent", CorrelationId = "case 2" })));
        Assert.False(await Takes(Correlation(new() { To = "someone" })));
        Assert.True(await Takes(Correlation(new() { Properties = Json("""{"member":"TX-1","count":5,"urgent":true}""") })));
        Assert.False(await Takes(Correlation(new() { Properties = Json("""{"member":"TX-1","count":"5"}""") })));
        Assert.False(await Takes(Correlation(new() { Properties = Json("""{"missing":"x"}""") })));

        static Dictionary<string, JsonElement> Json(string text) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!;
    }

    [Fact]
    public async Task Two_rules_that_match_take_it_once_and_none_takes_it_never()
    {
        await using var bus = new Bus(rules: [Correlation(new() { Label = "mail.sent" }), Correlation(new() { CorrelationId = "case 1" })]);
        await bus.Client.CreateSender("news").SendMessageAsync(Mail);
        await bus.Client.CreateSender("news").SendMessageAsync(new ServiceBusMessage("other"));
        Assert.Equal(1, bus.Counts(Bus.News).Active);
    }
}
