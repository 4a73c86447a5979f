using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Tests.Pages;

public class WhenAPageIsSent
{
    [Fact]
    public async Task Nothing_may_be_loaded_framed_cached_or_told_to_others()
    {
        var headers = (await SentAsync()).Headers;

        Assert.Equal("no-store", headers.CacheControl);
        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        foreach (var rule in new[] { "default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'" })
        {
            Assert.Contains(rule, headers.ContentSecurityPolicy.ToString());
        }

        Assert.DoesNotContain("unsafe", headers.ContentSecurityPolicy.ToString());
    }

    [Fact]
    public async Task The_policy_lets_in_exactly_the_style_that_is_in_the_page()
    {
        var response = await SentAsync();
        var html = await BodyAsync(response);

        var style = Assert.Single(Regex.Matches(html, "<style>(.*?)</style>", RegexOptions.Singleline)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", response.Headers.ContentSecurityPolicy.ToString());
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain(" style=\"", html);
    }

    [Fact]
    public async Task It_has_a_language_a_title_landmarks_and_a_way_past_the_header()
    {
        var html = await BodyAsync(await SentAsync());

        Assert.StartsWith("<!DOCTYPE html>", html);
        Assert.Contains("<html lang=\"en-US\">", html);
        Assert.Contains($"<title>We can&#x2019;t find this page | {Rendering.Policies.Brand.Name}</title>", html);
        Assert.Contains("<a class=\"skip\" href=\"#main\">", html);
        Assert.Contains("<main id=\"main\"", html);
        Assert.Contains(Rendering.Policies.Mail.Support.Email, html);
    }

    static async Task<HttpResponse> SentAsync()
    {
        var context = new DefaultHttpContext();
        context.Response.Body = new MemoryStream();
        var page = await Rendering.Get<PageRenderer>().MessageAsync(404, Message.UnknownLink);
        await page.ExecuteResultAsync(new ActionContext { HttpContext = context });
        Assert.Equal(404, context.Response.StatusCode);
        return context.Response;
    }

    static async Task<string> BodyAsync(HttpResponse response)
    {
        response.Body.Position = 0;
        return await new StreamReader(response.Body).ReadToEndAsync();
    }
}
