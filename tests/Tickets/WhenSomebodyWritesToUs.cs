using MemberServices.Tests.Desk;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

public sealed class WhenSomebodyWritesToUs : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Nobody_reads_it_before_the_mailbox_s_owner_says_yes_and_it_counts_from_the_form()
    {
        var sent = await mls.Sends(await mls.WritesToUs(Cast.Jane));
        Assert.Equal("/contact/received", sent.MustBe(303).Response.Headers.Location!.OriginalString);
        Assert.Contains("Until then nobody reads it.", (await mls.Opens("/contact/received")).Words);
        Assert.Equal("Did you write to Lakeshore MLS? Please confirm", mls.Inbox(Cast.Jane).All.Single().Subject);
        Assert.Empty(await mls.Queue(""));

        await mls.Advance(minutes: 25);
        (await mls.SaysAsked(Cast.Jane)).MustBe(303);

        var id = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        Assert.Equal((Mls.MondayMorning, Mls.MondayMorning.AddMinutes(30)), ((await mls.Ticket(id)).OpenedAt, (await mls.Ticket(id)).NextPromise));
        Assert.Equal(["first-response.warned"], await mls.PassedBy(id));
        Assert.Contains($"Your reference is {id}", (await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the question"))).Words);
    }

    [Fact]
    public async Task Whoever_says_yes_a_day_later_is_told_when_they_hear_and_not_when_they_should_have()
    {
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        await mls.Advance(days: 1, hours: 1);

        await mls.SaysAsked(Cast.Jane);

        var mail = mls.Inbox(Cast.Jane).All.Single(mail => mail.Subject.StartsWith("We have your question", StringComparison.Ordinal));
        Assert.Contains("You sent the form Mon, Mar 2, 9:00 AM CST and confirmed it Tue, Mar 3, 10:00 AM CST. Our times count from when you sent it.", mail.Text.Replace('\u00a0', ' '));
        Assert.DoesNotContain("by Mon, Mar 2", mail.Text.Replace('\u00a0', ' '));
        Assert.Contains("You next hear from us by", mail.Text);
    }

    [Fact]
    public async Task Whoever_says_yes_hours_later_and_the_staff_and_the_manager_who_is_told_at_once_read_why()
    {
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        await mls.Advance(hours: 5);
        await mls.SaysAsked(Cast.Jane);
        var id = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);

        const string Why = "Form sent Mon, Mar 2, 9:00 AM CST, confirmed Mon, Mar 2, 2:00 PM CST: our times count from the form";
        var shared = (await mls.SharedPage(Cast.Jane)).Words.Replace("\u00a0", " ");
        Assert.True(shared.Contains(Why, StringComparison.Ordinal), shared);
        using var sarah = await mls.SignsIn(Cast.Sarah);
        var story = (await sarah.Sees($"/staff/cases/{id}")).Words.Replace('\u00a0', ' ');
        Assert.True(story.Contains(Why, StringComparison.Ordinal), story);
        Assert.Matches("Promises Form sent [^:]*9:00 AM, confirmed [^:]*2:00 PM: our times count from the form. First response", story);
        Assert.Contains("See to a ticket that nobody has answered (form sent Mon, Mar 2, 9:00 AM CST, confirmed Mon, Mar 2, 2:00 PM CST)", story);
        Assert.Contains((await mls.Ticket(id)).History, line => line.Text.Replace('\u00a0', ' ') == Why);
    }

    [Theory]
    [InlineData(11, 1, "We are closed now, and back on Tue, Mar 3, 8:30 AM CST.")]
    [InlineData(7.5, 1, "We are closed now, and back on Tue, Mar 3, 8:30 AM CST.")]
    [InlineData(11, 13, null)]
    [InlineData(4 * 24 + 11, 24, "We are closed now, and back on Mon, Mar 9, 8:30 AM CDT.")]
    [InlineData(1, 0, null)]
    public async Task Whoever_writes_while_we_are_closed_is_told_when_we_are_back(double sentAfterHours, double confirmedAfterHours, string? said)
    {
        await mls.Advance(hours: sentAfterHours);
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        await mls.Advance(hours: confirmedAfterHours);
        await mls.SaysAsked(Cast.Jane);

        var text = mls.Inbox(Cast.Jane).All.Single(mail => mail.Subject.StartsWith("We have your question", StringComparison.Ordinal)).Text.Replace('\u00a0', ' ');
        Assert.Equal(said is not null, text.Contains("We are closed now", StringComparison.Ordinal));
        Assert.True(text.Contains(said ?? "You next hear from us by", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task The_mail_repeats_nothing_that_was_typed()
    {
        await mls.Sends(await mls.WritesToUs(Cast.Jane, ("fullName", "Buy pills at evil.example"), ("subject", "Cheap pills"), ("text", "evil.example has pills")));

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.DoesNotContain("pills", mail.Subject + mail.Html + mail.Text);
        Assert.DoesNotContain("evil.example", mail.Html + mail.Text);
    }

    [Fact]
    public async Task Neither_opening_the_page_nor_sending_its_form_as_it_came_says_anything()
    {
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        var page = await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the question"));
        Assert.DoesNotContain(" checked", page.Source[page.Source.IndexOf("<main", StringComparison.Ordinal)..]);

        var answer = await mls.Sends(page.Form);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Choose yes or no", answer.Words);
        Assert.Empty(await mls.Queue(""));
    }

    [Fact]
    public async Task No_forgets_it_and_stops_mails_from_every_form_for_thirty_days()
    {
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        await mls.SaysAsked(Cast.Jane, "no");

        Assert.Contains("The question is forgotten", (await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the question"))).Words);
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("six of the photos"));
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        await mls.Sends(await mls.FillsIn(Cast.Jane with { MemberEmail = "jane+2@example.com" }));
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        await mls.Advance(days: 30);
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        Assert.Equal(2, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task The_same_form_twice_is_one_mail_and_one_ticket_and_after_three_days_the_link_is_dead()
    {
        var form = await mls.WritesToUs(Cast.Jane);
        (await mls.Sends(form)).MustBe(303);
        (await mls.Sends(form)).MustBe(303);
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        await mls.SaysAsked(Cast.Jane);
        await mls.SaysAsked(Cast.Jane with { MemberEmail = "jane@example.com" }, "yes").ContinueWith(_ => { }, TestContext.Current.CancellationToken);
        Assert.Single(await mls.Queue(""));

        await mls.Sends(await mls.WritesToUs(Cast.John));
        await mls.Advance(days: 3);
        Assert.Equal(410, (await mls.Opens(mls.Inbox(Cast.John).Link("Open the question"))).Status);
    }

    [Fact]
    public async Task A_member_s_mailbox_makes_it_the_member_s_once_it_is_confirmed()
    {
        await mls.IsMember(Cast.Jane);
        await mls.Sends(await mls.WritesToUs(Cast.Jane));
        await mls.SaysAsked(Cast.Jane);

        Assert.Equal(Cast.Jane.MemberKey, (await mls.Ticket(Mailbox.Case(mls.Inbox(Cast.Jane).Latest))).Request.MemberKey);
    }

    [Fact]
    public async Task A_stranger_decides_neither_who_they_are_nor_how_much_it_presses()
    {
        await mls.IsMember(Cast.John);
        var form = (await mls.WritesToUs(Cast.Jane)).With("memberKey", Cast.John.MemberKey).With("priority", "urgent").With("externalRef", "x");
        await mls.Sends(form);
        await mls.SaysAsked(Cast.Jane);

        var ticket = await mls.Ticket(Mailbox.Case(mls.Inbox(Cast.Jane).Latest));
        Assert.Equal((Priority.Normal, null, null), (ticket.Priority, ticket.Request.MemberKey, ticket.Request.ExternalRef));
    }

    [Fact]
    public async Task What_must_be_corrected_is_said_at_its_field_and_what_was_typed_stays()
    {
        var page = await mls.Sends(await mls.WritesToUs(Cast.Jane, ("email", "jane@"), ("category", ""), ("text", "<b>Photos</b>")));

        Assert.Equal(400, page.Status);
        Assert.Contains("Choose what it is about.", page.Words);
        Assert.Contains("Please correct 2 things", page.Words);
        Assert.Contains("&lt;b&gt;Photos&lt;/b&gt;", page.Source);
        Assert.Contains("Error: Ask us", page.Source);
        Assert.Equal(0, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task A_flood_of_forms_is_told_to_wait_and_costs_one_mailbox_few_mails()
    {
        for (var i = 0; i < 12; i++)
        {
            var answer = await mls.Sends(await mls.WritesToUs(Cast.Jane, ("subject", $"Number {i}")));
            Assert.True(answer.Status is 303 or 429, answer.ToString());
            if (answer.Status == 429)
            {
                Assert.Contains("What you entered is still here", answer.Words);
                Assert.NotNull(answer.Response.Headers.RetryAfter);
            }
        }
        Assert.InRange(mls.Inbox(Cast.Jane).Count, 1, 6);
    }

    [Fact]
    public async Task The_front_page_leads_to_the_form_and_the_form_to_our_standards()
    {
        Assert.Contains("href=\"/contact\"", (await mls.Opens("/")).Source);
        Assert.Contains("href=\"/standards\"", (await mls.Opens("/contact")).Source);

        var words = (await mls.Opens("/standards")).Words;
        Assert.Contains("A person answers within 30 minutes of our opening hours", words);
        Assert.Contains("the same business day, but at least 4 business hours", words);
        Assert.Contains("4 hours, day and night", words);
        Assert.Contains("Monday to Friday 8:30 AM to 5:00 PM", words);
        Assert.Contains("Closed next on Monday, May 25 (Memorial Day)", words);
        Assert.Contains("you can reopen it for 14 days", words);
    }
}
