using System.Net;
using System.Net.Http.Json;
using Local.Graph;

namespace MemberServices.Tests.Pages;

public sealed class WhoMaySeeTheLocalPages
{
    static readonly string[] Addresses =
        ["/local", "/local/style.css", "/local/inbox", "/local/inbox.json", "/local/clock", "/local/bus", "/local/meter.json", "/local/graph", "/local/graph/v1.0/users"];

    [Fact]
    public async Task This_machine_under_each_of_its_names()
    {
        await using var site = await LocalSite.StartAsync();
        foreach (var host in new[] { "localhost", "localhost:7071", "127.0.0.1", "[::1]:7071" })
        {
            foreach (var address in Addresses)
            {
                Assert.Equal((host, address, HttpStatusCode.OK), (host, address, await StatusAsync(site, HttpMethod.Get, address, host)));
            }
        }
    }

    [Fact]
    public async Task Nobody_under_a_name_that_points_here()
    {
        await using var site = await LocalSite.StartAsync();
        foreach (var host in new[] { "rebound.example", "localhost.rebound.example", "127.0.0.1.rebound.example", "10.0.0.7" })
        {
            await NothingIsThere(site, host);
        }
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("2001:db8::7")]
    public async Task Nobody_from_elsewhere(string caller)
    {
        await using var site = await LocalSite.StartAsync(caller);
        await NothingIsThere(site, "localhost");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_of_another_site_does_nothing(string header, string value)
    {
        await using var site = await LocalSite.StartAsync();
        site.Script.DefaultRequestHeaders.Add(header, value);

        using var clock = await site.Script.PostAsync("/local/clock", new FormUrlEncodedContent([new("advance", "1.00:00:00")]));
        using var bus = await site.Script.PostAsync("/local/bus", new FormUrlEncodedContent([new("path", "mail")]));
        using var graph = await site.Script.DeleteAsync($"/local/graph/v1.0/groups/{LocalGraph.MembersGroupId}/members/x/$ref");

        Assert.All(new[] { clock, bus, graph }, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Equal(LocalSite.Start, site.Machine.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_form_of_its_own_does_what_it_says()
    {
        await using var site = await LocalSite.StartAsync();
        site.Script.DefaultRequestHeaders.Add("Origin", site.Script.BaseAddress!.GetLeftPart(UriPartial.Authority));
        site.Script.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await site.Script.PostAsJsonAsync("/local/clock", new { advance = "1.00:00:00" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_of_a_page_that_hides_where_it_is_is_known_by_the_browsers_word()
    {
        await using var site = await LocalSite.StartAsync();
        site.Script.DefaultRequestHeaders.Add("Origin", "null");
        site.Script.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await site.Script.PostAsJsonAsync("/local/clock", new { advance = "1.00:00:00" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.7")]
    [InlineData("X-Forwarded-Host", "members.example")]
    [InlineData("Forwarded", "for=10.0.0.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Nobody_behind_a_proxy(string header, string value)
    {
        await using var site = await LocalSite.StartAsync();
        site.Script.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        await NothingIsThere(site, "localhost");
    }

    [Fact]
    public async Task Whatever_is_refused_a_person_gets_a_page_and_a_program_a_problem()
    {
        await using var site = await LocalSite.StartAsync();
        var refused = new (HttpMethod Method, string Path, (string, string)? Header, HttpStatusCode Status)[]
        {
            (HttpMethod.Get, "/local/nothing", null, HttpStatusCode.NotFound),
            (HttpMethod.Put, "/local/clock", null, HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Post, "/local", null, HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Post, "/local/clock", ("Host", "rebound.example"), HttpStatusCode.NotFound),
            (HttpMethod.Post, "/local/clock", ("Origin", "https://elsewhere.example"), HttpStatusCode.Forbidden),
            (HttpMethod.Get, "/local/accept/unknown", null, HttpStatusCode.NotFound),
        };
        foreach (var (method, path, header, status) in refused)
        {
            foreach (var (client, type) in new[] { (site.Browser, "text/html"), (site.Script, "application/problem+json") })
            {
                using var request = new HttpRequestMessage(method, path);
                if (header is var (name, value))
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                using var answer = await client.SendAsync(request);

                Assert.Equal((path, status, type), (path, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
                Assert.Equal(status == HttpStatusCode.MethodNotAllowed, answer.Content.Headers.Allow.Count > 0);
                Secured(answer);
            }
        }
    }

    [Fact]
    public async Task Every_answer_has_the_headers_and_head_is_answered_as_get_is()
    {
        await using var site = await LocalSite.StartAsync();
        foreach (var address in Addresses)
        {
            using var answer = await site.Browser.GetAsync(address);
            using var head = await site.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));

            Secured(answer);
            Assert.True(answer.StatusCode == head.StatusCode || address.StartsWith("/local/graph/v1.0"), address);
        }
    }

    static void Secured(HttpResponseMessage answer)
    {
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        foreach (var (name, value) in new[]
        {
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("X-Robots-Tag", "noindex, nofollow"),
        })
        {
            Assert.Equal(value, string.Join(", ", answer.Headers.GetValues(name)));
        }

        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    static async Task NothingIsThere(LocalSite site, string host)
    {
        foreach (var address in Addresses)
        {
            Assert.Equal((host, address, HttpStatusCode.NotFound), (host, address, await StatusAsync(site, HttpMethod.Get, address, host)));
            Assert.Equal((host, address, HttpStatusCode.NotFound), (host, address, await StatusAsync(site, HttpMethod.Post, address, host)));
        }
    }

    static async Task<HttpStatusCode> StatusAsync(LocalSite site, HttpMethod method, string address, string host)
    {
        using var request = new HttpRequestMessage(method, address) { Headers = { Host = host } };
        using var answer = await site.Script.SendAsync(request);
        return answer.StatusCode;
    }
}
