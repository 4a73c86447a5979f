using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Teams;

public sealed class WhenWorkIsDoneInTeams : IAsyncLifetime
{
    Mls mls = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Work_lists_what_is_mine_and_my_roles_by_due_time()
    {
        await Opens("later", days: 5);
        await Opens("sooner", days: 2);
        await Opens("of others", role: StaffRoles.Level2);
        await mls.Types(Cast.Diego, "take test.sooner");

        var sarahs = await mls.Types(Cast.Sarah, "work");
        var diegos = await mls.Types(Cast.Diego, "work");

        Assert.Equal(["One thing to do", "later"], sarahs.Texts);
        Assert.Equal(["2 things to do", "sooner", "later"], diegos.Texts);
        Assert.Equal("Diego Santos", diegos.Facts["Has it"]);
        Assert.EndsWith("/staff", Assert.Single(diegos.Links));
        Assert.Equal("Nothing waits for you", (await mls.Types(Cast.Ruth, "work")).Title);
    }

    [Fact]
    public async Task Of_much_work_the_most_urgent_is_shown()
    {
        foreach (var i in Enumerable.Range(1, 12))
        {
            await Opens($"number {i:D2}", days: i);
        }

        var card = await mls.Types(Cast.Sarah, "work");

        Assert.Equal("The most urgent 8", card.Title);
        Assert.Equal("number 01", card.Texts[1]);
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_one_has_it_and_the_other_is_told_who()
    {
        await Opens("call");

        var cards = await Task.WhenAll(mls.Types(Cast.Sarah, "take test.call"), mls.Types(Cast.Diego, "take test.call"));

        var (won, lost) = (Assert.Single(cards, card => card.Title == "You have it"), Assert.Single(cards, card => card.Title == "It stays as it is"));
        var winner = won.Facts["Has it"];
        Assert.Contains($"{winner} (in Teams) took it at Mon, Mar 2, 9:00 AM CST", lost.All);
        Assert.Contains("hand it over", lost.All);
        Assert.Equal(winner, (await Item("call")).Owner!.Name);
    }

    [Fact]
    public async Task It_is_found_by_its_cases_number_while_the_case_has_one()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 9.5);

        var card = await mls.Types(Cast.Sarah, $"take {id.ToLowerInvariant()}");
        var done = await mls.Types(Cast.Sarah, $"done {id} Bob approves *today*");
        var again = await mls.Types(Cast.Sarah, $"done {id} Bob approves *today*");

        Assert.Equal("You have it", card.Title);
        Assert.Equal("It is done", done.Title);
        Assert.Equal("Bob approves *today*", done.Facts["Came of it"]);
        Assert.Equal("This can’t be done yet", again.Title);
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task Another_roles_work_cannot_be_taken()
    {
        await Opens("pay", role: StaffRoles.Finance);

        var card = await mls.Types(Cast.Sarah, "take test.pay");

        Assert.Equal("It stays as it is", card.Title);
        Assert.Contains("isn't of the role finance", card.All);
    }

    [Theory]
    [InlineData("level-2 Needs somebody who knows it", "Level II support has it now", null)]
    [InlineData("LEVEL-2 reason: Needs somebody", "Level II support has it now", null)]
    [InlineData("tom.okafor@lakeshore-mls.example Knows it", "Tom Okafor has it now", "Tom Okafor")]
    [InlineData("to: tom okafor; reason: Knows it", "Tom Okafor has it now", "Tom Okafor")]
    public async Task It_is_handed_over_to_a_role_or_a_person_whose_channel_is_told(string text, string title, string? owner)
    {
        await Opens("call");

        var card = await mls.Types(Cast.Sarah, $"hand-over test.call {text}");

        Assert.Equal(title, card.Title);
        Assert.Equal((StaffRoles.Level2, owner), ((await Item("call")).Role, (await Item("call")).Owner?.Name));
        Assert.Equal("Handed over for Level II support", Assert.Single(mls.CardsIn("Level2")).Title);
    }

    [Theory]
    [InlineData("jane@example.com Because", "to: Write a role (level-1, level-2,")]
    [InlineData("level-2", "reason: Say why.")]
    [InlineData("level-2 \u202Ebecause", "reason: Type the reason again by hand")]
    public async Task Without_somebody_and_a_reason_it_stays(string text, string error)
    {
        await Opens("call");

        Assert.Contains(error, (await mls.Types(Cast.Sarah, $"hand over test.call {text}")).All);
        Assert.Equal(StaffRoles.Level1, (await Item("call")).Role);
    }

    [Fact]
    public async Task They_are_away_in_whole_days_of_the_organization_and_come_back()
    {
        var written = await mls.Types(Cast.Sarah, "away from: 2026-03-09; until: 2026-03-13; stand-in: Diego Santos");
        var shown = await mls.Types(Cast.Sarah, "away");
        var back = await mls.Types(Cast.Sarah, "away end");
        var here = await mls.Types(Cast.Sarah, "away");

        Assert.Equal("Recorded", written.Title);
        Assert.Equal(("Mon, Mar 9, 12:00 AM CDT", "Sat, Mar 14, 12:00 AM CDT", "Diego Santos"), (written.Facts["Away from"], written.Facts["Back"], written.Facts["Stands in"]));
        Assert.Equal(written.Facts["Back"], shown.Facts["Back"]);
        Assert.Equal("You are back", back.Title);
        Assert.Equal("You are here", here.Title);
    }

    [Theory]
    [InlineData("from: 2026-03-09; until: 2026-03-08; stand-in: diego.santos@lakeshore-mls.example", "until: Write a day that isn’t before the first one.")]
    [InlineData("from: 2026-02-09; until: 2026-02-10; stand-in: diego.santos@lakeshore-mls.example", "until: Write a day that isn’t over.")]
    [InlineData("from: 9998-03-09; until: 9998-03-10; stand-in: Diego Santos", "from: Write a day within the next two years.")]
    [InlineData("from: 2026-03-09; until: 9999-12-31; stand-in: Diego Santos", "until: Write the last day that you are away as year")]
    [InlineData("from: 2026-02-30; until: 2026-03-10; stand-in: diego.santos@lakeshore-mls.example", "from: Write the first day that you are away as year")]
    [InlineData("from: 2026-03-09; until: 2026-03-10; stand-in: sarah.lindqvist@lakeshore-mls.example", "stand-in: Write somebody else: nobody stands in for themselves.")]
    [InlineData("from: 2026-03-09; until: 2026-03-10; stand-in: jane@example.com", "stand-in: Write the email address of somebody of the staff")]
    [InlineData("from: 2026-03-09; until: 2026-03-10", "stand-in: Enter the email address or the name of who stands in.")]
    [InlineData("from: 2026-03-09 and so on until the spring; until: 2026-03-10; stand-in: Diego Santos", "from: Write the first day that you are away")]
    public async Task What_is_wrong_about_it_is_said_and_nothing_kept(string text, string error)
    {
        Assert.Contains(error, (await mls.Types(Cast.Sarah, $"away {text}")).All);
        Assert.Equal("You are here", (await mls.Types(Cast.Sarah, "away")).Title);
    }

    async Task<WorkItem> Item(string title) => (await mls.Services.GetRequiredService<WorkItemTable>().ReadAsync($"test.{title}", Cancel))!.Item;

    async Task Opens(string title, double days = 3, string role = StaffRoles.Level1)
    {
        await mls.Services.GetRequiredService<WorkItemService>().OpenAsync(
            new WorkItem($"test.{title.Replace(' ', '-')}", role, title, mls.Now.AddDays(days), null, null, mls.Now), Cancel);
        await mls.Settle();
    }
}
