using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Desk;

public sealed class WhenWorkIsDone : IAsyncLifetime
{
    static readonly MemberServices.Onboarding.BrokerApproval.Person Diego = new("Diego Santos", "diego.santos@lakeshore-mls.example");

    Mls mls = null!;
    StaffBrowser sarah = null!;
    StaffBrowser diego = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        (sarah, diego) = (await mls.SignsIn(Cast.Sarah), await mls.SignsIn(Diego));
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        diego.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task A_day_without_work_says_so_and_where_to_go_on()
    {
        var page = await sarah.Sees("/staff");
        Assert.Contains("Nothing is due here.", page.Words);
        Assert.Contains("Look at the enrollments", page.Words);
    }

    [Fact]
    public async Task It_stands_by_due_time_with_its_case_and_who_has_it()
    {
        var id = await Silence();
        var page = await sarah.Sees("/staff");

        Assert.Contains("tomorrow", page.Words);
        Assert.Contains("Call the broker: Bob Broker hasn't answered about Jane Doe", page.Words);
        Assert.Contains("Nobody has it. For Level I support.", page.Words);
        Assert.Contains($"/staff/cases/{id}", page.Source);
        await mls.Advance(days: 3);
        Assert.Contains("Overdue 1", (await sarah.Sees("/staff")).Words);
        Assert.Contains("late", (await sarah.Sees("/staff")).Words);
    }

