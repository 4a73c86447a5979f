using MemberServices.Policies;

namespace MemberServices.Tests.Teams;

public sealed class WhenSurveysAreToldInTeams : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_member_is_asked_by_typing()
    {
        var typed = await mls.ActivityOf(Cast.Sarah, "survey member: jane@example.com; about: the class on Tuesday; helped: tom.okafor@lakeshore-mls.example", id: "1");
        var card = await mls.Types(typed);

        Assert.EndsWith(": Jane Doe is asked how we did", card.Title);
        Assert.Equal(("the class on Tuesday", "Tom Okafor"), (card.Facts["About"], card.Facts["Helped"]));
        Assert.EndsWith($"/staff/cases/{card.Facts["Survey"]}", Assert.Single(card.Links));
        Assert.StartsWith("How did we do? The class on Tuesday", Assert.Single(mls.SurveyMails(Cast.Jane)).Subject);
        Assert.Equal(card.Facts["Survey"], (await mls.Types(typed)).Facts["Survey"]);
        Assert.Single(mls.SurveyMails(Cast.Jane));
    }

    [Theory]
    [InlineData("survey", "member: Enter the member’s key or email address.")]
    [InlineData("survey member: TX-999; about: x", "member: No member has this key or address.")]
    [InlineData("survey member: TX-123456", "about: Say what it is about")]
    [InlineData("survey member: TX-123456; about: x; helped: jane@example.com", "helped: Nobody of the staff has this email address.")]
    [InlineData("survey", "survey member: TX-123456; about: the class on Tuesday")]
    public async Task What_is_missing_or_wrong_is_told_with_an_example(string text, string told) => Assert.Contains(told, (await mls.Types(Cast.Sarah, text)).All);

    [Fact]
    public async Task Who_does_not_want_to_be_asked_is_not()
    {
        await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.ClicksUnsubscribe(Cast.Jane);

        Assert.Contains("Jane Doe isn’t asked: they don’t want to be asked.", (await mls.Types(Cast.Sarah, "survey member: TX-123456; about: the class")).All);
    }

    [Fact]
    public async Task A_low_score_is_told_in_the_managers_channel_as_their_work()
    {
        var id = await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.Rates(Cast.Jane, 1, 4);

        var card = Assert.Single(mls.CardsIn("Managers"));
        Assert.Equal("New for Managers", card.Title);
        Assert.StartsWith("Call Jane Doe, who is dissatisfied (satisfied 1 of 5", card.Texts[1]);
        Assert.Equal(id, card.Facts["Case"]);
    }

    [Fact]
    public async Task Praise_is_told_where_who_helped_reads()
    {
        var id = await mls.IsAsked(Cast.Jane, Cast.Tom);
        await mls.Rates(Cast.Jane, 5, 5, comment: "Tom called back *twice*.");

        var card = Assert.Single(mls.CardsIn("Level2"), card => card.Title.StartsWith("Praise", StringComparison.Ordinal));
        Assert.Equal("Praise for Tom Okafor", card.Title);
        Assert.Equal(("Photos vanish", id, "5 of 5"), (card.Facts["About"], card.Facts["Survey"], card.Facts["Satisfied"]));
        Assert.DoesNotContain("Jane", card.All);
        Assert.Empty(mls.CardsIn("Managers"));
    }

    [Fact]
    public async Task Each_Monday_every_channel_has_the_results_with_the_movement_once()
    {
        await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.Rates(Cast.Jane, 5, 5, 10);
        await mls.Advance(days: 8);

        foreach (var channel in new[] { "Level1", "Level2", "Managers", "Ops" })
        {
            var card = Assert.Single(mls.CardsIn(channel), card => card.Title.StartsWith("How members rate us", StringComparison.Ordinal));
            Assert.Equal("How members rate us, Mar 2 to Mar 8, 2026", card.Title);
            Assert.Contains("Satisfied: 100% of 1 answer, nothing to compare with", card.All);
            Assert.EndsWith("/staff/surveys/results", Assert.Single(card.Links));
        }
        Assert.Empty(await mls.WorkItems(StaffRoles.Managers));
    }
}
