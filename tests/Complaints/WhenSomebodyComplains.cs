namespace MemberServices.Tests.Complaints;

/// <summary>From the registration to the letter, the call and its answer.</summary>
public sealed class WhenSomebodyComplains : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Its_owner_calls_writes_calls_back_and_closes_it_satisfied()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.Complains(Cast.Jane);

        Assert.Equal("Elena Voss", await mls.OwnerOf(id));
        Assert.Equal(["We have your complaint"], mls.ComplaintMails(Cast.Jane));
        Assert.Contains("Elena Voss looks after it, and calls you by Tuesday, March 3, 9:00 AM CST", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        Assert.Equal(["clarify: Elena Voss"], await mls.WorkOn(id));
        Assert.Contains("Elena Voss calls you by Tue, Mar 3, 9:00 AM CST", (await mls.ComplaintPage(Cast.Jane)).Words, StringComparison.Ordinal);

        (await mls.OnComplaint(id, "clarify", Cast.Elena, new { text = "Two charges on one bill." })).MustBe(202);
        Assert.Empty(await mls.WorkOn(id));
        Assert.Contains("You next hear from us by Mon, Mar 9, ", (await mls.ComplaintPage(Cast.Jane)).Words, StringComparison.Ordinal);
        await mls.Writes(id, Cast.Elena);

        Assert.Equal("What came of your complaint", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.Contains("we call you on Thursday, March 5, 8:30 AM to 10:30 AM, by phone. It is Elena Voss.", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        var planned = Assert.Single(mls.CalendarOf(Cast.Elena));
        Assert.Equal((new DateTimeOffset(2026, 3, 5, 8, 30, 0, TimeSpan.FromHours(-6)), Cast.Jane.MemberPreferredPhone), (planned.From, planned.Location));

        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);

        var closed = await mls.Complaint(id);
        Assert.Equal((MemberServices.Complaints.ComplaintEnd.Satisfied, true), (closed.End, closed.Answer!.IsSatisfied));
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Empty(await mls.WorkOn(id));
        Assert.Equal("Thank you. Your complaint is closed", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.Equal(["owned", "clarified", "resolved", "call-planned", "attempted"], await mls.LogOf(id));
        Assert.Equal(
            ["complaint.answered", "complaint.call-planned", "complaint.called", "complaint.clarified", "complaint.closed", "complaint.letter", "complaint.owned", "complaint.registered", "complaint.resolved"],
            (await mls.Happenings(Cast.Jane)).Where(type => type.StartsWith("complaint.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_satisfied_gets_the_manager_and_then_the_executive()
    {
        // Priya's and Tom's manager are at Level II and above.
        var id = await mls.Complains(Cast.Jane, ("category", "support"), ("about", "Tom Okafor"));
        Assert.Equal("Priya Raman", await mls.OwnerOf(id));
        await mls.Writes(id, Cast.Priya);
        await mls.UntilTheCall(id);

        (await mls.Calls(id, Cast.Priya, "yes", "no", "yes", "The photos still vanish.")).MustBe(202);
        Assert.Equal(("Marcus Bell", 1), (await mls.OwnerOf(id), (await mls.Complaint(id)).Level));
        Assert.Equal(["clarify: Marcus Bell"], await mls.WorkOn(id));
        Assert.Equal("Marcus Bell looks after your complaint now", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.Contains("Marcus Bell calls you by ", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);

        await mls.Writes(id, Cast.Marcus);
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Marcus, "yes", "no", "no", "They vanish again.")).MustBe(202);
        Assert.Equal(("Ruth Calloway", 2), (await mls.OwnerOf(id), (await mls.Complaint(id)).Level));

        await mls.Writes(id, Cast.Ruth);
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Ruth, "yes", "no", "no", "Still.")).MustBe(202);
        Assert.Equal(("Ruth Calloway", 2, 4), (await mls.OwnerOf(id), (await mls.Complaint(id)).Level, (await mls.Complaint(id)).Episode));
    }

    [Fact]
    public async Task Who_is_never_reached_is_tried_on_three_days_and_times_then_asked_by_mail_and_closed_without_an_answer()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        var tried = new List<DateTimeOffset>();
        for (var i = 0; i < 3; i++)
        {
            tried.Add(await mls.UntilTheCall(id));
            (await mls.Calls(id, Cast.Elena, "no")).MustBe(202);
        }

        Assert.Equal(3, tried.Select(at => at.ToOffset(TimeSpan.FromHours(-6)).Date).Distinct().Count());
        Assert.Equal(3, tried.Select(at => at.ToOffset(TimeSpan.FromHours(-6)).TimeOfDay).Distinct().Count());
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Equal(
            ["We have your complaint", "What came of your complaint", "We call you on Friday, March 6", "We call you on Monday, March 9", "Two questions about your complaint"],
            mls.ComplaintMails(Cast.Jane));

        await mls.Advance(days: 8);
        Assert.Equal(MemberServices.Complaints.ComplaintEnd.NoAnswer, (await mls.Complaint(id)).End);
        Assert.Equal("Your complaint is closed", mls.ComplaintMails(Cast.Jane)[^1]);
    }

    [Fact]
    public async Task The_answer_to_the_mail_closes_it_and_opening_its_links_sends_nothing()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        await mls.UntilTheCall(id);
        // Reached, and in a hurry.
        (await mls.Calls(id, Cast.Elena, "yes")).MustBe(202);
        Assert.Equal("Two questions about your complaint", mls.ComplaintMails(Cast.Jane)[^1]);

        var page = await mls.Opens(mls.Inbox(Cast.Jane).Link("Yes, I am satisfied"));
        Assert.Null((await mls.Complaint(id)).Answer);
        var form = page.Forms.Single(each => each.Fields.GetValueOrDefault("act") == "answer");
        // A program that sends the form as it came has answered one question alone.
        (await mls.Sends(form)).MustBe(400);
        (await mls.Sends(form.With("outcome", "yes").With("handling", "yes"))).MustBe(303);

        Assert.Equal(MemberServices.Complaints.ComplaintEnd.Satisfied, (await mls.Complaint(id)).End);
    }

    [Theory]
    [InlineData("yes", "no-answer", 1)]
    [InlineData("no", null, 2)]
    public async Task An_answer_after_no_answer_is_late_and_a_no_opens_it_again(string answer, string? end, int episode)
    {
        var id = await NotReached();
        await mls.Advance(days: 8);

        (await mls.OnComplaintPage(Cast.Jane, "answer", ("outcome", answer), ("handling", "yes"), ("said", answer == "no" ? "Nobody ever called." : ""))).MustBe(303);

        var after = await mls.Complaint(id);
        Assert.Equal((true, episode), (after.IsAnswerLate, after.Episode));
        Assert.Equal(end, after.End is { } how ? MemberServices.Cases.EnumNames<MemberServices.Complaints.ComplaintEnd>.Of(how) : null);
        Assert.Equal(1, await mls.ComplaintsCounted("complaints.answered-late"));
        if (answer == "no")
        {
            Assert.Equal("Ruth Calloway", await mls.OwnerOf(id));
        }
    }

    [Fact]
    public async Task After_the_days_for_reopening_a_new_one_goes_on_with_it()
    {
        var id = await NotReached();
        await mls.Advance(days: 40);

        var page = await mls.ComplaintPage(Cast.Jane);
        Assert.Contains("this opens a new complaint that goes on with it", page.Words, StringComparison.Ordinal);
        (await mls.OnComplaintPage(Cast.Jane, "reopen", ("text", "You never called."))).MustBe(303);

        var next = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        Assert.NotEqual(id, next);
        Assert.Equal(id, (await mls.Complaint(next)).Follows.ToString());
    }

    [Fact]
    public async Task They_take_it_back_and_open_it_again()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        Assert.Single(mls.CalendarOf(Cast.Elena));
        var page = await mls.Opens($"{mls.Inbox(Cast.Jane).Link("Open your complaint").AbsolutePath}/take-back");
        Assert.Contains("Elena Voss is told that nothing needs to be done any more.", page.Words, StringComparison.Ordinal);
        (await mls.Sends(page.Form)).MustBe(400);
        (await mls.Sends(page.Form.With("confirmed", "yes").With("why", "It is settled."))).MustBe(303);

        Assert.Equal(MemberServices.Complaints.ComplaintEnd.TakenBack, (await mls.Complaint(id)).End);
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Empty(await mls.WorkOn(id));

        (await mls.OnComplaintPage(Cast.Jane, "reopen", ("text", "It isn't settled."))).MustBe(303);
        // Nobody was unsatisfied: it is the same owner's.
        Assert.Equal(("Elena Voss", 0), (await mls.OwnerOf(id), (await mls.Complaint(id)).Level));
        Assert.Equal(["clarify: Elena Voss"], await mls.WorkOn(id));
    }

    [Fact]
    public async Task They_choose_how_and_when_until_the_call_and_the_event_follows()
    {
        var id = await mls.Complains(Cast.Jane);
        (await mls.OnComplaintPage(Cast.Jane, "prefer", ("how", "visit"), ("when", "2"), ("place", "At my office"))).MustBe(303);
        await mls.Writes(id, Cast.Elena);
        var visit = Assert.Single(mls.CalendarOf(Cast.Elena));
        Assert.Equal(("At my office", 13), (visit.Location, visit.From.ToOffset(TimeSpan.FromHours(-6)).Hour));

        (await mls.OnComplaintPage(Cast.Jane, "prefer", ("how", "phone"), ("when", "3"), ("phone", "312-555-0177"))).MustBe(303);
        var call = Assert.Single(mls.CalendarOf(Cast.Elena));
        Assert.Equal((visit.Id, "312-555-0177", visit.From.AddHours(2)), (call.Id, call.Location, call.From));

        // A video call is another event.
        (await mls.OnComplaintPage(Cast.Jane, "prefer", ("how", "video"), ("when", "3"))).MustBe(303);
        Assert.True(Assert.Single(mls.CalendarOf(Cast.Elena)).IsOnline);

        await mls.UntilTheCall(id);
        Assert.DoesNotContain((await mls.ComplaintPage(Cast.Jane)).Forms, form => form.Fields.GetValueOrDefault("act") == "prefer");
    }

    async Task<string> NotReached()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        for (var i = 0; i < 3; i++)
        {
            await mls.UntilTheCall(id);
            (await mls.Calls(id, Cast.Elena, "no")).MustBe(202);
        }
        return id;
    }
}
