using System.Net;
using Microsoft.Extensions.Configuration;

namespace MemberServices.Tests.Hosting;

/// <summary>host.json's customHeaders are the net under the app's own: they are on what the app doesn't answer, too.</summary>
public class WhenNothingElseSetsHeaders
{
    static readonly IConfiguration Http = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json")).Build().GetSection("extensions:http");

    [Theory]
    [InlineData("no/such/page", HttpStatusCode.NotFound)]
    [InlineData("api/offices/lakeview", HttpStatusCode.Unauthorized)]
    public async Task What_the_host_answers_can_be_framed_kept_and_guessed_by_nobody(string path, HttpStatusCode status)
    {
        await using var mls = await Mls.StartAsync();

        using var answer = await mls.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        foreach (var (name, value) in new[]
        {
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow"),
        })
        {
            Assert.Equal(value, string.Join(", ", answer.Headers.GetValues(name)));
        }

        Assert.Contains("frame-ancestors 'none'", string.Join(", ", answer.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task A_page_keeps_its_own_and_has_each_once()
    {
        await using var mls = await Mls.StartAsync();

        using var page = await mls.Http.GetAsync("enroll", TestContext.Current.CancellationToken);

        Assert.Contains("style-src 'sha256-", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.All(Http.GetSection("customHeaders").GetChildren(), header => Assert.Single(page.Headers.GetValues(header.Key)));
    }

    [Fact]
    public void Browsers_are_told_to_come_by_https_only_for_a_year()
    {
        Assert.True(Http.GetValue<bool>("hsts:isEnabled"));
        Assert.Equal(TimeSpan.FromDays(365), Http.GetValue<TimeSpan>("hsts:maxAge"));
    }
}
