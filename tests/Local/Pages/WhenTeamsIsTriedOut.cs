using System.Net;

namespace MemberServices.Tests.Pages;

public sealed class WhenTeamsIsTriedOut : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task What_somebody_types_takes_the_real_way_and_stands_there_with_its_answer()
    {
        Assert.Contains("Nothing stands here yet", (await mls.Opens("/local/teams")).Words);

        var sent = await Writes(await mls.UserIdOf(Cast.Sarah.Email), $"status EN-222222\n<b>*{new string('x', 20)}*</b>");
        var page = await mls.Opens("/local/teams");

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Contains("Sarah Lindqvist", page.Words);
        Assert.Contains("This can’t be done yet", page.Words);
        Assert.Contains($"<b>*{new string('x', 20)}*</b>", page.Words);
        Assert.DoesNotContain("<b>*", page.Source);
        Assert.Contains("2 messages", (await mls.Opens("/local/teams?channel=Commands")).Words);
        Assert.Contains("Nothing stands here yet", (await mls.Opens("/local/teams?channel=Ops")).Words);
    }

    [Fact]
    public async Task A_channel_shows_the_cards_that_are_posted_there_with_their_links()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 9.1);

        var page = await mls.Opens("/local/teams?channel=Level1");

        Assert.Contains("New for Level I support", page.Words);
        Assert.Contains($"/staff/cases/{id}", page.Source);
    }

    [Theory]
    [InlineData("nobody", "help", "Choose who writes.")]
    [InlineData("", "", "Write a command, such as help.")]
    public async Task Without_a_person_and_a_text_nothing_is_sent(string person, string text, string told)
    {
        var answer = await Writes(person.Length > 0 ? person : await mls.UserIdOf(Cast.Sarah.Email), text);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(told, answer.Text);
        Assert.Empty(mls.Teams.Newest(null, 10));
    }

    [Fact]
    public async Task A_channel_that_there_is_not_is_told()
    {
        using var answer = await mls.Http.GetAsync("/local/teams?channel=Nowhere", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    async Task<(HttpStatusCode Status, string Text)> Writes(string person, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/local/teams")
        {
            Content = new FormUrlEncodedContent([new("person", person), new("text", text)]),
        };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await mls.Settle();
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
