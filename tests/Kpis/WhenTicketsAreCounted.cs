using System.Net.Http.Headers;
using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Kpis;
using MemberServices.Messages;
using MemberServices.Tickets.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Kpis;

public sealed class WhenTicketsAreCounted : IAsyncLifetime
{
    static readonly DateOnly Monday = new(2026, 3, 2), Tuesday = new(2026, 3, 3), Wednesday = new(2026, 3, 4);

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Each_is_told_apart_by_what_it_is_and_by_no_person()
    {
        await mls.IsMember(Cast.John);
        await mls.OpensTicket(Cast.Jane, "high");
        await mls.OpensTicket(Cast.John);

        var days = (await mls.Figures(Monday, Monday)).Days.Where(day => day.Figure == TicketFigures.Opened).ToList();

        Assert.Equal(["api listing-input 1 high public", "api listing-input 1 normal member"], days.Select(day => string.Join(' ', day.By.Values)));
        Assert.All(days, day => Assert.Equal((1, 0), (day.Numerator, day.Denominator)));
        var rows = mls.Rows().Where(row => row.Contains(TicketFigures.Opened, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => row.Contains(Cast.Jane.MemberEmail, StringComparison.Ordinal) || row.Contains(Cast.John.MemberFullName, StringComparison.Ordinal) || row.Contains(Cast.John.MemberKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_comes_twice_counts_once_though_the_topic_has_forgotten_it()
    {
        var at = mls.Now;
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Advance(days: 2);

        var details = new { channel = "api", category = "listing-input", caller = "public", changes = new[] { new { figure = TicketFigures.Opened, which = "", at, level = 1, priority = "normal" } } };
        for (var i = 0; i < 3; i++)
        {
            await mls.Tells(new DomainEvent(
                TicketFigures.EventType, DeterministicId.From(id, TicketFigures.EventType, 0, 1), at, null, id, "system", "system", "The figures change", JsonSerializer.SerializeToElement(details)));
            await mls.Advance(days: 2);
        }

        Assert.Equal("1", await mls.Figure(TicketFigures.Opened, Monday, Monday.AddDays(30)));
    }

    [Fact]
    public async Task Kept_promises_count_on_the_day_on_which_they_were_kept()
    {
        var id = await mls.OpensTicket(Cast.Jane, "low");
        await mls.Responds(id, Cast.Sarah);
        Assert.Equal("1/1", await mls.Figure(TicketFigures.FirstResponse, Monday));
        Assert.Equal("0/0", await mls.Figure(TicketFigures.Resolution, Monday));

        await mls.Advance(days: 1);
        await mls.Resolves(id, Cast.Sarah);

        Assert.Equal(("0", "0/0", "0/0"), (await mls.Figure(TicketFigures.Resolved, Monday), await mls.Figure(TicketFigures.Resolution, Monday), await mls.Figure(TicketFigures.FirstResponse, Tuesday)));
        Assert.Equal(("1", "1/1"), (await mls.Figure(TicketFigures.Resolved, Tuesday), await mls.Figure(TicketFigures.Resolution, Tuesday)));
    }

    [Fact]
    public async Task Missed_ones_count_on_the_day_on_which_they_were_due_and_a_new_time_changes_nothing()
    {
        var id = await mls.OpensTicket(Cast.Jane, "high");
        var resolution = (await mls.Ticket(id)).Promises.Single(promise => promise.Kind == ClockKind.Resolution).DueAt!.Value;
        await mls.Does(id, "extend", Cast.Sarah, new { promise = "resolution", until = new DateTimeOffset(2026, 3, 6, 16, 0, 0, TimeSpan.FromHours(-6)), toCustomer = "On Friday.", reason = "The vendor" });
        await mls.Advance(days: 2);
        await mls.Resolves(id, Cast.Sarah);

        Assert.Equal("0/1", await mls.Figure(TicketFigures.FirstResponse, Monday));
        Assert.Equal("0/1", await mls.Figure(TicketFigures.Resolution, DateOnly.FromDateTime(resolution.ToOffset(TimeSpan.FromHours(-6)).Date)));
        Assert.Equal("0/1", await mls.Figure(TicketFigures.Resolution, Monday, Monday.AddDays(30)));
    }

    [Fact]
    public async Task What_is_reopened_takes_its_kept_promise_back_until_it_is_resolved_again()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        Assert.Equal(("1", "1/1"), (await mls.Figure(TicketFigures.Resolved, Monday), await mls.Figure(TicketFigures.Resolution, Monday)));
        await mls.Advance(days: 1);

        await mls.SaysSolved(Cast.Jane, "partly", "Two are still gone.");
        Assert.Equal(("1", "0/0", "1"), (await mls.Figure(TicketFigures.Resolved, Monday), await mls.Figure(TicketFigures.Resolution, Monday), await mls.Figure(TicketFigures.Reopened, Tuesday)));

        await mls.Resolves(id, Cast.Sarah, "All six are there.");
        await mls.Resolves(id, Cast.Sarah, "All six are there.");
        Assert.Equal(("2", "1/1"), (await mls.Figure(TicketFigures.Resolved, Monday, Tuesday), await mls.Figure(TicketFigures.Resolution, Monday, Tuesday)));
        Assert.Equal("1/1", await mls.Figure(TicketFigures.NextUpdate, Tuesday));
    }

    [Fact]
    public async Task A_late_message_corrects_the_day_on_which_it_was_written()
    {
        var id = await mls.OpensTicket(Cast.Jane, "high");
        await mls.Responds(id, Cast.Sarah);
        await mls.Advance(hours: 20);
        Assert.Equal("0/0", await mls.Figure(TicketFigures.NextUpdate, Monday, Tuesday));

        // Written at ten on Monday, told on Tuesday: the answer to it was due on Monday already.
        await mls.Replies(id, "Are you there?", at: Mls.MondayMorning.AddHours(1));

        var due = (await mls.Ticket(id)).Promises.First(promise => promise.Kind == ClockKind.NextUpdate).DueAt!.Value;
        Assert.Equal("0/1", await mls.Figure(TicketFigures.NextUpdate, DateOnly.FromDateTime(due.ToOffset(TimeSpan.FromHours(-6)).Date)));
    }

    [Fact]
    public async Task One_that_repeats_another_counts_nowhere()
    {
        var (kept, twice) = (await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.Jane, "normal", ("subject", "Photos vanish again")));
        await mls.Responds(twice, Cast.Sarah);
        Assert.Equal("2", await mls.Figure(TicketFigures.Opened, Monday));

        await mls.Does(twice, "close-duplicate", Cast.Sarah, new { of = kept });

        Assert.Equal(("1", "0/0"), (await mls.Figure(TicketFigures.Opened, Monday), await mls.Figure(TicketFigures.FirstResponse, Monday)));
    }

    [Fact]
    public async Task A_move_up_counts_by_the_level_that_was_left()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Does(id, "move", Cast.Sarah, new { level = 2, reason = "A defect" });
        await mls.Does(id, "move", Cast.Sarah, new { level = 1, reason = "Not a defect" });

        Assert.Equal("1", Assert.Single((await mls.Figures(Monday, Monday)).Days, day => day.Figure == TicketFigures.MovedUp).By[TicketFigures.Level]);
    }

    [Fact]
    public async Task The_day_is_the_one_at_the_association_and_not_in_Greenwich()
    {
        await mls.Advance(hours: 11);
        await mls.OpensTicket(Cast.Jane);

        Assert.Equal(("1", "0"), (await mls.Figure(TicketFigures.Opened, Monday), await mls.Figure(TicketFigures.Opened, Tuesday)));
    }

    [Fact]
    public async Task Erasing_a_person_leaves_the_figures()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 100);

