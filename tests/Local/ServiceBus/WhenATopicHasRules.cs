using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace MemberServices.Tests.ServiceBus;

public sealed class WhenATopicHasRules
{
    static RuleConfiguration Sql(string expression) => new("rule", new RuleProperties("Sql") { SqlFilter = new SqlFilterText(expression) });

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

    [Theory]
    [InlineData("sys.Label = 'mail.sent'", true)]
    [InlineData("sys.label = 'other'", false)]
    [InlineData("sys.Label <> 'other' AND member = 'TX-1'", true)]
    [InlineData("user.member = 'TX-2' OR count = 5", true)]
    [InlineData("NOT (user.member = 'TX-2')", true)]
    [InlineData("urgent = TRUE AND share < 1 AND count >= 5 AND count > 4.5 AND count <= 5", true)]
    [InlineData("missing = 'x'", false)]
    [InlineData("missing <> 'x'", false)]
    [InlineData("NOT missing = 'x'", false)]
    [InlineData("missing = 'x' OR urgent = true", true)]
    [InlineData("missing IS NULL AND member IS NOT NULL", true)]
    [InlineData("[member] IN ('TX-0', 'TX-1')", true)]
    [InlineData("member NOT IN ('TX-0')", true)]
    [InlineData("member IN ('TX-0')", false)]
    [InlineData("sys.Label LIKE 'mail.%'", true)]
    [InlineData("sys.Label LIKE 'mail_sent'", true)]
    [InlineData(@"sys.Label LIKE 'mail\_sent' ESCAPE '\'", false)]
    [InlineData("sys.Label NOT LIKE '%received'", true)]
    [InlineData("member = 'it''s'", false)]
    [InlineData("count = '5'", false)]
    [InlineData("sys.MessageId IS NULL", true)]
    [InlineData("sys.Label = 'x' OR sys.Label = 'mail.sent' AND count = 6", false)]
    public async Task A_sql_filter_decides(string expression, bool takes) => Assert.Equal(takes, await Takes(Sql(expression)));

    [Theory]
    [InlineData("sys.Label =")]
    [InlineData("sys.Label = 'a' AND")]
    [InlineData("sys.Nothing = 'a'")]
    [InlineData("(member = 'a'")]
    [InlineData("member = 'a' member")]
    [InlineData("member LIKE 5")]
    [InlineData("other.member = 'a'")]
    [InlineData("member = 'a")]
    [InlineData("")]
    public void A_filter_that_is_not_understood_is_refused(string expression)
    {
        var refused = Assert.Throws<InvalidDataException>(() => SqlFilter.Parse(expression));
        Assert.Contains($"'{expression}'", refused.Message);
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
        await using var bus = new Bus(rules: [Sql("urgent = TRUE"), Sql("count = 5")]);
        await bus.Client.CreateSender("news").SendMessageAsync(Mail);
        await bus.Client.CreateSender("news").SendMessageAsync(new ServiceBusMessage("other"));
        Assert.Equal(1, bus.Counts(Bus.News).Active);
    }
}
