using System.Text.Json;
using MemberServices.People;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

public sealed class WhenTicketsAreForgotten : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_public_caller_s_loses_its_words_90_days_after_its_end_and_keeps_its_figures()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Replies(id, "Here is more of me.");
        await mls.Resolves(id, Cast.Sarah, "Done for you.");
        await mls.SaysSolved(Cast.Jane, "yes");
        var before = await mls.Ticket(id);
        await mls.Advance(days: 89);
        Assert.Equal(Cast.Jane.MemberFullName, (await mls.Ticket(id)).Request.FullName);
        await mls.Advance(days: 3);

        var after = await mls.Ticket(id);
        Assert.Equal(("", "", "listing-input"), (after.Request.FullName, after.Request.Text, after.Request.Category));
        Assert.Equal(before.Promises.Select(promise => (promise.Id, promise.DueAt, promise.StoppedAt)), after.Promises.Select(promise => (promise.Id, promise.DueAt, promise.StoppedAt)));
        Assert.Equal(before.End, after.End);
        await mls.Advance(days: 40);
        Assert.Empty(mls.RowsAbout(Cast.Jane));
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task A_member_s_is_kept_as_long_as_other_finished_cases()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");

        await mls.Advance(days: 200);

        Assert.Equal(Cast.Jane.MemberFullName, (await mls.Ticket(id)).Request.FullName);
    }

    [Fact]
    public async Task Whose_data_are_to_be_erased_is_told_that_the_ticket_is_closed_and_nothing_is_left()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Does(id, "note", Cast.Sarah, new { text = "She is nice." });
        var key = KnownPerson.KeyOf(Cast.Jane.MemberEmail);
        var export = await Mls.Json(await mls.Api.GetAsync($"/api/people/{key}/export"));
        Assert.Contains("six of the photos", export.GetRawText());
        Assert.Contains("She is nice.", export.GetRawText());
        Assert.DoesNotContain("Sarah", export.GetRawText());

        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await mls.Erases(key)).StatusCode);
        Assert.Contains("your data are to be erased", mls.Inbox(Cast.Jane).Latest.Text);
        await mls.Advance(days: 3);

        Assert.Equal((TicketEnd.Withdrawn, ""), ((await mls.Ticket(id)).End, (await mls.Ticket(id)).Request.FullName));
        Assert.Empty(mls.RowsAbout(Cast.Jane));
    }
}
