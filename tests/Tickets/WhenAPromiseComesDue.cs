using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.Tickets;
using MemberServices.Tickets.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Tickets;

public sealed class WhenAPromiseComesDue : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_first_response_warns_after_24_minutes_is_missed_after_30_and_the_manager_s_after_60()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);

        await mls.Advance(minutes: 23);
        Assert.Empty(await mls.PassedBy(id));
        await mls.Advance(minutes: 1);
        Assert.Equal(["first-response.warned"], await mls.PassedBy(id));
        Assert.Contains("ticket.warned", await mls.TicketStory(Cast.Jane));
        await mls.Advance(minutes: 6);
        Assert.Equal(["first-response.warned", "first-response.missed"], await mls.PassedBy(id));
        Assert.Equal("We are late, and still at it", mls.TicketMails(Cast.Jane)[^1]);
        Assert.Empty(await mls.WorkItems(StaffRoles.Managers));
        await mls.Advance(minutes: 30);
        Assert.Equal(["first-response.warned", "first-response.missed", "first-response.manager"], await mls.PassedBy(id));
        Assert.Equal("See to a ticket that nobody has answered: Photos vanish", Assert.Single(await mls.WorkItems(StaffRoles.Managers)).Title);
    }

    [Fact]
    public async Task Who_hears_that_we_are_late_hears_the_new_time_and_it_is_kept_or_missed_like_the_first()
    {
        await mls.OpensTicket(Cast.Jane);
        await mls.Advance(minutes: 30);

        var mail = mls.Inbox(Cast.Jane).Latest.Text;
        Assert.Contains("you would hear from us by Mon, Mar 2, 9:30 AM CST, and you did not", mail);
        Assert.Contains("You next hear from us by Tue, Mar 3, 9:30 AM CST.", mail);
        Assert.Contains("You next hear from us by Tuesday, March 3, 2026 at 9:30 AM CST", (await mls.SharedPage(Cast.Jane)).Words);
    }

    [Fact]
    public async Task Nothing_is_missed_once_a_person_has_answered()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Responds(id, Cast.Sarah);

        await mls.Advance(hours: 3);

        Assert.Empty(await mls.PassedBy(id));
        Assert.Equal(["We have your question", "Sarah Lindqvist answered"], mls.TicketMails(Cast.Jane));
    }

    [Fact]
    public async Task Whoever_answers_late_ends_the_manager_s_work()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Advance(minutes: 61);
        Assert.Single(await mls.WorkItems(StaffRoles.Managers));

        await mls.Responds(id, Cast.Sarah);

        Assert.Empty(await mls.WorkItems(StaffRoles.Managers));
        Assert.Equal("missed", (await mls.Ticket(id)).Promises.Single(promise => promise.Kind == ClockKind.FirstResponse).State);
    }

    [Fact]
    public async Task A_level_that_does_not_solve_it_in_time_hands_it_up_once_and_the_last_one_tells_the_manager()
    {
        var id = await mls.OpensTicket(Cast.Jane, "high");
        await mls.Does(id, "take", Cast.Sarah);
        await mls.Responds(id, Cast.Sarah);

        // Four business hours; then one business day; then three.
        await mls.Advance(hours: 4);
        Assert.Equal((2, null), ((await mls.Ticket(id)).Level, (await mls.Ticket(id)).Person));
        Assert.Equal("Our specialists have your question now", mls.TicketMails(Cast.Jane)[^1]);
        await mls.Advance(days: 1);
        Assert.Equal(3, (await mls.Ticket(id)).Level);
        Assert.Empty(await mls.WorkItems(StaffRoles.Managers));
        await mls.Advance(days: 10);
        Assert.Equal(3, (await mls.Ticket(id)).Level);
        var moves = (await mls.Ticket(id)).History.Where(line => line.Kind == TicketChanges.Moved).ToList();
        Assert.Equal(["Moved to Level II", "Moved to Level III"], moves.Select(line => line.Text));
        Assert.Equal([Mls.MondayMorning.AddHours(4), Mls.MondayMorning.AddHours(28)], moves.Select(line => line.At));
        Assert.Contains(await mls.WorkItems(StaffRoles.Managers), item => item.Title == "See to a missed promise: the resolution: Photos vanish");
        Assert.Equal(1, (await mls.PassedBy(id)).Count(passed => passed == "resolution-3.missed"));
    }

    [Fact]
    public async Task It_is_done_once_however_often_and_late_a_timer_looks()
    {
        var id = await mls.OpensTicket(Cast.Jane, "high");
        await mls.Responds(id, Cast.Sarah);
        var activities = ActivatorUtilities.CreateInstance<TicketActivities>(mls.Services);

        // Six at once, of which each believes that the level's time has been over for an hour.
        var look = new CaseLook(CaseId.Parse(id), mls.Now.AddHours(5));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => activities.LookAtTicket(look)));
        await mls.Advance(hours: 6);

        var ticket = await mls.Ticket(id);
        var move = Assert.Single(ticket.History, line => line.Kind == TicketChanges.Moved);
        Assert.Equal((2, Mls.MondayMorning.AddHours(4)), (ticket.Level, move.At));
        Assert.Equal(1, mls.TicketMails(Cast.Jane).Count(subject => subject == "Our specialists have your question now"));
        Assert.Equal((await mls.PassedBy(id)).Distinct(), await mls.PassedBy(id));
    }

    [Fact]
    public async Task Urgent_runs_around_the_clock_and_is_moved_at_night()
    {
        await mls.Advance(hours: 11);
        var id = await mls.OpensTicket(Cast.Jane, "urgent");
        Assert.DoesNotContain("We are closed now", mls.Inbox(Cast.Jane).Latest.Text);

        await mls.Advance(hours: 4);

        Assert.Equal(2, (await mls.Ticket(id)).Level);
    }

    [Fact]
    public async Task The_next_word_is_owed_a_business_day_after_the_customer_wrote_and_further_ones_do_not_move_it()
    {
        var id = await mls.OpensTicket(Cast.Jane, "low");
        await mls.Responds(id, Cast.Sarah);
        await mls.Replies(id, "It is six photos.");
        await mls.Advance(hours: 1);
        await mls.Replies(id, "Seven, in fact.");

        Assert.Equal(Mls.MondayMorning.AddDays(2), (await mls.Ticket(id)).NextPromise);
        await mls.Advance(days: 2);
        Assert.Equal(1, (await mls.PassedBy(id)).Count(passed => passed == "next-update-1.missed"));
    }

    [Fact]
    public async Task What_is_missed_twice_in_a_row_is_the_manager_s_and_promises_no_third_time()
    {
        var id = await mls.OpensTicket(Cast.Jane, "low");
        await mls.Responds(id, Cast.Sarah);
        await mls.Replies(id, "It is six photos.");

        await mls.Advance(days: 14);

        Assert.Equal(["next-update-1.missed", "next-update-2.missed"], (await mls.PassedBy(id)).Where(passed => passed.StartsWith("next-update") && passed.EndsWith("missed")));
        Assert.Equal(2, mls.TicketMails(Cast.Jane).Count(subject => subject == "We are late, and still at it"));
        Assert.Contains(await mls.WorkItems(StaffRoles.Managers), item => item.Title.Contains("the next word to the customer"));
    }

    [Fact]
    public async Task What_happens_while_nobody_answers_can_be_looked_at_before()
    {
        var stage = (await Mls.Json(await mls.Api.GetAsync("/api/policies/preview?kind=ticket-normal&openedAt=2026-03-02T09:00:00-06:00"))).GetProperty("stages")[0];

        var told = stage.GetProperty("deadlines").EnumerateArray().Select(each => $"{each.GetProperty("local").GetString()![..^4]}: {each.GetProperty("what")} ({each.GetProperty("how")})").ToList();
        Assert.Equal("Monday, March 2, 2026 at 9:24 AM: Whoever has it is warned: the first response is near (80 percent of 30 minutes, in opening hours)", told[0]);
        Assert.Equal("Monday, March 2, 2026 at 10:00 AM: A manager is told that nobody has answered (1 hour, in opening hours)", told[2]);
        Assert.Contains("Monday, March 2, 2026 at 5:00 PM: It moves to Level II (8 hours, in opening hours)", told);
        Assert.EndsWith("The resolution is missed: the customer and a manager are told (42 hours 30 minutes, in opening hours)", told.Last(each => each.Contains("The resolution")));
    }

    [Fact]
    public async Task A_ticket_keeps_the_standards_that_it_was_opened_with()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var before = await Mls.StartAsync(folder.Folder))
        {
            id = await before.OpensTicket(Cast.Jane, "low");
        }
        var stricter = Mls.WithPolicies("stricter", file => file["tickets"]!["firstResponse"]!["minutes"] = 5);
        await using var after = await Mls.StartAsync(folder.Folder, $"--Policies:File={stricter}");

        Assert.Equal(Mls.MondayMorning.AddMinutes(30), (await after.Ticket(id)).NextPromise);
    }

    [Fact]
    public async Task A_level_may_have_hours_of_its_own()
    {
        var file = Mls.WithPolicies("specialists", policies =>
        {
            policies["calendars"]!["named"]!["specialists"] = System.Text.Json.Nodes.JsonNode.Parse(
                """{ "timeZone": "America/New_York", "hours": { "wednesday": [{ "from": "10:00", "to": "16:00" }] }, "holidays": [] }""");
            policies["tickets"]!["levels"]![1]!["calendar"] = "specialists";
        });
        await using var special = await Mls.StartAsync($"--Policies:File={file}");
        var id = await special.OpensTicket(Cast.Jane);
        await special.Responds(id, Cast.Sarah);
        await special.Does(id, "move", Cast.Sarah, new { level = 2, reason = "I can repeat it" });

        // Two business days, of which a week has one: counted from Wednesday's opening, they are used up at the second one's end.
        Assert.Equal("2026-03-11T20:00:00", (await special.Ticket(id)).Promises[^1].DueAt!.Value.UtcDateTime.ToString("s"));
    }
}
