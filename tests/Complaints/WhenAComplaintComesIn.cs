using System.Text.Json;
using MemberServices.Complaints;
using MemberServices.Messages;
using MemberServices.People;

namespace MemberServices.Tests.Complaints;

/// <summary>Every way in: the form, a link of one's own, a message, a ticket and a low answer that are one.</summary>
public sealed class WhenAComplaintComesIn : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAskingAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task By_the_form_it_is_open_when_its_mailbox_says_so_and_counts_from_the_form()
    {
        var sent = mls.Now;
        (await mls.Sends(await FillsIn())).MustBe(303);
        Assert.DoesNotContain("charged", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        await mls.Advance(hours: 3);
        var page = await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the complaint"));
        (await mls.Sends(page.Form)).MustBe(400);
        (await mls.Sends(page.Form.With("complained", "yes"))).MustBe(303);

        var id = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        Assert.Equal(sent, (await mls.Complaint(id)).ReceivedAt);
        Assert.Contains($"Your reference is {id}", (await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the complaint"))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_mailbox_says_no_is_left_alone()
    {
        (await mls.Sends(await FillsIn())).MustBe(303);
        (await mls.Sends((await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the complaint"))).Form.With("complained", "no"))).MustBe(303);

        Assert.Single(mls.Inbox(Cast.Jane).All);
        (await mls.Sends(await FillsIn())).MustBe(303);
        Assert.Single(mls.Inbox(Cast.Jane).All);
    }

    [Fact]
    public async Task A_wrong_form_comes_back_filled_in()
    {
        var answer = (await mls.Sends((await FillsIn()).With("email", "jane").With("category", ""))).MustBe(400);

        Assert.Contains("Error: Make a complaint", answer.Source, StringComparison.Ordinal);
        Assert.Contains("Choose what it is about.", answer.Words, StringComparison.Ordinal);
        Assert.Equal("You charged me twice.", answer.Form.Fields["text"]);
    }

    [Fact]
    public async Task By_a_ticket_s_page_it_carries_the_ticket_and_needs_no_mail_first()
    {
        var ticket = await mls.OpensTicket(Cast.Jane);
        var address = mls.Inbox(Cast.Jane).Link("Open your ticket").AbsolutePath.Replace("/tickets/", "/complain/", StringComparison.Ordinal);
        Assert.Contains(address, (await mls.SharedPage(Cast.Jane)).Source, StringComparison.Ordinal);
        var form = (await mls.Opens(address)).Form.With("category", "support").With("text", "Nobody answered.");
        (await mls.Sends(form)).MustBe(303);
        // The same form again is the same complaint.
        (await mls.Sends(form)).MustBe(303);

        var id = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        Assert.Equal((ticket, Cast.Jane.MemberEmail), ((await mls.Complaint(id)).Request.Case.ToString(), (await mls.Complaint(id)).Request.Email));
        Assert.Single(mls.ComplaintMails(Cast.Jane));
    }

    [Fact]
    public async Task By_message_it_is_one_however_often_it_comes()
    {
        for (var i = 0; i < 2; i++)
        {
            await mls.Says("complaint.opened", Mls.Complaining(Cast.Jane, ("channel", "phone")), id: "desk-17");
        }
        Assert.Single(mls.ComplaintMails(Cast.Jane));

        await mls.Says("complaint.opened", Mls.Complaining(Cast.John, ("channel", "phone"), ("email", "nowhere")));
        Assert.Contains("data.email", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_staff_take_for_one_opens_it_once()
    {
        var ticket = await mls.OpensTicket(Cast.Jane);
        await mls.Does(ticket, "complain", Cast.Sarah, new { text = "She waited a week.", category = "support", about = "Tom Okafor" });
        await mls.Does(ticket, "complain", Cast.Sarah, new { text = "She waited a week.", category = "support", about = "Tom Okafor" });

        var id = Mailbox.Case(mls.Inbox(Cast.Jane).All.Single(mail => mail.Subject.Contains("(CP-", StringComparison.Ordinal)));
        var complaint = await mls.Complaint(id);
        Assert.Equal((ticket, "support", "Priya Raman"), (complaint.Request.Case.ToString(), complaint.Request.Category, complaint.Owner!.Person.Name));
        Assert.Contains("it is looked into as a complaint, too", (await mls.SharedPage(Cast.Jane)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_low_answer_that_is_one_opens_it()
    {
        await mls.IsMember(Cast.Jane);
        var survey = await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.Rates(Cast.Jane, 5, 5);
        (await mls.TakesForComplaint(survey, Cast.Marcus, "Odd")).MustBe(409);

        await mls.IsMember(Cast.John);
        await mls.Advance(days: 1);
        var low = await mls.IsAsked(Cast.John, Cast.Sarah);
        await mls.Rates(Cast.John, 1, 1);
        (await mls.TakesForComplaint(low, Cast.Marcus, "Nobody called back.", "weather")).MustBe(202);

        var id = Mailbox.Case(mls.Inbox(Cast.John).All.Single(mail => mail.Subject.Contains("(CP-", StringComparison.Ordinal)));
        Assert.Equal((low, "other"), ((await mls.Complaint(id)).Request.Case.ToString(), (await mls.Complaint(id)).Request.Category));
    }

    [Fact]
    public async Task Every_page_and_mail_says_how_to_complain()
    {
        foreach (var address in new[] { "/", "/enroll", "/contact", "/standards", "/my-cases", "/complain/unknown" })
        {
            Assert.Contains("href=\"/complain\"", (await mls.Opens(address)).Source, StringComparison.Ordinal);
        }
        await mls.OpensTicket(Cast.Jane);
        var site = (MemberServices.Links.SiteAddress)mls.Services.GetService(typeof(MemberServices.Links.SiteAddress))!;
        Assert.Contains($"A complaint? {site.To("complain")} ", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_data_are_to_be_erased_has_no_call_any_more_and_nothing_is_left()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        var key = KnownPerson.KeyOf(Cast.Jane.MemberEmail);
        Assert.Contains("charged me twice", (await Mls.Json(await mls.Api.GetAsync($"/api/people/{key}/export"))).GetRawText(), StringComparison.Ordinal);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await mls.Erases(key)).StatusCode);
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        await mls.Advance(days: 3);

        Assert.Equal((ComplaintEnd.Withdrawn, "", "billing"), ((await mls.Complaint(id)).End, (await mls.Complaint(id)).Request.FullName, (await mls.Complaint(id)).Request.Category));
        Assert.Empty(mls.RowsAbout(Cast.Jane));
    }

    [Fact]
    public async Task A_public_caller_s_loses_its_words_90_days_after_its_end()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);

        await mls.Advance(days: 95);

        var after = await mls.Complaint(id);
        Assert.Equal(("", ComplaintEnd.Satisfied, "own-error"), (after.Request.FullName, after.End, after.Resolution!.Cause));
        await mls.Advance(days: 40);
        Assert.Empty(mls.RowsAbout(Cast.Jane));
        Assert.Empty(await mls.StuckCases());
    }

    async Task<Pages.Form> FillsIn() => (await mls.Opens("/complain")).Form
        .With("fullName", Cast.Jane.MemberFullName).With("email", Cast.Jane.MemberEmail).With("phone", Cast.Jane.MemberPreferredPhone).With("category", "billing").With("text", "You charged me twice.");
}
