using System.Net.Http.Json;
using MemberServices.Policies;
using MemberServices.Tests.Pages;
using MemberServices.WorkItems;

namespace MemberServices.Tests.WorkItems;

public sealed class WhenStaffDoTheirWork : IAsyncLifetime
{
    Mls mls = null!;
    WorkItem item = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        item = await mls.OpensWork("Call the broker");
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Its_whole_life_can_be_read_as_a_story()
    {
        (await mls.Takes(item, Cast.Sarah)).MustBe(200);
        (await mls.HandsOver(item, Cast.Sarah, Cast.Diego, "I am in class")).MustBe(200);
        (await mls.HandsOver(item, Cast.Diego, StaffRoles.Level2, "It is a technical matter")).MustBe(200);
        (await mls.Takes(item, Cast.Tom)).MustBe(200);
        (await mls.Finishes(item, Cast.Tom)).MustBe(200);

        Assert.Equal(
            [
                "opened, system",
                "taken, Sarah Lindqvist",
                "handed-over, Sarah Lindqvist, Sarah Lindqvist, Diego Santos, I am in class",
                "handed-over, Diego Santos, Diego Santos, level-2, It is a technical matter",
                "taken, Tom Okafor",
                "done, Tom Okafor, Called: he will answer today",
            ],
            await mls.StoryOf(item));
        Assert.Equal(
            ["work-item.done", "work-item.handed-over", "work-item.handed-over", "work-item.opened", "work-item.taken", "work-item.taken"], (await mls.Happenings(Cast.Jane)).Order());
        Assert.Empty(await mls.ListedWork("role=level-2"));
        Assert.Equal([item.Title], await mls.ListedWork("role=level-2&state=done"));
    }

    [Fact]
    public async Task Whoever_is_given_it_hears_at_once_and_once()
    {
        await mls.HandsOver(item, Cast.Sarah, Cast.Diego, "I am in class");
        await mls.HandsOver(item, Cast.Sarah, Cast.Diego, "I am in class");
        await mls.HandsOver(item, Cast.Sarah, Cast.Sarah, "I can do it");

        var mail = Assert.Single(mls.Inbox(Cast.Diego.Email).All);
        Assert.Equal("A work item was handed over to you", mail.Subject);
        Assert.All(["To do: Call the broker", "I am in class", "Has it: Diego Santos (Level I support)"], part => Assert.Contains(part, mail.Text));
        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
    }

    [Fact]
    public async Task The_state_says_where_it_is()
    {
        await Is("open", null, StaffRoles.Level1);
        await mls.Takes(item, Cast.Sarah);
        await Is("taken", Cast.Sarah.Email, StaffRoles.Level1);
        await mls.HandsOver(item, Cast.Sarah, Cast.Tom);
        await Is("handed-over", Cast.Tom.Email, StaffRoles.Level2);
        await mls.Takes(item, Cast.Tom);
        await Is("taken", Cast.Tom.Email, StaffRoles.Level2);
        await mls.HandsOver(item, Cast.Tom, StaffRoles.Level1);
        await Is("open", null, StaffRoles.Level1);
        await mls.Lapses(item);
        await Is("lapsed", null, StaffRoles.Level1);
    }

    [Fact]
    public async Task A_repeat_changes_nothing_and_is_answered_as_the_first()
    {
        async Task Twice(Func<Task<Html>> act)
        {
            var first = (await act()).MustBe(200).Source;
            await mls.Advance(minutes: 3);
            Assert.Equal(first, (await act()).MustBe(200).Source);
        }

        await Twice(() => mls.Takes(item, Cast.Sarah));
        await Twice(() => mls.HandsOver(item, Cast.Sarah, Cast.Diego));
        await Twice(() => mls.HandsOver(item, Cast.Diego, Cast.Sarah));
        await Twice(() => mls.Finishes(item, Cast.Sarah));

        Assert.Equal(5, (await mls.StoryOf(item)).Count);
        Assert.Equal(
            ["work-item.done", "work-item.handed-over", "work-item.handed-over", "work-item.opened", "work-item.taken"], (await mls.Happenings(Cast.Jane)).Order());
    }

    [Fact]
    public async Task The_same_hand_over_is_meant_when_another_came_in_between()
    {
        await mls.HandsOver(item, Cast.Sarah, Cast.Diego);
        await mls.HandsOver(item, Cast.Diego, Cast.Sarah);
        (await mls.HandsOver(item, Cast.Sarah, Cast.Diego)).MustBe(200);

        await Is("handed-over", Cast.Diego.Email, StaffRoles.Level1);
    }

    [Fact]
    public async Task Whoever_was_quicker_is_named_with_the_time()
    {
        await mls.Advance(minutes: 5);
        await mls.Takes(item, Cast.Sarah);

        var late = (await mls.Takes(item, Cast.Diego)).MustBe(409);

        Assert.Contains("A system, for Sarah Lindqvist took it at 2026-03-02T15:05:00Z. Leave it to them, or hand it over.", late.Source);
        await Is("taken", Cast.Sarah.Email, StaffRoles.Level1);
    }

    [Fact]
    public async Task What_was_written_too_late_stands_in_the_story_once()
    {
        await mls.Finishes(item, Cast.Sarah, "He answers tomorrow");

        var late = (await mls.Finishes(item, Cast.Diego, "He retires")).MustBe(409);
        (await mls.Finishes(item, Cast.Diego, "He retires")).MustBe(409);
        (await mls.HandsOver(item, Cast.Diego, Cast.Hannah, "I have no time")).MustBe(409);

        Assert.Contains("Sarah Lindqvist did it at 2026-03-02T15:00:00Z: He answers tomorrow", late.Source);
        Assert.Contains("What was written stands in the item", late.Source);
        Assert.Equal(
            ["opened, system", "done, Sarah Lindqvist, He answers tomorrow", "too-late, Diego Santos, He retires", "too-late, Diego Santos, I have no time"],
            await mls.StoryOf(item));
    }

