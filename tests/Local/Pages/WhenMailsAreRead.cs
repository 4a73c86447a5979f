using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Local.Email;

namespace MemberServices.Tests.Pages;

public sealed class WhenMailsAreRead
{
    [Fact]
    public async Task The_empty_inbox_says_so()
    {
        await using var site = await LocalSite.StartAsync();

        Assert.Contains("No mail yet.", await site.Browser.GetStringAsync("/local/inbox"));
        Assert.Equal("[]", await site.Script.GetStringAsync("/local/inbox.json"));
    }

    [Fact]
    public async Task The_newest_is_first()
    {
        await using var site = await LocalSite.StartAsync();
        for (var i = 1; i <= 30; i++)
        {
            await site.MailsAsync("jane@example.org", $"Mail number {i}.", "<p>Hello</p>");
        }

        var first = await site.Browser.GetStringAsync("/local/inbox");
        var second = await site.Browser.GetStringAsync("/local/inbox?page=2");

        Assert.True(first.IndexOf("Mail number 30.") < first.IndexOf("Mail number 29."));
        Assert.DoesNotContain("Mail number 5.", first);
        Assert.Contains("Mail number 5.", second);
        Assert.Contains("href=\"/local/inbox?page=2\"", first);
        Assert.DoesNotContain("page=3", second);
    }

    [Fact]
    public async Task Scripts_get_them_as_json()
    {
        await using var site = await LocalSite.StartAsync();
        await site.MailsAsync("jane@example.org", "Please review", """<a href="https://mls.example/approvals/x?a=1&amp;b=2">Review</a>""", "Review it");

        var mail = Assert.Single((await site.Script.GetFromJsonAsync<JsonElement>("/local/inbox.json")).EnumerateArray());

        Assert.Equal("jane@example.org", mail.GetProperty("to").GetString());
        Assert.Equal("Please review", mail.GetProperty("subject").GetString());
        Assert.StartsWith("<a href", mail.GetProperty("html").GetString());
        Assert.Equal("Review it", mail.GetProperty("text").GetString());
        Assert.Equal("https://mls.example/approvals/x?a=1&b=2", Assert.Single(mail.GetProperty("links").EnumerateArray()).GetString());
        Assert.Equal(LocalSite.Start, mail.GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Nothing_in_a_mail_reaches_the_page_unencoded()
    {
        await using var site = await LocalSite.StartAsync();
        await site.MailsAsync(
            "jane@example.org",
            "<script>alert('subject')</script>",
            """<script>alert('html')</script>"><script>alert('broken out')</script><a href="https://mls.example/"><script>alert('label')</script></a>""",
            "</pre><script>alert('text')</script>");

        using var answer = await site.Browser.GetAsync("/local/inbox");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", page);
        Assert.Contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", page);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task The_start_page_says_what_there_is()
    {
        await using var site = await LocalSite.StartAsync();
        await site.MailsAsync("jane@example.org", "Hello", "<p>Hello</p>");

        var page = await site.Browser.GetStringAsync("/local");

        Assert.Contains("href=\"/enroll\"", page);
        Assert.Contains("1 mail ", page);
    }

    [Fact]
    public async Task One_stands_on_a_page_of_its_own()
    {
        await using var site = await LocalSite.StartAsync();
        await site.MailsAsync("jane@example.org", "Hello", "<p>Hello</p>");
        await site.MailsAsync("jane@example.org", "Again", "<p>Hello</p>");

        var page = await site.Browser.GetStringAsync($"/local/inbox/{site.Machine.Part<Inbox>().All[0].Id}");
        using var missing = await site.Browser.GetAsync($"/local/inbox/{Guid.NewGuid()}");
        using var wrong = await site.Browser.GetAsync("/local/inbox?page=first");

        Assert.Contains("Hello", page);
        Assert.DoesNotContain("Again", page);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (missing.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task The_small_graph_answers_a_script()
    {
        await using var site = await LocalSite.StartAsync();

        using var created = await site.Script.PostAsJsonAsync(
            "/local/graph/v1.0/invitations", new { invitedUserEmailAddress = "jane@example.org", inviteRedirectUrl = "https://mls.example/" });
        var found = await site.Script.GetFromJsonAsync<JsonElement>("/local/graph/v1.0/users?$filter=mail%20eq%20'jane@example.org'");
        using var missing = await site.Script.GetAsync("/local/graph/v1.0/users/nobody@example.org");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("jane@example.org", found.GetProperty("value")[0].GetProperty("mail").GetString());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.True(missing.Headers.Contains("request-id"));
    }
}
