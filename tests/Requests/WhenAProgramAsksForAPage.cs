using System.Text.Json;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Requests;

public sealed class WhenAProgramAsksForAPage : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("GET", "/enrollments/unknown", null, 404, "not-found")]
    [InlineData("GET", "/approvals/unknown", null, 404, "not-found")]
    [InlineData("POST", "/approvals/unknown", "decision=approve&confirmed=yes", 404, "not-found")]
    [InlineData("GET", "/confirm/unknown", null, 404, "not-found")]
    [InlineData("POST", "/enroll", "{}", 415, "not-a-form")]
    [InlineData("POST", "/enroll", "large", 413, "too-large")]
    [InlineData("GET", "/nothing", null, 404, "unknown-address")]
    public async Task A_refusal_is_a_problem_with_its_kind(string method, string path, string? body, int status, string code)
    {
        HttpContent? content = body switch
        {
            null => null,
            "{}" => new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            "large" => new FormUrlEncodedContent([new("memberFullName", new string('x', 40_000))]),
            _ => new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };

        var problem = await Asks(method, path, content, status);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task The_errors_of_a_form_are_named()
    {
        var problem = await Asks("POST", "/enroll", (await mls.FillsIn(Cast.Jane)).With("memberEmail", "jane@").Content, 400);

        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(("memberEmail", "invalid"), (error.GetProperty("field").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal("invalid-request", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_form_that_says_nothing_is_refused_by_its_field()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        var confirm = mls.Inbox(Cast.Jane).Link("Open the application").PathAndQuery;
        Assert.Equal("applied", FieldOf(await Asks("POST", confirm, new FormUrlEncodedContent([]), 400)));
        await mls.Confirms(Cast.Jane);

        Assert.Equal("decision", FieldOf(await Asks("POST", mls.Request(Cast.Bob).PathAndQuery, new FormUrlEncodedContent([]), 400)));
        Assert.Equal("confirmed", FieldOf(await Asks("POST", $"{mls.Progress(Cast.Jane).PathAndQuery}/take-back", new FormUrlEncodedContent([]), 400)));
        await mls.Approves(Cast.Bob);
        var late = await Asks("POST", mls.Request(Cast.Bob).PathAndQuery, new FormUrlEncodedContent([new("decision", "not-my-agent"), new("confirmed", "yes")]), 409);
        Assert.Equal("conflict", late.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Who_has_to_wait_is_told_how_long()
    {
        var form = (await mls.FillsIn(Cast.Jane)).With("memberEmail", "");
        for (var i = 0; i < Rendering.Policies.Forms.PerAddress.Count; i++)
        {
            await mls.Sends(form);
        }

        using var request = Request("POST", "/enroll", form.Content, "application/json");
        using var answer = await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(Rendering.Policies.Forms.PerAddress.Minutes), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("too-many", (await Mls.Json(answer)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")]
    public async Task Browsers_keep_their_pages(string? accept)
    {
        using var request = Request("GET", "/enrollments/unknown", null, accept);
        using var answer = await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    static string FieldOf(JsonElement problem) => problem.GetProperty("errors")[0].GetProperty("field").GetString()!;

    async Task<JsonElement> Asks(string method, string path, HttpContent? content, int status)
    {
        using var request = Request(method, path, content, "application/json");
        using var answer = await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text);
    }

    static HttpRequestMessage Request(string method, string path, HttpContent? content, string? accept)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    }
}
