using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace MemberServices.Tests.Pages;

public sealed class WhenTheClockIsMoved
{
    [Fact]
    public async Task It_answers_when_everything_that_fell_due_has_run()
    {
        await using var site = await LocalSite.StartAsync();
        var clock = site.Machine.Clock;
        var ran = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => ran.Add(clock.GetUtcNow()), null, TimeSpan.FromDays(1), TimeSpan.FromDays(1));

        using var answer = await site.Script.PostAsJsonAsync("/local/clock", new { advance = "3.00:00:00" });

        var now = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
        Assert.Equal(LocalSite.Start.AddDays(3), now);
        Assert.Equal([LocalSite.Start.AddDays(1), LocalSite.Start.AddDays(2), LocalSite.Start.AddDays(3)], ran);
        Assert.Equal(now, (await site.Script.GetFromJsonAsync<JsonElement>("/local/clock")).GetProperty("now").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_browser_is_sent_back_to_the_page()
    {
        await using var site = await LocalSite.StartAsync();

        using var answer = await site.Browser.PostAsync("/local/clock", new FormUrlEncodedContent([new("advance", "01:00:00")]));

        Assert.Equal((HttpStatusCode.SeeOther, "/local/clock"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains("Mon, Mar 2, 2026, 16:00:00 UTC", await site.Browser.GetStringAsync("/local/clock"));
    }

    [Theory]
    [InlineData("/local/clock", "application/x-www-form-urlencoded; charset=utf-7", HttpStatusCode.BadRequest)]
    [InlineData("/local/clock", "multipart/form-data; boundary=x", HttpStatusCode.BadRequest)]
    [InlineData("/local/bus", "application/x-www-form-urlencoded; charset=utf-7", HttpStatusCode.NotFound)]
    [InlineData("/local/bus", "multipart/form-data", HttpStatusCode.NotFound)]
    [InlineData("/local/clock", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_form_that_cannot_be_read_is_a_form_without_fields(string path, string contentType, HttpStatusCode status)
    {
        await using var site = await LocalSite.StartAsync();
        using var body = new StringContent("advance=01:00:00");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var answer = await site.Browser.PostAsync(path, body);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(LocalSite.Start, site.Machine.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("""{"advance":"tomorrow"}""")]
    [InlineData("""{"advance":"3"}""")]
    [InlineData("""{"advance":3}""")]
    [InlineData("""{"advance":null}""")]
    [InlineData("""{"advance":"-1.00:00:00"}""")]
    [InlineData("""{"advance":"3653.00:00:01"}""")]
    [InlineData("""{"advance":"99999999999.00:00:00"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("advance=1")]
    [InlineData("")]
    public async Task What_it_cannot_do_is_refused_with_the_field_and_a_remedy(string body)
    {
        await using var site = await LocalSite.StartAsync();

        using var answer = await site.Script.PostAsync("/local/clock", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal("advance", error.GetProperty("field").GetString());
        Assert.Contains("'advance'", error.GetProperty("message").GetString());
        Assert.Equal(LocalSite.Start, site.Machine.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_browser_is_told_beside_the_field_and_what_was_typed_stays()
    {
        await using var site = await LocalSite.StartAsync();

        using var answer = await site.Browser.PostAsync("/local/clock", new FormUrlEncodedContent([new("advance", "<b>soon")]));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("value=\"&lt;b&gt;soon\"", page);
        Assert.Contains("id=\"advance-error\"", page);
    }

    [Fact]
    public async Task Where_nothing_waits_there_is_no_next()
    {
        await using var site = await LocalSite.StartAsync();

        using var answer = await site.Script.PostAsJsonAsync("/local/clock", new { advance = "next" });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_that_is_too_large_is_refused_whether_it_says_so_or_not(bool chunked)
    {
        await using var site = await LocalSite.StartAsync();
        foreach (var path in new[] { "/local/clock", "/local/bus" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent([new("advance", "01:00:00"), new("more", new string('x', 70_000))]),
            };
            request.Headers.TransferEncodingChunked = chunked;
            // A refusal can come while the body is still on its way, and close the connection under it.
            request.Headers.ExpectContinue = !chunked;
            using var answer = await site.Browser.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }

        Assert.Equal(LocalSite.Start, site.Machine.Clock.GetUtcNow());
    }
}
