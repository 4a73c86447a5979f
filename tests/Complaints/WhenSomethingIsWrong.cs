using System.Text.Json;
using Local.Durable;
using Local.Graph;
using MemberServices.Cases;
using MemberServices.Complaints;
using MemberServices.Complaints.Acting;
using MemberServices.Fields;
using MemberServices.Staff;
using Microsoft.Extensions.DependencyInjection;
using Person = MemberServices.Onboarding.BrokerApproval.Person;

namespace MemberServices.Tests.Complaints;

/// <summary>Wrong input, people who leave, calendars that refuse: each has a clear answer, and nothing is lost.</summary>
public sealed class WhenSomethingIsWrong : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("email", null, "Enter your email address, such as name@example.com: we tell you there what we find.")]
    [InlineData("text", null, "Write what happened, and what would put it right.")]
    [InlineData("category", "weather", "Choose one of staff, support,")]
    [InlineData("case", "TK-222222", "There is no such case.")]
    [InlineData("memberKey", "TX-999999", "No member has this key.")]
    public async Task Each_wrong_field_is_named_with_what_to_send(string field, string? value, string message)
    {
        var answer = await mls.SendsComplaint(Mls.Complaining(Cast.Jane, (field, value)));

        answer.MustBe(400);
        var error = Assert.Single(JsonSerializer.Deserialize<JsonElement>(answer.Source).GetProperty("errors").EnumerateArray());
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Somebody I never met")]
    [InlineData("nobody@lakeshore-mls.example")]
    public async Task About_somebody_whom_nobody_knows_it_is_taken_all_the_same(string about)
    {
        var id = await mls.Complains(Cast.Jane, ("about", about));

        Assert.Equal(("Elena Voss", about), (await mls.OwnerOf(id), (await mls.Complaint(id)).Request.About));
    }

    [Theory]
    [InlineData("Elena Voss")]
    [InlineData("elena.voss@lakeshore-mls.example")]
    [InlineData("that Ms. Voss of finance")]
    [InlineData("Elena")]
    public async Task Who_it_is_about_never_owns_it_and_does_nothing_with_it(string about)
    {
        var id = await mls.Complains(Cast.Jane, ("about", about));
        // Finance is Elena alone; her manager is Ruth.
        Assert.Equal("Ruth Calloway", await mls.OwnerOf(id));
        Assert.Contains("Ruth Calloway had no part in what happened.", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);

        Assert.Contains("The complaint is about Elena Voss", (await mls.OnComplaint(id, "note", Cast.Elena, new { text = "Not true." })).MustBe(409).Source, StringComparison.Ordinal);
        Assert.Contains("choose another", (await mls.OnComplaint(id, "hand-over", Cast.Ruth, new { person = Cast.Elena.Email, reason = "Busy" })).MustBe(400).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_resolves_and_calls_until_it_is_handed_over()
    {
        var id = await mls.Complains(Cast.Jane);
        Assert.Contains("Elena Voss owns it, and does this alone. Hand it to Marcus Bell first.", (await mls.OnComplaint(id, "clarify", Cast.Marcus, new { text = "Called." })).MustBe(409).Source, StringComparison.Ordinal);

        (await mls.OnComplaint(id, "hand-over", Cast.Elena, new { person = Cast.Marcus.Email, reason = "He knows her" })).MustBe(202);
        Assert.Equal("Marcus Bell looks after your complaint now", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.Equal(["clarify: Marcus Bell"], await mls.WorkOn(id));
        (await mls.OnComplaint(id, "clarify", Cast.Marcus, new { text = "Called." })).MustBe(202);
        (await mls.OnComplaint(id, "clarify", Cast.Elena, new { text = "Called." })).MustBe(409);
    }

    [Fact]
    public async Task A_call_is_logged_for_when_it_was_and_may_be()
    {
        var id = await mls.Complains(Cast.Jane);
        Assert.Contains("The letter hasn’t gone out", Detail((await mls.Calls(id, Cast.Elena, "no")).MustBe(409)), StringComparison.Ordinal);
        await mls.Advance(hours: 1);
        await mls.Writes(id, Cast.Elena);

        Assert.Contains("yet to come", Detail((await mls.Calls(id, Cast.Elena, "no", at: mls.Now.AddMinutes(5))).MustBe(409)), StringComparison.Ordinal);
        Assert.Contains("before the letter", Detail((await mls.Calls(id, Cast.Elena, "no", at: mls.Now.AddMinutes(-30))).MustBe(409)), StringComparison.Ordinal);
        Assert.Contains("Send yes or no.", (await mls.Calls(id, Cast.Elena, "maybe")).MustBe(400).Source, StringComparison.Ordinal);
        Assert.Contains("Leave the answers out", (await mls.Calls(id, Cast.Elena, "no", "yes", "yes")).MustBe(400).Source, StringComparison.Ordinal);
        Assert.Contains("Ask and send both answers", (await mls.Calls(id, Cast.Elena, "yes", "yes")).MustBe(400).Source, StringComparison.Ordinal);
        Assert.Contains("\"field\":\"said\"", (await mls.Calls(id, Cast.Elena, "yes", "no", "yes")).MustBe(400).Source, StringComparison.Ordinal);
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);
        // Again: it is answered as the first.
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);
        Assert.Equal(1, (await mls.LogOf(id)).Count(kind => kind == "attempted"));
        Assert.Contains("The complaint is closed", Detail((await mls.Calls(id, Cast.Elena, "no")).MustBe(410)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_leaves_has_a_substitute_who_goes_on_with_the_call()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        Assert.Single(mls.CalendarOf(Cast.Elena));
        await Leaves(Cast.Elena);
        await mls.Advance(minutes: 11);
        // Whatever wakes the complaint sees it.
        (await mls.OnComplaintPage(Cast.Jane, "reply", ("text", "Who calls me?"))).MustBe(303);

        Assert.Equal("Marcus Bell", await mls.OwnerOf(id));
        Assert.Equal("Marcus Bell looks after your complaint now", mls.ComplaintMails(Cast.Jane).Last(subject => subject.Contains("looks after", StringComparison.Ordinal)));
        Assert.Single(mls.CalendarOf(Cast.Marcus));
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Contains("call: Marcus Bell", await mls.WorkOn(id));
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Marcus, "yes", "yes", "yes")).MustBe(202);
    }

    [Fact]
    public async Task While_the_owner_is_away_the_stand_in_has_it()
    {
        (await mls.IsAway(Cast.Elena, mls.Now, mls.Now.AddDays(14), Cast.Diego)).MustBe(200);

        var id = await mls.Complains(Cast.Jane);

        Assert.Equal("Diego Santos", await mls.OwnerOf(id));
    }

    [Fact]
    public async Task Where_nobody_may_own_it_a_manager_is_asked_and_the_complainant_hears_it()
    {
        foreach (var group in new[] { SampleStaff.Finance, SampleStaff.Managers, SampleStaff.Executive })
        {
            await mls.Empties(group);
        }
        await mls.Advance(minutes: 11);

        var id = await mls.Complains(Cast.Jane);

        Assert.Null(await mls.OwnerOf(id));
        Assert.Equal(["owner: managers"], await mls.WorkOn(id));
        Assert.Contains("A manager decides who looks after it", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody owns the complaint yet", Detail((await mls.OnComplaint(id, "progress", Cast.Sarah, new { text = "Soon." })).MustBe(409)), StringComparison.Ordinal);

        (await mls.OnComplaint(id, "hand-over", Cast.Sarah, new { person = Cast.Priya.Email, reason = "Nobody else" })).MustBe(202);
        Assert.Equal("Priya Raman", await mls.OwnerOf(id));
        Assert.Equal(["clarify: Priya Raman"], await mls.WorkOn(id));
    }

    [Fact]
    public async Task A_calendar_that_refuses_makes_work_of_it_and_the_call_stays()
    {
        var id = await mls.Complains(Cast.Jane);
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/users");
        await mls.Writes(id, Cast.Elena);

        Assert.NotNull((await mls.Complaint(id)).Call);
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Equal(["calendar: Elena Voss", "call: Elena Voss"], await mls.WorkOn(id));
        // Another time is another try.
        (await mls.OnComplaintPage(Cast.Jane, "prefer", ("how", "phone"), ("when", "1"))).MustBe(303);
        Assert.Single(mls.CalendarOf(Cast.Elena));
    }

    [Fact]
    public async Task A_calendar_that_accepts_and_times_out_has_one_event()
    {
        var id = await mls.Complains(Cast.Jane);
        mls.Graph.Faults.LoseAnswer(on: "POST /v1.0/users");
        await mls.Writes(id, Cast.Elena);
        await mls.Advance(minutes: 10);
        Assert.Single(mls.CalendarOf(Cast.Elena));

        mls.Graph.Faults.LoseAnswer(on: "DELETE /v1.0/users");
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);
        await mls.Advance(minutes: 10);
        Assert.Empty(mls.CalendarOf(Cast.Elena));
        Assert.Equal(["call-planned"], (await mls.LogOf(id)).Where(kind => kind == "call-planned"));
    }

    [Fact]
    public async Task A_remedy_above_the_limit_waits_for_a_second_person_who_is_signed_in()
    {
        var id = await mls.Complains(Cast.Jane);
        (await mls.OnComplaint(id, "resolve", Cast.Elena, new { found = "F", done = "D", changes = "C", cause = "own-error", remedy = "credited-fee" })).MustBe(400);
        await mls.Writes(id, Cast.Elena, remedy: "credited-fee", amount: "250.00");

        Assert.Equal(ComplaintPhase.Agreeing, (await mls.Complaint(id)).Phase);
        Assert.Equal(["agree: managers"], await mls.WorkOn(id));
        Assert.DoesNotContain("What came of your complaint", mls.ComplaintMails(Cast.Jane));
        (await mls.OnComplaint(id, "agree", Cast.Marcus)).MustBe(404);
        Assert.Equal((InterventionState.Conflict, "Elena Voss proposed it: another person must agree."), await Decides(id, Cast.Elena, agrees: true));
        Assert.Equal(InterventionState.Conflict, (await Decides(id, Cast.Sarah, agrees: true)).State);
        Assert.Equal(InterventionState.Invalid, (await Decides(id, Cast.Marcus, agrees: false)).State);

        Assert.Equal(InterventionState.Recorded, (await Decides(id, Cast.Marcus, agrees: false, "Half of it is right.")).State);
        Assert.Equal(["progress: Elena Voss"], await mls.WorkOn(id));
        await mls.Writes(id, Cast.Elena, remedy: "credited-fee", amount: "125");
        Assert.Equal(InterventionState.Recorded, (await Decides(id, Cast.Marcus, agrees: true)).State);

        Assert.Contains("We credit you a fee of $125.00.", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        Assert.Contains("remedy.requested", Assert.Single(mls.RequestsTo("finance")), StringComparison.Ordinal);
        Assert.Equal(["call: Elena Voss"], await mls.WorkOn(id));
    }

    [Fact]
    public async Task A_silent_owner_is_reminded_then_the_manager_and_the_complainant_hear_it()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Advance(days: 4);
        Assert.Contains("progress: Elena Voss", await mls.WorkOn(id));
        await mls.Advance(days: 3);

        Assert.Contains("manager: managers", await mls.WorkOn(id));
        Assert.Equal("We are late, and still at it", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.Equal(["owned", "update-1.reminded", "update-1.missed"], await mls.LogOf(id));
        (await mls.OnComplaint(id, "progress", Cast.Elena, new { text = "The bank answers tomorrow." })).MustBe(202);
        Assert.Equal("How far we are", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.DoesNotContain("progress: Elena Voss", await mls.WorkOn(id));

        await mls.Advance(days: 22);
        Assert.Contains("letter-1.overdue", await mls.LogOf(id));
    }

    [Fact]
    public async Task A_call_that_nobody_writes_down_is_planned_anew()
    {
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        var first = (await mls.UntilTheCall(id)).Date;
        await mls.Advance(days: 2);

        Assert.Equal("We call you on Monday, March 9", mls.ComplaintMails(Cast.Jane)[^1]);
        Assert.True((await mls.Complaint(id)).Call!.From.Date > first);
        Assert.Equal(["call: Elena Voss", "manager: managers"], await mls.WorkOn(id));
        Assert.Equal(0, (await mls.Complaint(id)).Attempts);
        Assert.Single(mls.CalendarOf(Cast.Elena));
    }

    [Fact]
    public async Task The_owner_moves_the_call_within_opening_hours()
    {
        var id = await mls.Complains(Cast.Jane);
        (await mls.OnComplaint(id, "plan", Cast.Elena, new { from = mls.Now.AddDays(1), reason = "Ill" })).MustBe(409);
        await mls.Writes(id, Cast.Elena);
        var @event = Assert.Single(mls.CalendarOf(Cast.Elena)).Id;
        Assert.Contains("opening hours", Detail((await mls.OnComplaint(id, "plan", Cast.Elena, new { from = "2026-03-07T10:00:00-06:00", reason = "Ill" })).MustBe(409)), StringComparison.Ordinal);

        (await mls.OnComplaint(id, "plan", Cast.Elena, new { from = "2026-03-06T11:00:00-06:00", reason = "Ill" })).MustBe(202);
        Assert.Equal((@event, DateTimeOffset.Parse("2026-03-06T11:00:00-06:00", System.Globalization.CultureInfo.InvariantCulture)), (Assert.Single(mls.CalendarOf(Cast.Elena)).Id, mls.CalendarOf(Cast.Elena)[0].From));
        Assert.Equal("We call you on Friday, March 6", mls.ComplaintMails(Cast.Jane)[^1]);
    }

    [Fact]
    public async Task Three_with_one_cause_make_work_of_fixing_it_once()
    {
        var ids = new List<string>();
        foreach (var who in new[] { Cast.Jane, Cast.John, Cast.Paul, Cast.Quilla })
        {
            var id = await mls.Complains(who);
            await mls.Writes(id, Cast.Elena, "The bill is printed twice");
            ids.Add(id);
            await mls.Advance(minutes: 1);
        }

        var work = Assert.Single(await mls.ListedWork("role=managers"), title => title.StartsWith("Fix the cause", StringComparison.Ordinal));
        Assert.Equal($"Fix the cause of 3 complaints in 90 days, The bill is printed twice: {string.Join(", ", ids.Take(3))}", work);
        Assert.Equal(ids[..3].Order(), (await mls.Complaint(ids[3])).Linked.Select(each => each.ToString()).Order());
    }

    static string Detail(Pages.Html answer) => JsonSerializer.Deserialize<JsonElement>(answer.Source).GetProperty("detail").GetString()!;

    async Task Leaves(Person who)
    {
        foreach (var group in new[] { SampleStaff.Finance, SampleStaff.Managers, SampleStaff.Leaders })
        {
            await mls.TakesRole(who, group);
        }
    }

    [Fact]
    public async Task Whoever_stands_in_and_proposes_a_remedy_does_not_agree_to_it_as_well()
    {
        var id = await mls.Complains(Cast.Jane);
        (await mls.IsAway(Cast.Elena, mls.Now, mls.Now.AddDays(14), Cast.Marcus)).MustBe(200);
        await mls.Writes(id, Cast.Marcus, remedy: "credited-fee", amount: "250.00");
        Assert.Equal((ComplaintPhase.Agreeing, "Elena Voss"), ((await mls.Complaint(id)).Phase, await mls.OwnerOf(id)));

        Assert.Equal((InterventionState.Conflict, "Marcus Bell proposed it: another person must agree."), await Decides(id, Cast.Marcus, agrees: true));
        Assert.Equal((InterventionState.Conflict, "Elena Voss owns it: another person must agree."), await Decides(id, Cast.Elena, agrees: true));
        Assert.Equal(InterventionState.Recorded, (await Decides(id, Cast.Ruth, agrees: true)).State);

        Assert.Contains("Marcus Bell, Lakeshore MLS", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
    }

    async Task<(InterventionState State, string Detail)> Decides(string id, Person who, bool agrees, string? reason = null)
    {
        var person = await mls.Services.GetRequiredService<StaffDirectory>().FindAsync(who.Email);
        var result = await mls.Services.GetRequiredService<ComplaintStaffActs>().DecideAsync(
            mls.Machine.Part<DurableEngine>().Client, CaseId.Parse(id), agrees, new FieldReader(JsonSerializer.SerializeToElement(new { reason })), person!, Channel.StaffPage);
        await mls.Settle();
        return (result.State, result.Detail);
    }
}
