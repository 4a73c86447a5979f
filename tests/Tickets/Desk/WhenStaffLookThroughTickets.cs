using MemberServices.Tests.Desk;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Tickets.Desk;

public sealed class WhenStaffLookThroughTickets : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        sarah = await mls.SignsIn(Cast.Sarah);
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_queue_says_so_and_where_to_go_on()
    {
        var page = await sarah.Sees("/staff/tickets");
        Assert.Contains("Level I queue", page.Words);
        Assert.Contains("Nothing waits here", page.Words);
        Assert.Contains("/staff/tickets/new", page.Source);
        Assert.Contains("href=\"/staff/tickets\"", (await sarah.Sees("/staff")).Source);
    }

    [Fact]
    public async Task What_is_late_stands_first_then_what_is_due_next()
    {
        var low = await mls.OpensTicket(Cast.John, "low", ("subject", "Lockbox report"));
        await mls.Responds(low, Cast.Sarah);
        var late = await mls.OpensTicket(Cast.Jane, "normal", ("subject", "Cannot sign in"));
        await mls.Advance(minutes: 34);
        var fresh = await mls.OpensTicket(Cast.Paul, "urgent", ("subject", "Shown twice"));

        var page = await sarah.Sees("/staff/tickets");
        Assert.Equal([late, fresh, low], Numbers(page));
        Assert.Contains("4 min late", page.Words.Replace("\u00a0", " "));
        Assert.Contains("told Tue, Mar 3, 9:30 AM", page.Words);
        Assert.Contains("3 to do, what is late first, then by what is due next. 1 late, 1 due within the hour.", page.Words);
        Assert.Contains("Urgent", page.Words);
        Assert.Equal([late, fresh], Numbers(await sarah.Sees("/staff/tickets?show=soon")));
        Assert.Equal([late, fresh, low], Numbers(await sarah.Sees("/staff/tickets?show=untaken")));
        await mls.Responds(late, Cast.Sarah);
        Assert.Equal(late, Numbers(await sarah.Sees("/staff/tickets"))[1]);
    }

    [Fact]
    public async Task Each_level_has_its_queue_and_whoever_has_its_role_sees_it_first()
    {
        var (one, two) = (await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.John));
        await mls.Does(two, "move", Cast.Sarah, new { level = 2, reason = "Hard" });
        using var tom = await mls.SignsIn(Cast.Tom);

        Assert.Equal([one], Numbers(await sarah.Sees("/staff/tickets")));
        Assert.Equal([two], Numbers(await sarah.Sees("/staff/tickets?level=2")));
        Assert.Equal([two], Numbers(await tom.Sees("/staff/tickets")));
        Assert.Contains("Level II queue", (await tom.Sees("/staff/tickets?level=9")).Words);
        Assert.Equal([two, one], Numbers(await tom.Sees("/staff/tickets?of=all")).Order(Comparer<string>.Create((a, b) => a == two ? -1 : 1)));
    }

    [Fact]
    public async Task Who_has_a_ticket_is_named_while_its_customer_must_answer()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Does(id, "take", Cast.Diego);
        await mls.Holds(id, Cast.Diego);

        var page = await sarah.Sees("/staff/tickets?show=waiting");
        Assert.Equal([id], Numbers(page));
        Assert.Contains(Cast.Diego.Name, page.Words);
        Assert.DoesNotContain(Cast.Diego.Email, page.Source, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Cast.Diego.Name, (await sarah.Sees("/staff/tickets?of=all")).Words);
    }

    [Fact]
    public async Task One_s_own_and_those_that_wait_for_the_customer_are_lists_of_their_own()
    {
        var (mine, other) = (await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.John));
        await sarah.Does((await sarah.Opens($"/staff/cases/{mine}")).FormOf("take"));
        await mls.Holds(other, Cast.Diego);

        var own = await sarah.Sees("/staff/tickets?of=mine");
        Assert.Equal([mine], Numbers(own));
        Assert.Contains("You", own.Words);
        Assert.Equal([mine], Numbers(await sarah.Sees("/staff/tickets")));
        Assert.Empty(Numbers(await sarah.Sees("/staff/tickets?show=untaken")));
        var work = await sarah.Sees("/staff");
        Assert.Contains("Today 1", work.Words);
        Assert.Contains("Answer Jane Doe", work.Words);
        Assert.Contains($"{mine} . Photos vanish. Yours.", work.Words);
        Assert.DoesNotContain(mine, (await sarah.Sees("/staff?show=to-take")).Words);
        var waiting = await sarah.Sees("/staff/tickets?show=waiting");
        Assert.Equal([other], Numbers(waiting));
        Assert.Contains("to answer us, until Mon, Mar 9, 9:00 AM", waiting.Words);
    }

    [Fact]
    public async Task A_long_queue_is_read_page_by_page()
    {
        for (var i = 0; i < 53; i++)
        {
            await mls.OpensTicket(Cast.Jane with { MemberEmail = $"jane{i}@example.com" });
        }
        var first = await sarah.Sees("/staff/tickets");
        var more = first.Source.Split("href=\"").Select(each => each.Split('"')[0]).Single(each => each.Contains("after=", StringComparison.Ordinal)).Replace("&amp;", "&");

        Assert.Equal(50, Numbers(first).Count);
        var second = await sarah.Sees(more);
        Assert.Equal(3, Numbers(second).Count);
        Assert.Contains("To the first", second.Words);
        Assert.Equal(53, Numbers(first).Concat(Numbers(second)).Distinct().Count());
        Assert.Equal(50, Numbers(await sarah.Sees("/staff/tickets?after=nonsense")).Count);
    }

    [Fact]
    public async Task They_are_found_by_number_name_and_address_and_stand_on_their_member_s_page()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);
        foreach (var text in new[] { "jane", "jane@example.com" })
        {
            var found = await sarah.Sees($"/staff/search?q={Uri.EscapeDataString(text)}");
            Assert.Contains(id, found.Words);
            Assert.Contains("Photos vanish. Ticket, opened", found.Words);
        }
        Assert.Equal($"/staff/cases/{id}", (await sarah.Opens($"/staff/search?q={id}")).MustBe(303).Response.Headers.Location!.OriginalString);
        var key = (await mls.Ticket(id)).Request.MemberKey!;
        var member = await sarah.Sees($"/staff/members/{key}");
        Assert.Contains(id, member.Words);
        Assert.Contains($"/staff/tickets/new?member={key}", member.Source);
        Assert.Contains($"/staff/members/{key}", (await sarah.Sees($"/staff/cases/{id}")).Source);
    }

    [Fact]
    public async Task One_is_opened_for_a_member_who_called_and_for_a_public_caller()
    {
        await mls.IsMember(Cast.Jane);
        var key = (await mls.Ticket(await mls.OpensTicket(Cast.Jane))).Request.MemberKey!;
        var form = (await sarah.Sees($"/staff/tickets/new?member={key}")).FormOf("new");
        Assert.Equal(Cast.Jane.MemberEmail, form.Fields["email"]);

        var wrong = (await sarah.Sends(form.With("subject", "Listing shown twice"))).MustBe(400);
        Assert.Contains("Choose how they reached us.", wrong.Words);
        Assert.Contains("Choose what it is about.", wrong.Words);
        Assert.Equal("Listing shown twice", wrong.FormOf("new").Fields["subject"]);
        var done = await sarah.Does(wrong.FormOf("new").With("channel", "phone").With("category", "data-quality").With("text", "Two of them."));

        Assert.Contains("is open.", done.Words);
        Assert.Contains("We owe Jane Doe a solution", done.Words);
        Assert.Contains("phone, by Sarah Lindqvist", done.Words);
        Assert.Contains("We have your question", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal(2, Numbers(await sarah.Sees("/staff/tickets")).Count);

        var caller = (await sarah.Sees("/staff/tickets/new")).FormOf("new").With("fullName", "Sunniva Halvorsen").With("email", "sunniva@example.com").With("channel", "walk-in")
            .With("category", "data-quality").With("priority", "urgent").With("subject", "Wrong price").With("text", "418 Birchwater Ln.");
        var opened = await sarah.Does(caller);
        Assert.Contains("Public caller", opened.Words);
        Assert.Contains("Urgent", opened.Words);
        await sarah.Does(caller);
        Assert.Equal(3, Numbers(await sarah.Sees("/staff/tickets")).Count);
    }

    static IReadOnlyList<string> Numbers(Html page) =>
        [.. page.Source.Split("<th scope=\"row\"").Skip(1).Select(row => row.Split("/staff/cases/")[1].Split('"')[0])];
}
