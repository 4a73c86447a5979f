using MemberServices.Policies;
using MemberServices.Tests.Pages;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

public sealed class WhenStaffActOnATicket : IAsyncLifetime
{
    Mls mls = null!;

    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        id = await mls.OpensTicket(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Whoever_takes_it_has_it_and_handing_it_on_needs_a_reason()
    {
        await mls.Does(id, "take", Cast.Sarah);
        Assert.Equal(Cast.Sarah.Email, (await mls.Ticket(id)).Person?.Email);
        Assert.Contains("Sarah Lindqvist has it", (await mls.SharedPage(Cast.Jane)).Words);

        var refused = await mls.Acts(id, "take", Cast.Sarah, new { person = Cast.Diego.Email });
        Assert.Equal(400, refused.Status);
        Assert.Contains("\"field\":\"reason\"", refused.Source);
        await mls.Does(id, "take", Cast.Sarah, new { person = Cast.Diego.Email, reason = "He knows photos" });
        Assert.Equal(Cast.Diego.Email, (await mls.Ticket(id)).Person?.Email);
        Assert.DoesNotContain("He knows photos", (await mls.SharedPage(Cast.Jane)).Source);
        Assert.Equal("He knows photos", (await mls.Ticket(id)).History[^1].Why);
        Assert.Contains("\"field\":\"person\"", (await mls.Acts(id, "take", Cast.Sarah, new { person = "nobody@example.com", reason = "Hm" })).Source);
    }

    [Fact]
    public async Task Taking_it_back_within_the_hour_is_no_repeat()
    {
        await mls.Does(id, "take", Cast.Sarah);
        await mls.Does(id, "take", Cast.Diego);
        await mls.Does(id, "take", Cast.Sarah);

        Assert.Equal(Cast.Sarah.Email, (await mls.Ticket(id)).Person?.Email);
    }

    [Fact]
    public async Task A_note_is_for_staff_alone()
    {
        await mls.Does(id, "note", Cast.Sarah, new { text = "She wrote last week, too." });

        Assert.Contains((await mls.Ticket(id)).History, line => line is { IsForStaff: true, Words: "She wrote last week, too." });
        Assert.DoesNotContain("last week", (await mls.SharedPage(Cast.Jane)).Source);
        Assert.DoesNotContain(mls.Inbox(Cast.Jane).All, mail => mail.Text.Contains("last week"));
    }

    [Fact]
    public async Task A_promise_gets_a_new_time_once_which_the_customer_hears_at_once()
    {
        await mls.Responds(id, Cast.Sarah);
        var until = Mls.MondayMorning.AddDays(3);

        await mls.Does(id, "extend", Cast.Sarah, new { promise = "resolution", until, toCustomer = "The vendor needs until Thursday.", reason = "Vendor" });

        Assert.Equal(until, (await mls.Ticket(id)).Promises.Single(promise => promise.Id == "resolution-1").DueAt);
        Assert.Contains("The new time is Thu, Mar 5, 9:00 AM CST.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.DoesNotContain("Vendor\n", mls.Inbox(Cast.Jane).Latest.Text);
        var again = await mls.Acts(id, "extend", Cast.Sarah, new { promise = "resolution", until = until.AddDays(1), toCustomer = "Later.", reason = "Vendor" });
        Assert.Equal(409, again.Status);
        await mls.Advance(days: 2);
        Assert.Equal(1, (await mls.Ticket(id)).Level);
        await mls.Advance(days: 1);
        Assert.Equal(2, (await mls.Ticket(id)).Level);
    }

    [Fact]
    public async Task A_new_time_waits_for_the_customer_like_any_other()
    {
        var until = Mls.MondayMorning.AddDays(3);
        await mls.Does(id, "extend", Cast.Sarah, new { promise = "resolution", until, toCustomer = "Thursday.", reason = "Vendor" });
        await mls.Holds(id, Cast.Sarah);
        await mls.Advance(days: 4);
        Assert.Equal((TicketPhase.Waiting, 1), ((await mls.Ticket(id)).Phase, (await mls.Ticket(id)).Level));

        await mls.Replies(id, "Here it is.");

        // Four business days were waited for.
        Assert.Equal(until.AddDays(6), (await mls.Ticket(id)).Promises.Single(promise => promise.Id == "resolution-1").DueAt!.Value.AddHours(1));
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00-06:00", "must be in the future")]
    [InlineData("2026-03-02T16:00:00-06:00", "must be later")]
    [InlineData("2026-05-04T16:00:00-05:00", "must be within 30 days")]
    [InlineData("2026-03-05T21:00:00-06:00", "must be within opening hours")]
    public async Task A_new_time_that_is_none_is_refused(string until, string why)
    {
        var answer = await mls.Acts(id, "extend", Cast.Sarah, new { promise = "resolution", until, toCustomer = "Later.", reason = "Vendor" });

        Assert.Equal(409, answer.Status);
        Assert.Contains(why, answer.Source);
    }

    [Fact]
    public async Task Moving_it_and_another_priority_need_a_reason_and_change_what_is_due()
    {
        await mls.Responds(id, Cast.Sarah);
        Assert.Contains("\"field\":\"reason\"", (await mls.Acts(id, "move", Cast.Sarah, new { level = 2 })).Source);
        Assert.Equal(409, (await mls.Acts(id, "move", Cast.Sarah, new { level = 4, reason = "Up" })).Status);
        await mls.Does(id, "move", Cast.Sarah, new { level = 2, reason = "Repeatable", toCustomer = "Marcus knows photos." });
        Assert.Contains("Marcus knows photos.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal(Mls.MondayMorning.AddDays(2), (await mls.Ticket(id)).Promises[^1].DueAt);

        await mls.Does(id, "prioritize", Cast.Tom, new { priority = "high", reason = "A closing tomorrow" });
        Assert.DoesNotContain("Repeatable", (await mls.SharedPage(Cast.Jane)).Source);
        Assert.DoesNotContain("A closing tomorrow", (await mls.SharedPage(Cast.Jane)).Source);

        Assert.Equal(Mls.MondayMorning.AddDays(1), (await mls.Ticket(id)).Promises[^1].DueAt);
        await mls.Does(id, "move", Cast.Tom, new { level = 1, reason = "Ours after all" });
        Assert.Equal("Somebody else has your question now", mls.TicketMails(Cast.Jane)[^1]);
    }

    [Fact]
    public async Task A_duplicate_of_the_same_customer_is_closed_and_its_words_stand_on_the_other()
    {
        var other = await mls.OpensTicket(Cast.Jane, changed: ("text", "Photos again: the drone's."));
        var strangers = await mls.OpensTicket(Cast.John);

        Assert.Equal(400, (await mls.Acts(other, "close-duplicate", Cast.Sarah, new { of = strangers })).Status);
        Assert.Equal(400, (await mls.Acts(other, "close-duplicate", Cast.Sarah, new { of = other })).Status);
        await mls.Does(other, "close-duplicate", Cast.Sarah, new { of = id });

        Assert.Equal(TicketEnd.Duplicate, (await mls.Ticket(other)).End);
        Assert.Contains($"it is about the same as {id}, where we go on", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains((await mls.Ticket(id)).History, line => line.Words == $"{other} repeats this one: Photos again: the drone's.");
        Assert.Equal(400, (await mls.Acts(id, "close-duplicate", Cast.Sarah, new { of = other })).Status);
    }

    [Fact]
    public async Task Of_two_who_answer_at_once_the_second_is_told_who_was_faster()
    {
        var seen = (await mls.Ticket(id)).History[^1].Number;
        await mls.Does(id, "answer", Cast.Sarah, new { text = "We look into it.", seen });

        var second = await mls.Acts(id, "answer", Cast.Diego, new { text = "Which browser?", seen });

        Assert.Equal(409, second.Status);
        Assert.Contains("Sarah Lindqvist was faster", second.Source);
        await mls.Does(id, "answer", Cast.Diego, new { text = "Which browser?", seen = seen + 1 });
        var both = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => mls.Acts(id, "answer", i % 2 == 0 ? Cast.Sarah : Cast.Diego, new { text = $"At once {i}", seen = seen + 2 })));
        Assert.InRange(both.Count(answer => answer.Status == 202), 1, 4);
        Assert.All(both, answer => Assert.True(answer.Status is 202 or 409, answer.ToString()));
    }

    [Fact]
    public async Task The_same_again_is_answered_as_the_first_was()
    {
        for (var i = 0; i < 3; i++)
        {
            await mls.Responds(id, Cast.Sarah);
        }

        Assert.Equal(1, (await mls.Ticket(id)).History.Count(line => line.Kind == TicketChanges.Answered));
        Assert.Equal(2, mls.TicketMails(Cast.Jane).Count);
    }

    [Fact]
    public async Task Nobody_acts_without_a_name_or_with_a_stranger_s()
    {
        Assert.Contains("\"field\":\"by\"", (await mls.Acts(id, "answer", Cast.Bob is { } bob ? new(bob.MemberFullName, bob.MemberEmail) : null!, new { text = "Hello" })).Source);
        Assert.Contains("\"field\":\"text\"", (await mls.Acts(id, "answer", Cast.Sarah)).Source);
        Assert.Contains("\"field\":\"level\"", (await mls.Acts(id, "move", Cast.Sarah, new { reason = "Up" })).Source);
        Assert.Contains("\"field\":\"priority\"", (await mls.Acts(id, "prioritize", Cast.Sarah, new { priority = "now", reason = "Up" })).Source);
        Assert.Contains("\"field\":\"promise\"", (await mls.Acts(id, "extend", Cast.Sarah, new { promise = "all" })).Source);
    }

    [Fact]
    public async Task The_queue_of_a_level_has_what_we_owe_by_when_it_is_due()
    {
        await mls.Advance(minutes: 1);
        var urgent = await mls.OpensTicket(Cast.John, "urgent");
        await mls.Advance(minutes: 1);
        var waits = await mls.OpensTicket(Cast.Paul);
        await mls.Holds(waits, Cast.Sarah);
        await mls.Responds(urgent, Cast.Sarah);
        await mls.Does(urgent, "take", Cast.Sarah);
        await mls.Advance(minutes: 1);
        var specialists = await mls.OpensTicket(Cast.Jane, "low");
        await mls.Does(specialists, "move", Cast.Sarah, new { level = 2, reason = "Theirs" });

        Assert.Equal([id, urgent], await mls.Queue("level=1"));
        Assert.Equal([specialists], await mls.Queue("level=2"));
        Assert.Equal([urgent], await mls.Queue($"person={Cast.Sarah.Email}"));
        Assert.Equal([waits], await mls.Queue("q=Paul"));
        Assert.Equal([specialists, waits, urgent, id], await mls.Queue(""));
        Assert.Equal(400, (await Html.Of(await mls.Api.GetAsync("/api/tickets?level=9"))).Status);
        Assert.Equal(400, (await Html.Of(await mls.Api.GetAsync("/api/tickets?person=nobody"))).Status);
        Assert.Equal(400, (await Html.Of(await mls.Api.GetAsync("/api/tickets?take=0"))).Status);
        Assert.Equal([id], await mls.Queue("level=1&take=1"));
    }
}
