using System.Net;
using System.Text.RegularExpressions;
using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAMemberHasAccess : IAsyncLifetime
{
    const string Accept = "/local/accept/";

    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_mail_says_in_its_subject_what_is_to_be_done_and_with_what_to_sign_in()
    {
        await mls.Approves(Cast.Bob);

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal("Action needed: accept your access to Lakeshore MLS", mail.Subject);
        Assert.Contains("Sign in with: jane@example.com", mail.Text);
        Assert.Contains("Member key: TX-123456", mail.Text);
    }

    [Fact]
    public async Task The_mail_asks_nothing_of_somebody_who_is_in_the_directory_already()
    {
        await mls.Graph.AddUserAsync(Cast.Jane.MemberEmail, Cast.Jane.MemberFullName);

        await mls.Approves(Cast.Bob);

        Assert.Equal("Welcome to Lakeshore MLS", mls.Inbox(Cast.Jane).Latest.Subject);
        var page = await Page();
        Assert.DoesNotContain(Accept, page.Source);
        Assert.Contains("Sign in with jane@example.com", page.Words);
    }

    [Fact]
    public async Task The_page_has_the_link_of_the_mail_until_the_invitation_is_accepted()
    {
        await mls.Approves(Cast.Bob);

        var pending = await Page();
        Assert.Contains("One step is left: accept your access", pending.Words);
        Assert.Equal(mls.Inbox(Cast.Jane).Link("Accept").AbsoluteUri, AcceptLink(pending));
        foreach (var fact in new[] { "Sign in with jane@example.com", "Member key TX-123456", "License TX 123456", "Office Lakeview Realty", "If it doesn’t work" })
        {
            Assert.Contains(fact, pending.Words);
        }

        await mls.Graph.AcceptAsync(Cast.Jane.MemberEmail);
        var accepted = await Page();
        Assert.DoesNotContain(Accept, accepted.Source);
        Assert.Contains("Sign in with jane@example.com", accepted.Words);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(403)]
    public async Task The_page_comes_while_the_directory_is_away(int status)
    {
        await mls.Approves(Cast.Bob);
        mls.Graph.Faults.Refuse(status, times: 9);

        var page = await Page();

        Assert.Contains("We can’t see just now whether you have accepted", page.MustBe(200).Words);
        Assert.Equal(mls.Inbox(Cast.Jane).Link("Accept").AbsoluteUri, AcceptLink(page));
    }

    [Fact]
    public async Task Before_access_and_after_its_end_there_is_none_on_the_page()
    {
        mls.Graph.Faults.Refuse(403);
        Assert.DoesNotContain("Your access", (await Page()).Words);
        await mls.Approves(Cast.Bob);
        Assert.DoesNotContain("Sign in with", (await Page()).Words);

        var id = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        await mls.Withdraws(id);

        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.DoesNotContain("Sign in with", (await Page()).Words);
    }

    Task<Html> Page() => mls.Opens(mls.Progress(Cast.Jane));

    static string AcceptLink(Html page) => WebUtility.HtmlDecode(Regex.Match(page.Source, $"href=\"([^\"]*{Accept}[^\"]*)\"").Groups[1].Value);
}
