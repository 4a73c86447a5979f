using System.Collections.Concurrent;
using Local.Email;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Teams;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Teams;

public sealed class WhenStaffAreAlerted
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_channel_of_the_role_is_told_of_work_that_comes_up_is_due_and_overdue_once_each()
    {
        await using var mls = await Mls.StartAsync();
        var id = await mls.Applies(Cast.Jane);

        await mls.Advance(days: 9.1);
        var opened = Assert.Single(mls.CardsIn("Level1"));
        await mls.Advance(days: 4);

        Assert.Equal("New for Level I support", opened.Title);
        Assert.Equal("Call the broker: Bob Broker hasn't answered about Jane Doe (TX-123456)", opened.Texts[1]);
        Assert.Equal(id, opened.Facts["Case"]);
        Assert.EndsWith($"/staff/cases/{id}", Assert.Single(opened.Links));
        Assert.Equal(["New for Level I support", "Due soon for Level I support"], mls.CardsIn("Level1").Select(card => card.Title).Take(2));
        Assert.Contains("Overdue", string.Join(", ", mls.Teams.Newest(null, 100).Where(post => post.Card is not null).Select(post => new TeamsCard(post.Card!.Value).Title)));
        Assert.Equal(3, mls.Teams.Newest(null, 100).Count);
        Assert.StartsWith("You have it", (await mls.Types(Cast.Sarah, opened.Facts["To take it"])).Title);
    }

    [Fact]
    public async Task Mail_that_comes_back_and_access_that_fails_are_told_as_work()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Machine.Part<Inbox>().BounceAsync(Cast.Bob.MemberEmail, true);
        await mls.Applies(Cast.Jane);
        await mls.Advance(minutes: 5);
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        await mls.Approves(Cast.Bob);

        Assert.Equal(2, mls.CardsIn("Level1").Count);
        Assert.All(mls.CardsIn("Level1"), card => Assert.Equal("New for Level I support", card.Title));
    }

    [Fact]
    public async Task The_same_event_again_is_no_second_card_however_late_it_comes()
    {
        await using var mls = await Mls.StartAsync();
        await Opens(mls, "one");
        await mls.Advance(days: 2);

        await Opens(mls, "one");

        Assert.Single(mls.CardsIn("Level1"), card => card.Title.StartsWith("New", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_teams_is_down_for_a_day_nothing_is_lost_and_nothing_comes_twice()
    {
        await using var mls = await Mls.StartAsync();
        mls.Teams.Faults.Refuse(503, times: 1000);
        await Opens(mls, "one");
        await mls.Advance(hours: 1);
        await Opens(mls, "two");
        await mls.Advance(hours: 23);
        Assert.Empty(mls.CardsIn("Level1"));

        mls.Teams.Faults.Clear();
        await mls.Advance(hours: 2);

        Assert.Equal(["one", "two"], News(mls, "Level1").Order());
        Assert.Empty(mls.DeadLetters(Bus.Teams));
    }

    [Fact]
    public async Task After_three_days_a_card_is_set_aside_with_the_reason()
    {
        await using var mls = await Mls.StartAsync();
        mls.Teams.Faults.Refuse(503, times: 10_000, on: "Level1");
        await Opens(mls, "one");

        await mls.Advance(days: 4);

        var letter = mls.DeadLetters(Bus.Teams)[0];
        Assert.Equal("channel: must take the card: the channel of level-1 answered 503, at try 80", letter.Reason);
    }

    [Fact]
    public async Task A_channel_that_asks_to_wait_is_left_alone_that_long()
    {
        await using var mls = await Mls.StartAsync();
        mls.Teams.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(30));
        await Opens(mls, "one");

        await mls.Advance(minutes: 29);
        Assert.Empty(mls.CardsIn("Level1"));
        await mls.Advance(minutes: 2);

        Assert.Single(mls.CardsIn("Level1"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(401)]
    public async Task A_channel_that_is_gone_is_one_work_item_for_ops_and_its_cards_go_to_the_managers(int status)
    {
        await using var mls = await Mls.StartAsync();
        mls.Teams.Faults.Refuse(status, times: 3, on: "Level1");

        foreach (var title in new[] { "one", "two", "three" })
        {
            await Opens(mls, title);
        }

        var item = Assert.Single(await OpenFor(mls, StaffRoles.Ops));
        Assert.Equal($"The Teams channel of Level I support answers {status}: make its workflow anew and put the address into the setting Teams:Level1", item.Title);
        Assert.Equal(3, News(mls, "Managers").Count);
        Assert.Single(mls.CardsIn("Ops"));
        Assert.Empty(mls.DeadLetters(Bus.Teams));

        await Opens(mls, "four");
        Assert.Single(mls.CardsIn("Level1"));
        Assert.Empty(await OpenFor(mls, StaffRoles.Ops));
    }

    [Fact]
    public async Task A_card_that_is_never_taken_is_set_aside_with_the_reason()
    {
        await using var mls = await Mls.StartAsync();
        mls.Teams.Faults.Refuse(400, on: "Level1");

        await Opens(mls, "one");

        Assert.Equal("channel: must take the card: the channel of level-1 answered 400, at try 1", Assert.Single(mls.DeadLetters(Bus.Teams)).Reason);
    }

    [Fact]
    public async Task A_role_without_a_channel_is_told_in_the_managers()
    {
        await using var mls = await Mls.StartAsync();

        await Opens(mls, "Look at the bill", StaffRoles.Finance);

        Assert.Equal("New for Finance", Assert.Single(mls.CardsIn("Managers")).Title);
    }

    [Theory]
    [InlineData("Teams:Managers", "", "degraded", "Alerts for trainers, finance, account-managers, managers, executive, editors, leaders go nowhere")]
    [InlineData("Teams:Level1", "http://prod-00.logic.azure.com/workflows/x", "degraded", "No address of a channel's workflow stands in Teams:Level1.")]
    [InlineData("Teams:Level1", "https://evil.example/?sig=s3cret", "degraded", "No address of a channel's workflow stands in Teams:Level1.")]
    [InlineData("Teams:Level1", "https://logic.azure.com.evil.example/?sig=s3cret", "degraded", "No address of a channel's workflow stands in Teams:Level1.")]
    [InlineData("Teams:Level1", "@Microsoft.KeyVault(VaultName=kv;SecretName=Teams-Level1)", "degraded", "No address of a channel's workflow stands in Teams:Level1.")]
    [InlineData("Teams:WebhookKeys", "@Microsoft.KeyVault(VaultName=kv;SecretName=s3cret)", "degraded", "The setting Teams:WebhookKeys has something else than security tokens")]
    [InlineData("Teams:Level1", "", "healthy", "")]
    public async Task What_is_not_set_up_is_said_in_health_and_no_secret_is_shown(string setting, string value, string state, string told)
    {
        await using var mls = await Mls.StartAsync($"--{setting}={value}");

        await Opens(mls, "one");
        var report = await Mls.Json(await mls.Api.GetAsync("api/health", Cancel));

        var check = report.GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "teams");
        Assert.Equal(state, check.GetProperty("state").GetString());
        Assert.StartsWith(told, $"{check.GetProperty("error")}");
        Assert.DoesNotContain("s3cret", report.GetRawText());
        Assert.Equal(setting == "Teams:Level1" ? 1 : 0, mls.CardsIn("Managers").Count);
    }

    [Fact]
    public async Task Without_any_channel_the_app_is_healthy_and_nothing_is_set_aside()
    {
        await using var mls = await Mls.StartAsync(["--Teams:WebhookKeys=", .. Local.Teams.LocalTeams.Channels.Select(channel => $"--Teams:{channel}=")]);

        await Opens(mls, "one");

        Assert.Equal("""{"status":"healthy"}""", await (await mls.Http.GetAsync("health", Cancel)).Content.ReadAsStringAsync(Cancel));
        Assert.Empty(mls.DeadLetters(Bus.Teams));
        using var refused = await mls.SendsToTeams("{}"u8.ToArray(), mls.Teams.Sign("{}"u8));
        Assert.Equal(401, (int)refused.StatusCode);
    }

    [Fact]
    public async Task No_address_and_no_key_of_teams_is_ever_logged()
    {
        var lines = new Everything();
        await using var mls = await Mls.StartAsync(app =>
        {
            app.Logging.AddFilter<Everything>(null, LogLevel.Trace);
            app.Services.AddSingleton<ILoggerProvider>(lines);
        });
        mls.Teams.Faults.Refuse(503, on: "Level1");
        mls.Teams.Faults.LoseAnswer(on: "Level1");
        mls.Teams.Faults.Refuse(404, on: "Level1");

        await Opens(mls, "one");
        await mls.Advance(hours: 2);
        await Opens(mls, "two");
        await mls.Types(Cast.Sarah, "help");

        var secret = new Uri(mls.Teams.AddressOf("Level1"));
        Assert.NotEmpty(lines.Written);
        Assert.DoesNotContain(lines.Written, line => line.Contains(secret.Query[^20..], StringComparison.Ordinal) || line.Contains(secret.AbsolutePath, StringComparison.Ordinal)
            || line.Contains(mls.Teams.SecurityToken, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"by":"system","channel":"system","summary":"x"}""")]
    [InlineData("""{"by":"system","channel":"system","summary":"x","details":{"role":""}}""")]
    public async Task An_event_without_its_role_is_set_aside_with_the_field(string data)
    {
        await using var mls = await Mls.StartAsync();

        var body = $$"""{"specversion":"1.0","id":"x.opened","source":"/member-services","type":"work-item.opened","time":"2026-03-02T15:00:00Z","data":{{data}}}""";
        var message = new Azure.Messaging.ServiceBus.ServiceBusMessage(body) { Subject = "work-item.opened" };
        await using var sender = mls.Services.GetRequiredService<Azure.Messaging.ServiceBus.ServiceBusClient>().CreateSender(Bus.Events);
        await sender.SendMessageAsync(message, Cancel);
        await mls.Settle();

        Assert.StartsWith("data.details.role: must be", Assert.Single(mls.DeadLetters($"{Bus.Events}/Subscriptions/{Bus.Alerts}")).Reason);
    }

    [Fact]
    public void Each_event_that_is_told_has_a_rule_that_lets_it_through()
    {
        var bus = System.Text.Json.JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra/servicebus.json")));
        var rules = bus.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Topics")[0].GetProperty("Subscriptions").EnumerateArray()
            .Single(each => each.GetProperty("Name").GetString() == Bus.Alerts).GetProperty("Rules").EnumerateArray()
            .Select(rule => rule.GetProperty("Properties").GetProperty("CorrelationFilter").GetProperty("Label").GetString());

        Assert.Equal(StaffAlerts.Types, rules);
    }

    static IReadOnlyList<string> News(Mls mls, string channel) =>
        [.. mls.CardsIn(channel).Where(card => card.Title.StartsWith("New", StringComparison.Ordinal)).Select(card => card.Texts[1])];

    static Task<IReadOnlyList<WorkItem>> OpenFor(Mls mls, string role) => mls.Services.GetRequiredService<WorkItemTable>().OpenAsync(role, Cancel);

    static async Task Opens(Mls mls, string title, string role = StaffRoles.Level1)
    {
        await mls.Services.GetRequiredService<WorkItemService>().OpenAsync(
            new WorkItem(DeterministicId.From("test", title), role, title, mls.Now.AddDays(30), null, null, mls.Now), Cancel);
        await mls.Settle();
    }

    sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
