using System.Net;
using Local.Email;
using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public class WhenSomebodyAppliesOnThePage
{
    [Fact]
    public async Task They_are_told_to_check_their_mail_and_once_they_confirm_their_broker_is_asked()
    {
        await using var mls = await Mls.StartAsync();

        var sent = await mls.Sends(await mls.FillsIn(Cast.Jane));

        Assert.Equal(303, sent.Status);
        var next = await mls.Opens(sent.Response.Headers.Location!.OriginalString);
        Assert.Contains("We wrote to you", next.Words);
        Assert.DoesNotContain(Cast.Jane.MemberEmail, next.Source);
        await mls.Confirms(Cast.Jane);
        Assert.Contains("/enrollments/", mls.Inbox(Cast.Jane).Latest.Link("Follow").AbsolutePath);
        Assert.Contains("Jane Doe", mls.Inbox(Cast.Bob).Latest.Subject);
    }

    [Theory]
    [InlineData("memberFullName", " ")]
    [InlineData("memberFullName", "Jane \u202E Doe")]
    [InlineData("memberEmail", "jane@")]
    [InlineData("memberEmail", "jane@example.com,bob@example.com")]
    [InlineData("memberPreferredPhone", "call me")]
    [InlineData("memberStateLicense", "")]
    [InlineData("memberStateLicense", "<script>")]
    [InlineData("memberStateLicenseState", "ZZ")]
    [InlineData("officeKey", "")]
    [InlineData("officeKey", "../offices")]
    [InlineData("memberType", "king")]
    public async Task A_wrong_field_comes_back_with_what_to_enter_beside_it_and_everything_else_kept(string field, string value)
    {
        await using var mls = await Mls.StartAsync();
        var form = (await mls.FillsIn(Cast.Jane)).With(field, value);

        var page = await mls.Sends(form);

        Assert.Equal(400, page.Status);
        Assert.Contains("<title>Error: ", page.Source);
        Assert.Contains($"<a href=\"#{field}\">", page.Source);
        Assert.Contains($"id=\"{field}-error\"", page.Source);
        Assert.Matches($"id=\"{field}\"[^>]*aria-invalid=\"true\"", page.Source);
        foreach (var (name, kept) in form.Fields.Where(each => each.Key != field))
        {
            Assert.Equal(kept, page.Form.Fields[name]);
        }

        Assert.Equal(0, mls.Machine.Part<Inbox>().Count);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_application()
    {
        await using var mls = await Mls.StartAsync();
        var form = await mls.FillsIn(Cast.Jane);

        var answers = await Task.WhenAll(mls.Sends(form), mls.Sends(form), mls.Sends(form));
        await mls.Settle();

        Assert.All(answers, answer => Assert.Equal(303, answer.Status));
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        var yes = (await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the application"))).Form.With("applied", "yes");
        await Task.WhenAll(mls.Sends(yes), mls.Sends(yes), mls.Sends(yes));
        await mls.Settle();
        Assert.Equal(2, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task A_stranger_who_tries_a_license_learns_nothing()
    {
        await using var mls = await Mls.StartAsync();
        var fresh = await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Confirms(Cast.Jane);

        foreach (var office in new[] { Cast.Jane.OfficeKey, Cast.Solo.OfficeKey })
        {
            var again = await mls.Sends(await mls.FillsIn(Cast.Eve with { OfficeKey = office }));

            Assert.Equal(fresh.Status, again.Status);
            Assert.Equal(fresh.Response.Headers.Location, again.Response.Headers.Location);
            Assert.Equal(fresh.Source, again.Source);
        }

        Assert.Equal(
            [mls.Inbox(Cast.Jane).All[0].Subject, mls.Inbox(Cast.Jane).All[0].Subject], mls.Inbox(Cast.Eve).All.Select(mail => mail.Subject));
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Equal(0, mls.Inbox(Cast.Stella).Count);
    }

    [Fact]
    public async Task Markup_in_a_field_reaches_pages_and_mails_as_text()
    {
        await using var mls = await Mls.StartAsync();
        const string name = "<b onclick=alert(1)>Jane</b> & {{7*7}}";

        await mls.Applies(Cast.Jane with { MemberFullName = name });

        var pages = new[] { (await mls.Opens(mls.Progress(Cast.Jane))).Source, (await mls.Opens(mls.Request(Cast.Bob))).Source };
        foreach (var html in pages.Append(mls.Inbox(Cast.Bob).Latest.Html).Append(mls.Inbox(Cast.Jane).Latest.Html))
        {
            Assert.DoesNotContain("<b onclick", html);
            Assert.Contains(name, Rendering.Words(html));
        }
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused_and_says_what_to_do()
    {
        await using var mls = await Mls.StartAsync();
        var form = await mls.FillsIn(Cast.Jane);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = form.Content };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Origin", "https://evil.example");

        var page = await Html.Of(await mls.Http.SendAsync(request));
        await mls.Settle();

        Assert.Equal(403, page.Status);
        Assert.Contains("What you can do", page.Words);
        Assert.Equal(0, mls.Machine.Part<Inbox>().Count);
    }

    [Fact]
    public async Task Too_many_to_one_mailbox_have_to_wait_and_keep_what_they_entered()
    {
        await using var mls = await Mls.StartAsync();
        var limit = Rendering.Policies.Forms.PerMailbox;
        for (var i = 0; i < limit.Count; i++)
        {
            await mls.Applies(Cast.Jane with { MemberStateLicense = $"{200000 + i}" });
        }

        var page = await mls.Sends(await mls.FillsIn(Cast.Jane));

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Response.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(limit.Minutes), page.Response.Headers.RetryAfter!.Delta);
        Assert.Contains($"send it again in {limit.Minutes} minutes", page.Words);
        Assert.Equal("123456", page.Form.Fields["memberStateLicense"]);
        await mls.Advance(minutes: limit.Minutes);
        Assert.Equal(303, (await mls.Sends(page.Form)).Status);
    }

    [Fact]
    public async Task A_flood_from_one_network_address_is_stopped()
    {
        await using var mls = await Mls.StartAsync();
        var form = (await mls.FillsIn(Cast.Jane)).With("memberEmail", "not an address");
        var limit = Rendering.Policies.Forms.PerAddress;

        var statuses = new List<int>();
        for (var i = 0; i < limit.Count + 5; i++)
        {
            statuses.Add((await mls.Sends(form)).Status);
        }

        Assert.Equal(limit.Count, statuses.Count(status => status == 400));
        Assert.Equal(5, statuses.Count(status => status == 429));
    }

    [Fact]
    public async Task A_forged_host_header_reaches_no_mail()
    {
        await using var mls = await Mls.StartAsync();
        var form = await mls.FillsIn(Cast.Jane);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = form.Content };
        request.Headers.Host = "evil.example";

        Assert.Equal(400, (int)(await mls.Http.SendAsync(request)).StatusCode);
        await mls.Settle();

        Assert.Empty(mls.Machine.Part<Inbox>().All);
    }
}