    [Fact]
    public async Task Of_two_who_take_it_at_the_same_moment_one_gets_it()
    {
        var answers = await Task.WhenAll(new[] { Cast.Sarah, Cast.Diego, Cast.Hannah }.Select(who =>
            mls.Api.PostAsJsonAsync($"/api/work-items/{item.Id}/take", new { by = who.Email }, TestContext.Current.CancellationToken)));

        Assert.Equal([200, 409, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Equal(2, (await mls.StoryOf(item)).Count);
    }

    [Fact]
    public async Task Of_two_who_finish_it_at_the_same_moment_both_texts_are_kept()
    {
        var answers = await Task.WhenAll(new[] { Cast.Sarah, Cast.Diego }.Select(who =>
            mls.Api.PostAsJsonAsync($"/api/work-items/{item.Id}/done", new { by = who.Email, outcome = $"By {who.Name}" }, TestContext.Current.CancellationToken)));

        Assert.Equal([200, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Contains(await mls.StoryOf(item), line => line.Contains("By Sarah"));
        Assert.Contains(await mls.StoryOf(item), line => line.Contains("By Diego"));
    }

    [Fact]
    public async Task Who_saw_an_older_version_is_told_what_happened_since()
    {
        var seen = (await mls.Work(item)).GetProperty("workItem").GetProperty("version").GetInt32();
        await mls.Takes(item, Cast.Sarah);

        Assert.Contains("took it", (await mls.HandsOver(item, Cast.Diego, Cast.Hannah, version: seen)).MustBe(409).Source);
        (await mls.HandsOver(item, Cast.Diego, Cast.Hannah, "She is back", version: seen + 1)).MustBe(200);
    }

    [Fact]
    public async Task Another_role_cannot_take_it_and_reads_whose_it_is()
    {
        var answer = (await mls.Takes(item, Cast.Elena)).MustBe(403);

        Assert.Contains("not-in-role", answer.Source);
        Assert.Contains("Elena Voss isn", answer.Source);
        Assert.Contains("level-1", answer.Source);
        await Is("open", null, StaffRoles.Level1);
    }

    [Theory]
    [InlineData("take", """{}""", "by")]
    [InlineData("take", """{ "by": "nobody@lakeshore-mls.example" }""", "by")]
    [InlineData("done", """{ "by": "sarah.lindqvist@lakeshore-mls.example" }""", "outcome")]
    [InlineData("hand-over", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Away" }""", "toPerson")]
    [InlineData("hand-over", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "toRole": "level-2" }""", "reason")]
    [InlineData("hand-over", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Away", "toRole": "level-9" }""", "toRole")]
    [InlineData("hand-over", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Away", "toPerson": "nobody@lakeshore-mls.example" }""", "toPerson")]
    [InlineData("hand-over", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Away", "toPerson": "elena.voss@lakeshore-mls.example", "toRole": "level-2" }""", "toRole")]
    [InlineData("hand-over", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Away", "toRole": "level-2", "version": "one" }""", "version")]
    public async Task What_is_wrong_is_named_and_changes_nothing(string act, string body, string field)
    {
        using var answer = await mls.Api.PostAsync(
            $"/api/work-items/{item.Id}/{act}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal([field], (await Mls.Json(answer)).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
        Assert.Equal(["opened, system"], await mls.StoryOf(item));
    }

    [Fact]
    public async Task It_cannot_be_handed_to_who_has_it()
    {
        Assert.Contains("level-1 has it already", (await mls.HandsOver(item, Cast.Sarah, StaffRoles.Level1)).MustBe(409).Source);
        await mls.Takes(item, Cast.Sarah);
        Assert.Contains("Sarah Lindqvist has it already", (await mls.HandsOver(item, Cast.Diego, Cast.Sarah)).MustBe(409).Source);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_found()
    {
        var none = item with { Id = "none" };
        (await mls.Takes(none, Cast.Sarah)).MustBe(404);
        (await mls.Finishes(none, Cast.Sarah)).MustBe(404);
        using var answer = await mls.Api.GetAsync("/api/work-items/none", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task What_a_case_closes_by_itself_can_be_marked_done_and_the_case_goes_on()
    {
        var id = await mls.Applies(Cast.John);
        await mls.Advance(days: 10);
        var call = Assert.Single(await mls.WorkItems(), each => each.Case == id);

        (await mls.Finishes(call, Cast.Sarah, "He will look at it")).MustBe(200);

        Assert.Equal("Bob Broker", (await mls.Enrollment(id)).WaitsFor!.Who);
        await mls.Approves(Cast.Bob);
        Assert.Equal("done", (await mls.Work(call)).GetProperty("workItem").GetProperty("state").GetString());
    }

    async Task Is(string state, string? owner, string role)
    {
        var shown = (await mls.Work(item)).GetProperty("workItem");
        Assert.Equal(
            (state, owner, role),
            (shown.GetProperty("state").GetString(), shown.GetProperty("owner") is { ValueKind: System.Text.Json.JsonValueKind.Object } person ? person.GetProperty("email").GetString() : null,
                shown.GetProperty("role").GetString()));
    }
}
