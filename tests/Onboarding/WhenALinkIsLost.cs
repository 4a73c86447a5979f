using MemberServices.Offices;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenALinkIsLost : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync("--trusted-hops", "1");

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task An_applicant_gets_new_links_to_what_is_open()
    {
        var first = await mls.Applies(Cast.Jane);
        await mls.Declines(Cast.Bob, "Not yet");
        var id = await mls.Applies(Cast.Jane);

        var answer = await Asks(Cast.Jane.MemberEmail);

        Assert.Equal("/my-cases/sent", answer.Response.Headers.Location!.OriginalString);
        Assert.Contains("If something is open at that address, we wrote to it", (await mls.Opens("/my-cases/sent")).Words);
        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Contains(id, mail.Text);
        Assert.DoesNotContain(first, mail.Text);
        var progress = await mls.Opens(mail.Link($"Follow {id}"));
        Assert.Contains("Bob Broker", progress.Words);
        Assert.Equal(200, (await mls.Opens(mls.Inbox(Cast.Jane).All[1].Link("Follow"))).Status);
    }

    [Fact]
    public async Task A_customer_gets_new_links_to_their_open_tickets_beside_their_application_in_one_mail()
    {
        var application = await mls.Applies(Cast.Jane);
        var (open, closed, other) = (await mls.OpensTicket(Cast.Jane, changed: ("subject", "Photos vanish")), await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.John));
        await mls.Resolves(closed, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");
        var before = mls.Inbox(Cast.Jane).Count;

        await Asks(Cast.Jane.MemberEmail);

        Assert.Equal(before + 1, mls.Inbox(Cast.Jane).Count);
        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal("Your open cases at Lakeshore MLS", mail.Subject);
        Assert.Contains("Photos vanish", mail.Text);
        Assert.DoesNotContain(closed, mail.Text);
        Assert.DoesNotContain(other, mail.Text);
        Assert.Contains("Bob Broker", (await mls.Opens(mail.Link($"Follow {application}"))).Words);
        var page = await mls.Opens(mail.Link($"Open {open}"));
        Assert.Contains(open, page.Words);
        (await mls.Sends(page.Forms.Single(form => form.Fields.GetValueOrDefault("act") == "reply").With("text", "Here is more."))).MustBe(303);
        Assert.Contains((await mls.Ticket(open)).History, line => line.Words == "Here is more.");
    }

    [Fact]
    public async Task A_complaint_that_is_open_is_in_the_mail_with_a_new_link()
    {
        var id = await mls.Complains(Cast.Jane);

        await Asks(Cast.Jane.MemberEmail);

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Contains("Your complaints:", mail.Text);
        Assert.Contains(id, (await mls.Opens(mail.Link($"Open {id}"))).Words);
    }

    [Fact]
    public async Task A_broker_gets_new_links_to_what_waits_for_them()
    {
        var jane = await mls.Applies(Cast.Jane);
        var john = await mls.Applies(Cast.John);

        await Asks(Cast.Bob.MemberEmail);

        var mail = mls.Inbox(Cast.Bob).Latest;
        Assert.Contains("wait for your decision", mail.Text);
        (await mls.Sends((await mls.Opens(mail.Link($"Review {john}"))).Form.Choosing("approve"))).MustBe(303);
        Assert.NotNull((await mls.Enrollment(john)).End);
        Assert.Null((await mls.Enrollment(jane)).End);
    }

    [Fact]
    public async Task A_broker_who_left_gets_none()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Services.GetRequiredService<OfficeTable>().WriteAsync(
            Cast.Lakeview with { Brokers = [Cast.Dana], OfficeBrokerKey = Cast.Dana.MemberKey, Delegates = [] }, null, TestContext.Current.CancellationToken);

        await Asks(Cast.Bob.MemberEmail);

        Assert.Contains("Nothing is open here", mls.Inbox(Cast.Bob).Latest.Text);
        Assert.DoesNotContain(id, mls.Inbox(Cast.Bob).Latest.Text);
    }

    [Fact]
    public async Task Nothing_open_is_said_in_the_mail_alone()
    {
        var answer = await Asks("nobody@example.com");

        Assert.Equal("/my-cases/sent", answer.Response.Headers.Location!.OriginalString);
        var mail = mls.Inbox("nobody@example.com").Latest;
        Assert.Contains("Nothing is open here", mail.Text);
        Assert.EndsWith("/enroll", mail.Link("Apply").AbsolutePath);
        Assert.DoesNotContain("nobody", mail.Subject + mail.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_links_go_where_the_case_says_and_not_where_was_typed()
    {
        await mls.Applies(Cast.Jane);
        var before = mls.Inbox(Cast.Jane).Count;

        await Asks("JANE+elsewhere@example.com");

        Assert.Equal(before + 1, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(0, mls.Inbox("JANE+elsewhere@example.com").Count);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_mail()
    {
        var form = (await mls.Opens("/my-cases")).Form.With("email", "nobody@example.com");

        (await mls.Sends(form)).MustBe(303);
        (await mls.Sends(form)).MustBe(303);

        Assert.Equal(1, mls.Inbox("nobody@example.com").Count);
    }

    [Fact]
    public async Task A_mailbox_that_wants_no_such_mail_gets_none()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Confirms(Cast.Jane, "no");
        var mails = mls.Inbox(Cast.Jane).Count;

        var answer = await Asks(Cast.Jane.MemberEmail);

        Assert.Equal("/my-cases/sent", answer.Response.Headers.Location!.OriginalString);
        Assert.Equal(mails, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task It_is_limited_for_each_mailbox_and_says_when_to_come_again()
    {
        var most = Rendering.Policies.Forms.PerMailbox.Count;
        for (var i = 0; i < most; i++)
        {
            (await Asks(Cast.Jane.MemberEmail, $"198.51.100.{i}")).MustBe(303);
        }

        var refused = await Asks("jane+1@example.com", "198.51.100.200");

        Assert.Equal(429, refused.Status);
        Assert.Contains("too often", refused.Words);
        Assert.True(refused.Response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("jane+1@example.com", refused.Form.Fields["email"]);
        Assert.Equal(most, mls.Inbox(Cast.Jane).Count);
    }

    [Theory]
    [InlineData("", "Enter your email address")]
    [InlineData("jane", "such as jane@example.com")]
    [InlineData("\"><b>@example.com", "such as jane@example.com")]
    public async Task What_is_no_address_is_named(string typed, string message)
    {
        var page = await Asks(typed);

        Assert.Equal(400, page.Status);
        Assert.Contains(message, page.Words);
        Assert.DoesNotContain("<b>", page.Source);
    }

    [Fact]
    public async Task Whoever_stands_before_a_dead_link_is_shown_the_way()
    {
        Assert.Contains("href=\"/my-cases\"", (await mls.Opens("/")).Source);
        Assert.Contains("href=\"/my-cases\"", (await mls.Opens("/approvals/unknown")).Source);
        await mls.Applies(Cast.Jane);
        await mls.Advance(days: 21);
        var over = await mls.Opens(mls.Request(Cast.Bob));
        Assert.Equal(410, over.Status);
        Assert.Contains("href=\"/my-cases\"", over.Source);
    }

    async Task<Html> Asks(string email, string? from = null) => await mls.SendsFrom(from, (await mls.Opens("/my-cases")).Form.With("email", email));
}
