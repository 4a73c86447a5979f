using MemberServices.Tickets;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tests.Tickets;

public sealed class WhenTheCustomerMustAnswer : IAsyncLifetime
{
    Mls mls = null!;

    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        id = await mls.OpensTicket(Cast.Jane, "high");
        await mls.Advance(minutes: 20);
        await mls.Holds(id, Cast.Sarah);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_resolution_waits_and_gets_back_what_it_waited()
    {
        await mls.Advance(hours: 3);
        Assert.Equal((TicketPhase.Waiting, null), ((await mls.Ticket(id)).Phase, (await Resolution()).DueAt));
        Assert.Contains("Please answer our question below", (await mls.SharedPage(Cast.Jane)).Words);

        await mls.Replies(id, "17 to 22 MB.");

        Assert.Equal(TicketPhase.Open, (await mls.Ticket(id)).Phase);
        Assert.Equal(Mls.MondayMorning.AddHours(7), (await Resolution()).DueAt);
        Assert.Equal(180, (await Resolution()).Record.Single(line => line.State == MemberServices.Cases.ClockState.Paused).Minutes);
        Assert.Equal(20, (await Resolution()).UsedMinutes);
    }

    [Fact]
    public async Task They_are_reminded_after_two_business_days_and_after_five_it_is_taken_to_be_solved()
    {
        await mls.Advance(days: 2);
        Assert.Equal("Reminder: we wait for your answer", mls.TicketMails(Cast.Jane)[^1]);
        await mls.Advance(days: 4);
        Assert.Equal(TicketPhase.Waiting, (await mls.Ticket(id)).Phase);
        await mls.Advance(days: 1);

        Assert.Equal(TicketPhase.Resolved, (await mls.Ticket(id)).Phase);
        Assert.Contains("we did not hear from you", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal(1, mls.TicketMails(Cast.Jane).Count(subject => subject == "Reminder: we wait for your answer"));
    }

    [Fact]
    public async Task Staff_can_go_on_without_them_and_wait_again_within_the_hour()
    {
        await mls.Does(id, "resume", Cast.Sarah);
        Assert.Equal(TicketPhase.Open, (await mls.Ticket(id)).Phase);
        await mls.Holds(id, Cast.Sarah, "And how many?");
        await mls.Does(id, "resume", Cast.Sarah);

        Assert.Equal(TicketPhase.Open, (await mls.Ticket(id)).Phase);
        Assert.Equal(409, (await mls.Acts(id, "resume", Cast.Diego)).Status);
    }

    [Fact]
    public async Task An_answer_is_owed_after_theirs()
    {
        await mls.Replies(id, "17 to 22 MB.");

        Assert.Equal(Mls.MondayMorning.AddMinutes(20).AddHours(4), (await mls.Ticket(id)).NextPromise);
    }

    async Task<PromiseView> Resolution() => (await mls.Ticket(id)).Promises.Single(promise => promise.Kind == ClockKind.Resolution);
}
