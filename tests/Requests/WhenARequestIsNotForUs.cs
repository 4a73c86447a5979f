using System.Net;
using System.Net.Http.Json;
using System.Text;
using MemberServices.Requests;

namespace MemberServices.Tests.Requests;

public sealed class WhenARequestIsNotForUs : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("GET", "/nothing/here", "text/html", 404, null)]
    [InlineData("GET", "/api/nothing", "application/json", 404, null)]
    [InlineData("DELETE", "/enroll", "text/html", 405, "GET, HEAD, POST")]
    [InlineData("DELETE", "/API/Offices/solo/", "application/json", 405, "GET, PUT")]
    [InlineData("HEAD", "/api/health", "application/json", 405, "GET")]
    [InlineData("OPTIONS", "/enroll", "*/*", 204, "GET, HEAD, POST")]
    [InlineData("POST", "/", "text/html", 405, "GET, HEAD")]
    public async Task An_unknown_address_or_method_is_said_so_in_the_form_that_was_asked_for(
        string method, string path, string accept, int status, string? allow)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Accept", accept);
        request.Content = method is "POST" or "DELETE" ? JsonContent.Create(new { }) : null;

        using var answer = await mls.Api.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(allow, answer.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", answer.Content.Headers.Allow));
        if (method is not ("HEAD" or "OPTIONS"))
        {
            Assert.Contains(accept == "text/html" ? "<h1>" : "\"code\":\"unknown-", body);
        }
    }

    [Fact]
    public async Task The_front_door_leads_to_the_application()
    {
        var page = await mls.Opens("/");

        Assert.Equal(200, page.Status);
        Assert.Contains("href=\"/enroll\"", page.Source);
    }

    [Theory]
    [InlineData("members.example.org.evil.example", 400)]
    [InlineData("evil.example", 400)]
    [InlineData("localhost:99", 200)]
    public async Task Another_site_s_name_leads_nowhere(string host, int status)
    {
        foreach (var path in new[] { "/enroll", "/api/offices/solo" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var answer = await mls.Api.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_in_an_address_is_refused_even_the_right_one()
    {
        var key = mls.Api.DefaultRequestHeaders.GetValues("x-functions-key").Single();

        using var answer = await mls.Http.GetAsync($"/api/offices/solo?code={key}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("key-in-address", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Another_site_s_page_drives_nothing_with_a_key_or_without(string header, string value)
    {
        var id = await mls.Applies(Cast.Jane);
        foreach (var path in new[] { "/enroll", "/api/enrollments", $"/api/enrollments/{id}/withdraw" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { by = Cast.Sarah.Email, reason = "None" }) };
            request.Headers.Add(header, value);
            using var answer = await mls.Api.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Null((await mls.Enrollment(id)).End);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task The_api_takes_json_and_nothing_that_a_form_can_send(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await mls.Api.PostAsync("/api/enrollments", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public void The_function_for_unknown_addresses_is_the_last_by_name() => Assert.Equal(
        "Zz_UnknownAddress",
        typeof(UnknownAddress).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes(typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute), false))
            .Select(function => ((Microsoft.Azure.Functions.Worker.FunctionAttribute)function).Name).Max(StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Every_route_is_in_the_catalog() => Assert.Contains(
        RouteCatalog.Routes, route => route is { Function: "Intervene", Path: "/api/enrollments/{id}/{intervention}", NeedsKey: true, Methods: ["POST"] });
}
