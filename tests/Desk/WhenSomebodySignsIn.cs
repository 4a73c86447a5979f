using Local.Graph;
using MemberServices.Onboarding.BrokerApproval;

namespace MemberServices.Tests.Desk;

public sealed class WhenSomebodySignsIn
{
    [Fact]
    public async Task Whoever_is_signed_out_is_sent_to_the_sign_in_and_comes_back_to_what_was_asked_for()
    {
        await using var mls = await Mls.StartAsync();
        using var browser = new StaffBrowser(mls);

        var sent = (await browser.Opens("/staff/offices?q=lake view")).MustBe(303);
        Assert.Equal("/.auth/login/aad?post_login_redirect_uri=%2Fstaff%2Foffices%3Fq%3Dlake%2520view", sent.Response.Headers.Location!.OriginalString);

        var page = await browser.Opens(sent.Response.Headers.Location.OriginalString);
        Assert.Contains("Sarah Lindqvist", page.Words);
        Assert.Equal("/staff/offices?q=lake%20view", page.Form.Fields["back"]);
    }

    [Fact]
    public async Task They_see_their_name_and_role_and_can_sign_out()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);

        var work = (await sarah.Opens("/staff")).MustBe(200);
        Assert.Contains("Sarah Lindqvist", work.Words);
        Assert.Contains("Level I support", work.Words);
        (await sarah.Opens("/.auth/logout?post_logout_redirect_uri=%2F")).MustBe(303);
        (await sarah.Opens("/staff")).MustBe(303);
    }

    [Theory]
    [InlineData("https://evil.example/staff")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site_after_it(string address)
    {
        await using var mls = await Mls.StartAsync();
        using var browser = new StaffBrowser(mls);

        Assert.Equal("/", (await browser.Opens($"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(address)}")).Form.Fields["back"]);
    }

    [Fact]
    public async Task A_header_that_names_somebody_counts_only_where_the_platform_writes_it()
    {
        await using var mls = await Mls.StartAsync();
        using var browser = new StaffBrowser(mls);
        var forged = StaffBrowser.PrincipalOf(await mls.ObjectId(Cast.Sarah), "Sarah Lindqvist");

        (await browser.Forges("/staff", forged)).MustBe(303);
    }

    [Fact]
    public async Task Without_easy_auth_the_header_is_not_read_and_the_pages_are_closed()
    {
        await using var mls = await Mls.StartAsync("--Staff:SignIn=off");
        using var browser = new StaffBrowser(mls);
        var forged = StaffBrowser.PrincipalOf(await mls.ObjectId(Cast.Sarah), "Sarah Lindqvist");

        Assert.Contains("Staff can’t sign in here", (await browser.Forges("/staff", forged)).MustBe(503).Words);
        Assert.DoesNotContain("My work", (await browser.Forges("/staff/offices", forged)).MustBe(503).Words);
    }

    [Fact]
    public void A_setting_that_is_none_keeps_the_app_from_starting()
    {
        Assert.Contains("Staff:SignIn", Assert.Throws<ArgumentException>(() => Mls.Build("--memory", "--Staff:SignIn=yes")).Message);
    }

    [Fact]
    public async Task Who_has_no_role_reads_why_and_what_to_do()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Graph.AddUserAsync("nobody@lakeshore-mls.example", "Norbert Nobody");
        using var norbert = await mls.SignsIn(new Person("Norbert Nobody", "nobody@lakeshore-mls.example"));

        var page = (await norbert.Opens("/staff/offices")).MustBe(403);
        Assert.Contains("You are signed in as Norbert Nobody", page.Words);
        Assert.Contains("ask your manager", page.Words);
        Assert.DoesNotContain("Lakeview", page.Words);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_a_minute_ago_does_nothing_any_more()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called");
        await mls.TakesRole(Cast.Sarah, SampleStaff.Level1);
        await mls.Advance(minutes: 1);

        (await sarah.Sends(form)).MustBe(403);
        Assert.Equal(1, (await mls.Enrollment(id)).Step);

        // What is shown is known for ten minutes.
        await mls.Advance(minutes: 10);
        (await sarah.Opens("/staff")).MustBe(403);
    }

    [Fact]
    public async Task A_form_counts_only_from_who_opened_it_and_from_this_site()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);
        using var elena = await mls.SignsIn(Cast.Elena);
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called");

        Assert.Contains("We did not accept this form", (await sarah.Sends(form.With("staffToken", ""))).MustBe(403).Words);
        (await sarah.Sends(form.With("staffToken", form.Fields["staffToken"] + "x"))).MustBe(403);
        (await elena.Sends(form)).MustBe(403);
        (await sarah.Sends(form, site: "cross-site")).MustBe(403);
        Assert.Equal(1, (await mls.Enrollment(id)).Step);

        (await sarah.Sends(form)).MustBe(303);
        Assert.Equal(2, (await mls.Enrollment(id)).Step);
    }

    [Fact]
    public async Task A_form_that_lay_open_over_night_is_taken_and_one_of_two_days_is_not()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called");
        await mls.Advance(hours: 20);

        (await sarah.Sends(form)).MustBe(303);
        var later = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called again");
        await mls.Advance(days: 2);
        (await sarah.Sends(later)).MustBe(403);
    }

    [Fact]
    public async Task A_form_of_who_is_signed_out_is_not_taken_and_they_read_that()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);
        var id = await mls.Applies(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("resend").With("reason", "He called");
        await sarah.Opens("/.auth/logout?post_logout_redirect_uri=%2F");

        Assert.Contains("You are signed out", (await sarah.Sends(form)).MustBe(401).Words);
        Assert.Equal(1, (await mls.Enrollment(id)).Step);
    }

    [Fact]
    public async Task Pages_load_only_their_own_script_and_style_and_are_kept_nowhere()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);
        var page = await sarah.Opens("/staff");
        var rules = page.Response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("script-src 'self'", rules);
        Assert.DoesNotContain("unsafe", rules);
        Assert.Equal("no-store", page.Response.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("<style", page.Source);
        Assert.DoesNotContain(" style=", page.Source);
        var script = page.Source.Split("<script src=\"")[1].Split('"')[0];
        var file = (await sarah.Opens(script)).MustBe(200);
        Assert.Contains("immutable", file.Response.Headers.CacheControl!.ToString());
        Assert.Contains("data-live", file.Source);
        (await sarah.Opens(script.Replace("fresh-", "fresh-0"))).MustBe(404);
    }

    [Fact]
    public async Task What_they_read_is_not_compressed_since_a_browser_adds_who_they_are()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);
        var page = await sarah.Asks("/staff", "gzip");
        var style = (await sarah.Opens("/staff")).Source.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];

        Assert.Empty(page.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], (await sarah.Asks(style, "gzip")).Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task An_address_that_there_is_not_is_said_so_inside()
    {
        await using var mls = await Mls.StartAsync();
        using var sarah = await mls.SignsIn(Cast.Sarah);

        Assert.Contains("There is nothing at this address", (await sarah.Opens("/staff/nothing/here")).MustBe(404).Words);
        Assert.Contains("There is no such case", (await sarah.Opens("/staff/cases/EN-222222")).MustBe(404).Words);
        Assert.Contains("There is no such case", (await sarah.Opens("/staff/cases/..%2f..")).MustBe(404).Words);
    }
}
