using MemberServices.Complaints;
using MemberServices.Tests.Desk;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Complaints.Desk;

public sealed class WhenStaffHandleAComplaint : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser elena = null!;
    StaffBrowser marcus = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        await mls.IsMember(Cast.Jane);
        (elena, marcus) = (await mls.SignsIn(Cast.Elena), await mls.SignsIn(Cast.Marcus));
    }

    public async ValueTask DisposeAsync()
    {
        elena.Dispose();
        marcus.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task Its_owner_clarifies_tells_resolves_calls_and_closes_it_on_the_page()
    {
        var id = await mls.Complains(Cast.Jane, ("memberKey", Cast.Jane.MemberKey));
        var page = await elena.Sees($"/staff/cases/{id}");
        Assert.Contains("Elena Voss calls Jane Doe to understand it by Tue, Mar 3", page.Words);
        Assert.Contains("The letter is due Mon, Mar 30", page.Words);
        Assert.Contains("You charged me twice, and nobody answered.", page.Words);
        Assert.Contains("The owner is reminded to write to the complainant 4 business days since they last heard from us", page.Words);
        Assert.Contains("Due: Call to understand the complaint", page.Words);
        Assert.Contains(id, (await elena.Sees("/staff/complaints")).Words);
        Assert.Contains("Call to understand the complaint", (await elena.Sees("/staff")).Words);

        Assert.Contains("Write what is to be kept.", (await elena.Sends(page.FormOf("clarify"))).MustBe(400).Words);
        var clarified = await elena.Does(page.FormOf("clarify").With("text", "Two charges on one bill."));
        Assert.Contains($"{id}: The call is logged. We owe Jane Doe a word by Mon, Mar 9", clarified.Words);
        Assert.Contains("Staff only. What they said Two charges on one bill.", clarified.Words);
        Assert.DoesNotContain("Two charges", (await mls.ComplaintPage(Cast.Jane)).Words);

        var told = await elena.Does(clarified.FormOf("progress").With("text", "We found the bill."));
        Assert.Contains("Your words are on their way.", told.Words);
        Assert.Contains("We found the bill.", mls.Inbox(Cast.Jane).Latest.Text);

        var wrong = (await elena.Sends(told.FormOf("resolve").With("found", "Twice.").With("remedy", "credited-fee"))).MustBe(400);
        Assert.Contains("Write what we did.", wrong.Words);
        Assert.Contains("Choose the root cause, or name another in a few words.", wrong.Words);
        Assert.Contains("Send the amount in US dollars", wrong.Words);
        Assert.Equal("Twice.", wrong.FormOf("resolve").Fields["found"]);
        var resolved = await elena.Does(wrong.FormOf("resolve").With("done", "Gave one back.").With("changes", "Two people look.").With("otherCause", "Billing run twice").With("amount", "45"));
        Assert.Contains("Elena Voss calls Jane Doe, by phone on Thu, Mar 5", resolved.Words);
        Assert.Contains("Billing run twice", resolved.Words);
        Assert.Equal("billing-run-twice", (await mls.Complaint(id)).Resolution!.Cause);
        Assert.Equal("What came of your complaint", mls.ComplaintMails(Cast.Jane)[^1]);

        await mls.UntilTheCall(id);
        var call = await elena.Sees($"/staff/cases/{id}/attempt");
        Assert.Contains("Say whether you reached them: yes or no.", (await elena.Sends(call.FormOf("attempt"))).MustBe(400).Words);
        Assert.Contains("Ask and send both answers, or none", (await elena.Sends(call.FormOf("attempt").With("reached", "yes").With("outcome", "yes"))).MustBe(400).Words);
        var done = await elena.Does(call.FormOf("attempt").With("reached", "yes").With("outcome", "yes").With("handling", "yes"));

        Assert.Contains("they are satisfied", done.Words);
        Assert.Contains("It can be opened again until", done.Words);
        Assert.Equal(ComplaintEnd.Satisfied, (await mls.Complaint(id)).End);
        Assert.DoesNotContain(id, (await elena.Sees("/staff/complaints?of=open")).Words);
        Assert.Contains("Closed: satisfied", (await elena.Sees("/staff/complaints?of=all")).Words);
    }

    [Fact]
    public async Task Others_note_and_take_it_with_a_reason_and_the_rest_is_the_owners()
    {
        var id = await mls.Complains(Cast.Jane);
        var page = await marcus.Sees($"/staff/cases/{id}");
        Assert.Contains("Elena Voss owns it, and does the rest alone", page.Words);
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/resolve", StringComparison.Ordinal));
        await marcus.Does(page.FormOf("note").With("text", "I know her."));

        Assert.Contains("Say why.", (await marcus.Sends(page.FormOf("take"))).MustBe(400).Words);
        var taken = await marcus.Does(page.FormOf("take").With("reason", "Elena is full."));

        Assert.Contains("Marcus Bell owns it, and the complainant is told.", taken.Words);
        Assert.Contains("Elena is full.", taken.Words);
        Assert.Equal("Marcus Bell", await mls.OwnerOf(id));
        Assert.Equal("Marcus Bell looks after your complaint now", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.Contains(id, (await marcus.Sees("/staff/complaints?of=mine")).Words);
        Assert.Contains("Choose who gets it.", (await marcus.Sends(taken.FormOf("hand-over").With("reason", "x"))).MustBe(400).Words);
        await marcus.Does(taken.FormOf("hand-over").With("person", Cast.Priya.Email).With("reason", "Her field"));
        Assert.Equal("Priya Raman", await mls.OwnerOf(id));
    }

    [Fact]
    public async Task Of_two_who_write_the_second_reads_who_was_quicker_and_keeps_what_was_typed()
    {
        var id = await mls.Complains(Cast.Jane);
        var (take, told) = ((await marcus.Sees($"/staff/cases/{id}")).FormOf("take"), (await elena.Sees($"/staff/cases/{id}")).FormOf("progress"));
        await marcus.Does(take.With("reason", "Mine."));

        var late = (await elena.Sends(told.With("text", "We are at it."))).MustBe(409);

        Assert.Contains("Marcus Bell was quicker", late.Words);
        Assert.Contains("We are at it.", late.Words);
        Assert.DoesNotContain("How far we are", mls.ComplaintMails(Cast.Jane));
    }

    [Fact]
    public async Task Who_it_is_about_neither_sees_it_nor_gets_it()
    {
        var id = await mls.Complains(Cast.Jane, ("category", "support"), ("about", "Tom Okafor"));
        using var tom = await mls.SignsIn(Cast.Tom);

        var closed = (await tom.Opens($"/staff/cases/{id}")).MustBe(403);
        Assert.Contains("Others see to this complaint", closed.Words);
        Assert.DoesNotContain("charged", closed.Words);
        var other = (await marcus.Sees($"/staff/cases/{id}")).FormOf("note");
        var own = (await tom.Sees("/staff/complaints/new")).FormOf("new").Fields["staffToken"];
        Assert.Contains("Others see to this complaint", (await tom.Sends(other.With("text", "Not true.").With("staffToken", own))).MustBe(403).Words);
        Assert.DoesNotContain("noted", await mls.LogOf(id));
        Assert.DoesNotContain("Tom Okafor", (await marcus.Sees($"/staff/cases/{id}")).FormOf("hand-over").ToString());
    }

    [Fact]
    public async Task A_second_person_agrees_to_a_remedy_or_does_not()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena, remedy: "credited-fee", amount: "250");
        Assert.Contains(id, (await marcus.Sees("/staff/complaints?of=agreeing")).Words);
        var own = await elena.Sees($"/staff/cases/{id}");
        Assert.Contains("A second person has to agree to the remedy", own.Words);
        Assert.DoesNotContain(own.Forms, form => form.Action.EndsWith("/agree", StringComparison.Ordinal));

        var page = await marcus.Sees($"/staff/cases/{id}");
        Assert.Contains("Say why.", (await marcus.Sends(page.FormOf("disagree"))).MustBe(400).Words);
        await marcus.Does(page.FormOf("disagree").With("reason", "Too much."));
        Assert.Equal(ComplaintPhase.Investigating, (await mls.Complaint(id)).Phase);
        await mls.Writes(id, Cast.Elena, remedy: "credited-fee", amount: "150");
        var agreed = await marcus.Does((await marcus.Sees($"/staff/cases/{id}")).FormOf("agree"));

        Assert.Contains("Agreed: the letter is on its way.", agreed.Words);
        Assert.Equal("What came of your complaint", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.DoesNotContain(id, (await marcus.Sees("/staff/complaints?of=agreeing")).Words);
    }

    [Fact]
    public async Task The_call_is_moved_and_after_three_tries_in_vain_we_ask_by_mail()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        var form = (await elena.Sees($"/staff/cases/{id}")).FormOf("plan");
        Assert.Equal("2026-03-05T08:30", form.Fields["from"]);
        Assert.Contains("Choose the day and the time of the call.", (await elena.Sends(form.With("from", "").With("reason", "x"))).MustBe(400).Words);
        Assert.Contains("within opening hours", (await elena.Sends(form.With("from", "2026-03-05T23:00").With("reason", "I am away"))).MustBe(409).Words);
        var moved = await elena.Does(form.With("from", "2026-03-06T14:00").With("reason", "I am away"));
        Assert.Contains("Elena Voss calls Jane Doe, by phone on Fri, Mar 6", moved.Words);
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 14, 0, 0, TimeSpan.FromHours(-6)), Assert.Single(mls.CalendarOf(Cast.Elena)).From);

        for (var i = 0; i < 3; i++)
        {
            await mls.UntilTheCall(id);
            await elena.Does((await elena.Sees($"/staff/cases/{id}")).FormOf("attempt").With("reached", "no").With("note", "Voicemail"));
        }
        Assert.Contains("Jane Doe has to say whether they are satisfied until", (await elena.Sees($"/staff/cases/{id}")).Words);
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Equal("Two questions about your complaint", mls.ComplaintMails(Cast.Jane)[^1]);
    }

    [Fact]
    public async Task It_is_taken_back_and_opened_again_for_whoever_calls()
    {
        var id = await mls.Complains(Cast.Jane);
        var closed = await elena.Does((await elena.Sees($"/staff/cases/{id}")).FormOf("take-back").With("reason", "She found the refund."));
        Assert.Contains("they took it back", closed.Words);

        Assert.Contains("Write what isn’t right.", (await elena.Sends(closed.FormOf("reopen"))).MustBe(400).Words);
        var again = await elena.Does(closed.FormOf("reopen").With("text", "It was another refund."));

        Assert.Contains("It is open again.", again.Words);
        Assert.Equal((ComplaintPhase.Investigating, 2, 0), ((await mls.Complaint(id)).Phase, (await mls.Complaint(id)).Episode, (await mls.Complaint(id)).Level));
    }

    [Fact]
    public async Task Staff_open_one_for_a_member_once_however_often_the_form_is_sent()
    {
        Assert.Contains("Nothing waits here", (await elena.Sees("/staff/complaints")).Words);
        var form = (await elena.Sees($"/staff/complaints/new?member={Cast.Jane.MemberKey}")).FormOf("new");
        Assert.Equal(("Jane Doe", Cast.Jane.MemberEmail), (form.Fields["fullName"], form.Fields["email"]));
        var wrong = (await elena.Sends(form.With("text", "Nobody called back."))).MustBe(400);
        Assert.Contains("Choose how they reached us.", wrong.Words);
        Assert.Contains("Choose what it is about.", wrong.Words);
        Assert.Equal("Nobody called back.", wrong.FormOf("new").Fields["text"]);
        Assert.Contains("There is no such case.", (await elena.Sends(form.With("channel", "phone").With("category", "billing").With("text", "x").With("case", "TK-222222"))).MustBe(400).Words);

        var filled = form.With("channel", "phone").With("category", "billing").With("text", "Nobody called back.");
        var done = await elena.Does(filled);
        Assert.Contains("is open.", done.Words);
        Assert.Contains("Phone, by Elena Voss", done.Words, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(done.Response.RequestMessage!.RequestUri, (await elena.Does(filled)).Response.RequestMessage!.RequestUri);
        Assert.Equal(["We have your complaint"], mls.ComplaintMails(Cast.Jane));
    }

    [Fact]
    public async Task A_ticket_and_a_low_answer_become_complaints_with_a_category()
    {
        var ticket = await mls.OpensTicket(Cast.Jane);
        var page = await marcus.Sees($"/staff/cases/{ticket}");
        Assert.Contains("Choose what the complaint is about.", (await marcus.Sends(page.FormOf("complain").With("text", "Nobody answers."))).MustBe(400).Words);
        await marcus.Does(page.FormOf("complain").With("text", "Nobody answers.").With("category", "support"));

        var after = await marcus.Sees($"/staff/cases/{ticket}");
        var id = after.Words.Split("CP-")[1][..6];
        Assert.DoesNotContain(after.Forms, form => form.Action.EndsWith("/complain", StringComparison.Ordinal));
        var complaint = await mls.Complaint($"CP-{id}");
        Assert.Equal(("support", ticket), (complaint.Request.Category, complaint.Request.Case.ToString()));
        Assert.Contains(ticket, (await marcus.Sees($"/staff/cases/CP-{id}")).Words);
    }

    [Fact]
    public async Task A_low_answers_call_becomes_a_complaint()
    {
        await using var asking = await Mls.StartAskingAsync();
        await asking.IsMember(Cast.Jane);
        var survey = await asking.IsAsked(Cast.Jane, Cast.Sarah);
        await asking.Rates(Cast.Jane, 1, 1);
        using var manager = await asking.SignsIn(Cast.Marcus);

        var done = await manager.Does((await manager.Sees($"/staff/cases/{survey}")).FormOf("complain").With("text", "Nobody listened.").With("category", "support").With("about", "Sarah Lindqvist"));

        Assert.Contains("It is a complaint", done.Words);
        var page = await manager.Sees($"/staff/cases/{survey}");
        var complaint = await asking.Complaint($"CP-{page.Words.Split("CP-")[1][..6]}");
        Assert.Equal(("Sarah Lindqvist", survey), (complaint.Request.About, complaint.Request.Case.ToString()));
    }
}