    [Fact]
    public async Task Somebody_takes_it_and_says_what_came_of_it()
    {
        await Silence();
        var taken = await sarah.Does((await sarah.Opens("/staff")).FormOf("take"));
        Assert.Contains("You took “Call the broker", taken.Words);
        Assert.Contains("Yours.", taken.Words);

        Assert.EndsWith("#outcome", Link(taken, "do=done"));
        var open = await sarah.Opens(Link(taken, "do=done"));
        Assert.Contains("Say what came of it.", (await sarah.Sends(open.FormOf("done"))).MustBe(400).Words);
        var done = await sarah.Does(open.FormOf("done").With("outcome", "He decides tomorrow"));

        Assert.Contains("Done: “Call the broker", done.Words);
        Assert.Contains("Nothing is due here.", done.Words);
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task It_is_handed_over_with_a_reason_and_the_other_finds_it()
    {
        await Silence();
        var open = await sarah.Opens(Link(await sarah.Sees("/staff"), "do=hand-over"));
        var form = open.FormOf("hand-over");

        Assert.Contains("Choose to whom it is handed over.", (await sarah.Sends(form.With("reason", "You know him"))).MustBe(400).Words);
        Assert.Contains("Say why.", (await sarah.Sends(form.With("to", $"person:{Diego.Email}"))).MustBe(400).Words);
        (await sarah.Sends(form.With("to", "person:somebody@else.example").With("reason", "x"))).MustBe(400);
        (await sarah.Sends(form.With("to", "role:nothing").With("reason", "x"))).MustBe(400);
        var done = await sarah.Does(form.With("to", $"person:{Diego.Email}").With("reason", "You know him"));

        Assert.Contains("Handed over to Diego Santos", done.Words);
        Assert.DoesNotContain("Call the broker: Bob Broker hasn't answered about Jane Doe", done.Words.Split("Nothing is due here")[1]);
        Assert.Contains("Yours.", (await diego.Sees("/staff")).Words);
        Assert.Contains("Diego Santos has it.", (await sarah.Sees("/staff?show=all")).Words);
    }

    [Fact]
    public async Task Of_two_who_take_it_the_first_has_it_and_the_second_reads_who()
    {
        await Silence();
        var (first, second) = ((await sarah.Opens("/staff")).FormOf("take"), (await diego.Opens("/staff")).FormOf("take"));
        (await sarah.Sends(first)).MustBe(303);

        var late = (await diego.Sends(second)).MustBe(409);
        Assert.Contains("Sarah Lindqvist took it", late.Words);
        Assert.Contains("Nothing was changed by you.", late.Words);
        Assert.Equal("Sarah Lindqvist", Assert.Single(await mls.WorkItems()).Owner!.Name);
    }

    [Fact]
    public async Task What_somebody_typed_who_was_too_late_is_kept()
    {
        await Silence();
        var form = (await diego.Opens(Link(await diego.Sees("/staff"), "do=hand-over"))).FormOf("hand-over");
        await sarah.Sends((await sarah.Opens("/staff")).FormOf("take"));

        var late = (await diego.Sends(form.With("to", $"person:{Cast.Sarah.Email}").With("reason", "She knows the office"))).MustBe(409);
        Assert.Contains("She knows the office", late.Words);
        var story = await diego.Sees(late.Source.Split("href=\"").Select(each => each.Split('"')[0]).First(each => each.StartsWith("/staff/work/", StringComparison.Ordinal)));
        Assert.Contains("Sarah Lindqvist took it", story.Words);
        Assert.Contains("Diego Santos was too late; what they wrote changed nothing", story.Words);
        Assert.Contains("She knows the office", story.Words);
    }

    [Fact]
    public async Task Its_story_is_read_after_its_end_and_one_that_there_is_not_is_said()
    {
        await Silence();
        var item = Assert.Single(await mls.WorkItems());
        var page = await sarah.Sees($"/staff/work/{item.Id}");
        Assert.Contains("Nobody yet", page.Words);
        await sarah.Does(page.FormOf("take"));
        var open = await sarah.Opens(Link(await sarah.Sees($"/staff/work/{item.Id}"), "do=done"));
        await sarah.Does(open.FormOf("done").With("outcome", "He decides tomorrow"));

        var over = await sarah.Sees($"/staff/work/{item.Id}");
        Assert.Contains("Sarah Lindqvist did it", over.Words);
        Assert.Contains("He decides tomorrow", over.Words);
        Assert.DoesNotContain("Hand over", over.Words);
        Assert.Contains("There is no such work item", (await sarah.Opens("/staff/work/nothing")).MustBe(404).Words);
    }

    [Fact]
    public async Task Another_roles_work_is_not_seen_and_not_taken()
    {
        await Silence();
        using var elena = await mls.SignsIn(Cast.Elena);
        var form = (await sarah.Opens("/staff")).FormOf("take");
        var page = await elena.Sees("/staff");

        Assert.DoesNotContain("Call the broker", page.Words);
        Assert.Contains("All my roles", page.Words);
        var token = (await elena.Opens("/staff/away")).FormOf("away").Fields["staffToken"];
        Assert.Contains("another role’s work", (await elena.Sends(form.With("staffToken", token))).MustBe(403).Words);
    }

    [Fact]
    public async Task An_item_that_there_is_not_and_an_act_that_there_is_not_are_said()
    {
        await Silence();
        var form = (await sarah.Opens("/staff")).FormOf("take");
        (await sarah.Sends(form with { Action = "/staff/work/nothing/take" })).MustBe(404);
        (await sarah.Sends(form with { Action = form.Action.Replace("/take", "/burn") })).MustBe(404);
        (await sarah.Sends(form with { Action = "/staff" })).MustBe(405);
    }

    [Fact]
    public async Task Who_is_away_names_who_stands_in_and_that_one_finds_the_work()
    {
        await Silence();
        await sarah.Sends((await sarah.Opens("/staff")).FormOf("take"));
        var form = (await sarah.Opens("/staff/away")).FormOf("away");

        Assert.Contains("Choose a day.", (await sarah.Sends(form)).MustBe(400).Words);
        Assert.Contains("Choose a later day", (await sarah.Sends(form.With("from", "2026-03-20").With("until", "2026-03-20").With("standIn", Diego.Email))).MustBe(400).Words);
        Assert.Contains("Choose a colleague", (await sarah.Sends(form.With("from", "2026-03-01").With("until", "2026-03-20").With("standIn", Cast.Sarah.Email))).MustBe(400).Words);
        Assert.Contains("such as 2026-12-31", (await sarah.Sends(form.With("from", "tomorrow"))).MustBe(400).Words);
        var done = await sarah.Does(form.With("from", "2026-03-01").With("until", "2026-03-20").With("standIn", Diego.Email));

        Assert.Contains("Away until Fri, Mar 20, 12:00 AM CDT.", done.Words);
        Assert.Contains("Sarah Lindqvist’s, for whom you stand in.", (await diego.Sees("/staff")).Words);
        var back = await sarah.Does((await sarah.Opens("/staff/away")).Forms.Single(each => !each.Fields.ContainsKey("from") && each.Fields.ContainsKey("staffToken")).With("act", "end"));
        Assert.Contains("You are there.", back.Words);
        Assert.DoesNotContain("for whom you stand in", (await diego.Sees("/staff")).Words);
    }

    /// <summary>Jane's broker says nothing until staff are to call.</summary>
    async Task<string> Silence()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 9);
        return id;
    }

    static string Link(Html page, string part) => System.Net.WebUtility.HtmlDecode(
        page.Source.Split("href=\"").Skip(1).Select(each => each.Split('"')[0]).First(address => System.Net.WebUtility.HtmlDecode(address).Contains(part, StringComparison.Ordinal)));
}
