using MemberServices.Tests.Desk;
using MemberServices.Tests.Pages;
using MemberServices.Tickets;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tests.Tickets.Desk;

public sealed class WhenStaffRunATicket : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;
    StaffBrowser tom = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        (sarah, tom) = (await mls.SignsIn(Cast.Sarah), await mls.SignsIn(Cast.Tom));
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        tom.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task It_is_taken_and_handed_over_with_a_reason()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var mine = await sarah.Does((await sarah.Opens($"/staff/cases/{id}")).FormOf("take"));
        Assert.Contains($"{id}: Sarah Lindqvist has it.", mine.Words);
        Assert.DoesNotContain(mine.Forms, form => form.Action.EndsWith("/take", StringComparison.Ordinal));

        Assert.Contains("Choose who takes it.", (await sarah.Sends(mine.FormOf("hand-over").With("reason", "You know her"))).MustBe(400).Words);
        Assert.Contains("Say why.", (await sarah.Sends(mine.FormOf("hand-over").With("person", Cast.Tom.Email))).MustBe(400).Words);
        Assert.Contains("Nobody of the staff has this email address.", (await sarah.Sends(mine.FormOf("hand-over").With("person", "x@else.example").With("reason", "x"))).MustBe(400).Words);
        var handed = await sarah.Does(mine.FormOf("hand-over").With("person", Cast.Tom.Email).With("reason", "You know her"));

        Assert.Contains("Tom Okafor has it.", handed.Words);
        Assert.Contains("You know her", handed.Words);
        Assert.Equal(Cast.Tom.Email, (await mls.Ticket(id)).Person!.Email);
        Assert.Contains("Take it from Tom Okafor", handed.Words);
    }

    [Fact]
    public async Task Of_two_who_take_it_the_first_has_it_and_the_second_reads_who()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var (first, second) = ((await sarah.Opens("/staff/tickets")).FormOf("take"), (await tom.Opens("/staff/tickets?level=1")).FormOf("take"));
        await sarah.Does(first);

        var late = (await tom.Sends(second)).MustBe(409);
        Assert.Contains("Sarah Lindqvist was quicker", late.Words);
        Assert.Equal(Cast.Sarah.Email, (await mls.Ticket(id)).Person!.Email);
        await tom.Does(late.FormOf("take"));
        Assert.Equal(Cast.Tom.Email, (await mls.Ticket(id)).Person!.Email);
    }

    [Fact]
    public async Task A_new_time_is_given_once_within_opening_hours_and_the_customer_has_it_at_once()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Responds(id, Cast.Sarah);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("extend");
        Assert.Equal("resolution", form.Fields["promise"]);

        Assert.Contains("Choose the new time.", (await sarah.Sends(form.With("reason", "x").With("toCustomer", "x"))).MustBe(400).Words);
        var night = (await sarah.Sends(form.With("until", "2026-03-04T23:00").With("reason", "The vendor").With("toCustomer", "We need the vendor."))).MustBe(409);
        Assert.Contains("The new time must be within opening hours.", night.Words);
        Assert.Equal("2026-03-04T23:00", night.FormOf("extend").Fields["until"]);
        var done = await sarah.Does(night.FormOf("extend").With("until", "2026-03-04T14:52"));

        Assert.Contains($"{id}: The customer is told the new time.", done.Words);
        Assert.Contains("We need the vendor.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("Wed, Mar 4, 2:52 PM CST", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 14, 52, 0, TimeSpan.FromHours(-6)), (await mls.Ticket(id)).Promises.Single(promise => promise.Kind == ClockKind.Resolution).DueAt);
        Assert.DoesNotContain(done.Forms, each => each.Action.EndsWith("/extend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_moves_a_level_up_and_its_priority_changes_with_the_new_times_shown_before()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var page = await sarah.Opens($"/staff/cases/{id}");
        Assert.Contains("Escalate to Level II, or move", page.Words);
        Assert.Contains("Level II, solved by Wed, Mar 4, 9:00 AM", page.Words);
        Assert.Contains("Urgent, solved by today, 1:00 PM", page.Words);
        Assert.Contains("Say why.", (await sarah.Sends(page.FormOf("move"))).MustBe(400).Words);

        var moved = await sarah.Does(page.FormOf("move").With("reason", "Repeatable"));
        Assert.Equal(2, (await mls.Ticket(id)).Level);
        Assert.Contains($"{id}: Moved; the level is told, and so is the customer.", moved.Words);
        var urgent = await sarah.Does(moved.FormOf("prioritize").With("priority", "urgent").With("reason", "Live on Thursday"));
        Assert.Contains($"{id}: The priority is urgent.", urgent.Words);
        Assert.Contains("Live on Thursday", urgent.Words);
        Assert.Equal(Priority.Urgent, (await mls.Ticket(id)).Priority);

        (await tom.Sends(page.FormOf("prioritize").With("priority", "low").With("reason", "Sarah's own form"))).MustBe(403);
    }

    [Fact]
    public async Task A_repeated_one_is_merged_into_the_other_of_the_same_person()
    {
        var (kept, other) = (await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.Jane, changed: ("text", "The photos, again.")));
        var strangers = await mls.OpensTicket(Cast.John);
        var page = await sarah.Opens($"/staff/cases/{other}");
        Assert.Contains($"They have {kept}.", page.Words);
        Assert.Contains("That ticket is somebody else's", (await sarah.Sends(page.FormOf("close-duplicate").With("of", strangers))).MustBe(400).Words);
        Assert.Contains("Send the number of another ticket that there is.", (await sarah.Sends(page.FormOf("close-duplicate").With("of", "TK-222222"))).MustBe(400).Words);

        var done = await sarah.Does(page.FormOf("close-duplicate").With("of", kept.ToLowerInvariant()));
        Assert.Contains($"{other}: Closed; the customer is told where it goes on.", done.Words);
        Assert.Contains($"as {kept}", done.Words);
        Assert.Contains("The photos, again.", (await sarah.Sees($"/staff/cases/{kept}")).Words);
    }

    [Fact]
    public async Task One_whose_customer_was_erased_is_shown_without_them()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.Advance(days: 150);

        var page = await sarah.Sees($"/staff/cases/{id}");
        Assert.Contains("Their data were erased.", page.Words);
        Assert.DoesNotContain("Jane", page.Words);
        Assert.DoesNotContain("Photos", page.Words);
        Assert.DoesNotContain(page.Forms, form => form.Action.StartsWith("/staff/cases", StringComparison.Ordinal));
        Assert.DoesNotContain("Jane", (await sarah.Sees("/staff/tickets?of=all")).Words);
        Assert.Contains("(erased)", (await sarah.Sees("/staff/tickets?of=all")).Words);
    }
}
