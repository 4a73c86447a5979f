namespace MemberServices.Tests.Infra;

/// <summary>An alert on a name that nobody writes never comes.</summary>
public sealed class WhenOpsAskTheLogs
{
    /// <summary>What Azure Monitor's exporter adds to a line, and a span's tags: <see cref="WhenAzureMonitorIsTold"/>.</summary>
    static readonly string[] Members = ["CategoryName", "EventName", "faas.name", "faas.trigger"];

    static readonly string[] Triggers = ["http", "timer"];

    [Fact]
    public async Task Each_query_is_understood() =>
        Assert.All(await Queries.AllAsync(), each => Assert.True(each.Value.Problems.Count == 0, $"{each.Key}: {string.Join("; ", each.Value.Problems)}"));

    [Fact]
    public async Task A_misspelt_column_is_found()
    {
        var read = await Queries.ReadAsync(new Dictionary<string, string> { ["wrong"] = "AppTraces | where Mesage == 'x'" });

        Assert.Contains("Mesage", Assert.Single(read["wrong"].Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_name_in_a_query_is_one_that_the_app_writes()
    {
        foreach (var (name, query) in await Queries.AllAsync())
        {
            var asked = Emitted.Lines.Concat(Emitted.Awaited).Where(line => query.Texts.Contains(line.Category)).ToList();
            string[] known = [.. Members, .. Triggers, .. Emitted.Timers, .. asked.Select(line => line.Category), .. asked.Select(line => line.Name), .. asked.SelectMany(line => line.Values)];

            Assert.All(query.Texts, text => Assert.True(known.Contains(text), $"{name}: \"{text}\" is nothing that the app writes."));
        }
    }

    [Fact]
    public void What_is_awaited_is_not_written_yet()
    {
        Assert.All(Emitted.Awaited, line => Assert.DoesNotContain(Emitted.Lines, each => (each.Category, each.Name) == (line.Category, line.Name)));
        Assert.NotEmpty(Emitted.Lines);
    }

    [Fact]
    public async Task Every_timer_has_a_heartbeat()
    {
        var heartbeat = (await Queries.AllAsync())["heartbeat.kql"];

        Names.Same("a timer", Emitted.Timers, heartbeat.Texts.Except(Members).Except(Triggers), "infra/queries/heartbeat.kql");
    }

    [Fact]
    public async Task Each_query_has_its_alert_and_each_alert_its_page_in_the_runbook()
    {
        var snapshot = await Snapshot.OfAsync("default");
        var alerts = snapshot.Names("Microsoft.Insights/scheduledQueryRules").Concat(snapshot.Names("Microsoft.Insights/metricAlerts")).ToList();
        var runbook = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/runbook.md"));

        Assert.Equal(
            (await Queries.AllAsync()).Keys.Where(name => name.EndsWith(".kql", StringComparison.Ordinal)).Select(name => $"alert-{name[..^4]}").Append("alert-dead-letters").Order(),
            alerts.Order());
        Assert.All(alerts, each => Assert.Contains($"`{each}`", runbook, StringComparison.Ordinal));
    }
}
