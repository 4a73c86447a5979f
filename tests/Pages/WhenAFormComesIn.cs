using System.Text;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;

namespace MemberServices.Tests.Pages;

public class WhenAFormComesIn
{
    [Theory]
    [InlineData("same-origin", "https://members.example.org", true)]
    [InlineData("same-origin", "null", true)]
    [InlineData("same-origin", null, true)]
    [InlineData(null, "https://members.example.org", true)]
    [InlineData(null, "http://127.0.0.1:7071", true)]
    [InlineData(null, null, true)]
    [InlineData("cross-site", "https://evil.example", false)]
    [InlineData("cross-site", null, false)]
    [InlineData("cross-site", "https://members.example.org", false)]
    [InlineData("same-site", "https://other.example.org", false)]
    [InlineData("same-origin", "https://evil.example", false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, "https://members.example.org.evil.example", false)]
    [InlineData("none", "null", false)]
    [InlineData("new-in-2030", null, false)]
    public void One_from_another_site_is_told_from_our_own(string? fetchSite, string? origin, bool isTaken)
    {
        var request = Post("a=1");
        request.Headers["Sec-Fetch-Site"] = fetchSite;
        request.Headers.Origin = origin;

        Assert.Equal(isTaken, Rendering.Get<SameOrigin>().IsFromHere(request));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencodedfoo")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        var request = Post("a=1");
        request.ContentType = contentType;

        Assert.Equal(415, (await PostedForm.ReadAsync(request)).Status);
    }

    [Fact]
    public async Task A_large_one_is_refused_by_its_announced_and_by_its_real_length()
    {
        var announced = Post("reason=" + new string('x', PostedForm.MaxBodyBytes));
        var silent = Post("reason=" + new string('x', PostedForm.MaxBodyBytes + 1));
        silent.ContentLength = null;

        Assert.Equal(413, (await PostedForm.ReadAsync(announced)).Status);
        Assert.Equal(400, (await PostedForm.ReadAsync(silent)).Status);
    }

    [Fact]
    public async Task One_that_no_page_of_ours_has_sent_is_refused()
    {
        foreach (var body in new[] { string.Join('&', Enumerable.Range(0, 100).Select(i => $"f{i}=1")), "name=Jane%00Doe" })
        {
            Assert.Equal(400, (await PostedForm.ReadAsync(Post(body))).Status);
        }
    }

    [Fact]
    public async Task Fields_are_trimmed_and_a_missing_one_is_empty()
    {
        var (form, _, _) = await PostedForm.ReadAsync(Post("name=%20Jane%20Doe%20&name=other"));

        Assert.Equal("Jane Doe", form!["name"]);
        Assert.Equal("", form["email"]);
    }

    static HttpRequest Post(string body)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = ("POST", "http", new HostString("127.0.0.1", 7071));
        request.ContentType = "application/x-www-form-urlencoded";
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        request.ContentLength = body.Length;
        return request;
    }
}