        Assert.Equal("", (await mls.Ticket(id)).Request.Email);
        Assert.Equal(("1", "1", "1/1"), (await mls.Figure(TicketFigures.Opened, Monday), await mls.Figure(TicketFigures.Resolved, Monday), await mls.Figure(TicketFigures.Resolution, Monday)));
    }

    [Fact]
    public async Task The_standards_say_how_much_was_kept_last_month_and_mark_what_is_of_few()
    {
        Assert.Contains("Kept in February 2026: –", (await mls.Opens("/standards")).Words);
        for (var i = 0; i < 6; i++)
        {
            var id = await mls.OpensTicket(Cast.Jane, "normal", ("subject", $"Number {i}"));
            await (i == 0 ? mls.Advance(hours: 2) : Task.CompletedTask);
            await mls.Resolves(id, Cast.Sarah);
        }
        await mls.OpensTicket(Cast.John, "urgent");
        await mls.Advance(days: 31);

        var words = (await mls.Opens("/standards")).Words;

        Assert.Contains("Kept in March 2026: 71%", words);
        Assert.Contains("the same business day, but at least 4 business hoursKept: 100%", words.Replace("hours Kept", "hoursKept", StringComparison.Ordinal));
        Assert.Contains("Kept: 0% of only 1", words);
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("?from=2026-03-01", "to")]
    [InlineData("?from=yesterday&to=2026-03-01", "from")]
    [InlineData("?from=2026-03-02&to=2026-03-01", "to")]
    [InlineData("?from=2020-01-01&to=2026-03-01", "to")]
    public async Task What_is_wrong_with_the_days_is_said(string query, string field)
    {
        using var answer = await mls.Api.GetAsync($"/api/figures{query}", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains((await Mls.Json(answer)).GetProperty("errors").EnumerateArray(), error => error.GetProperty("field").GetString() == field);
    }

    [Fact]
    public async Task A_spreadsheet_reads_them_too_and_nobody_without_a_key()
    {
        await mls.OpensTicket(Cast.Jane);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/figures?from=2026-03-02&to=2026-03-02");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await mls.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(
            "day,figure,channel,category,level,priority,caller,numerator,denominator\r\n2026-03-02,tickets.opened,api,listing-input,1,normal,public,1,0\r\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(401, (await mls.Opens("/api/figures?from=2026-03-02&to=2026-03-02")).Status);
    }

    [Fact]
    public async Task Many_at_once_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => mls.OpensTicket(Cast.Jane with { MemberEmail = $"customer{i}@example.com" })));

        Assert.Equal("40", await mls.Figure(TicketFigures.Opened, Monday));
        Assert.Empty(mls.DeadLetters($"{Bus.Events}/Subscriptions/{Bus.Figures}"));
    }

    [Fact]
    public void Each_event_that_counts_has_a_rule_that_lets_it_through()
    {
        var bus = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra/servicebus.json")));
        var rules = bus.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Topics")[0].GetProperty("Subscriptions").EnumerateArray()
            .Single(each => each.GetProperty("Name").GetString() == Bus.Figures).GetProperty("Rules").EnumerateArray()
            .Select(rule => rule.GetProperty("Properties").GetProperty("CorrelationFilter").GetProperty("Label").GetString());

        Assert.Equal(mls.Services.GetServices<FigureSource>().Select(source => source.EventType).Distinct().Order(), rules.Order());
    }
}
