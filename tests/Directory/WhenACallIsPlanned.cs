using Local;
using Local.Graph;
using MemberServices.Directory;
using Microsoft.Extensions.Configuration;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace MemberServices.Tests.Directory;

/// <summary>A call on the calendar of somebody of the staff.</summary>
public sealed class WhenACallIsPlanned : IAsyncDisposable
{
    const string Marcus = "marcus.bell@lakeshore-mls.example";
    const string Post = "POST /v1.0/users";

    static readonly PlannedCall Call = new(
        Marcus, "CO-ABC234.call.1", "Call Jane Doe about CO-ABC234", "Ask the two questions.", Mls.MondayMorning.AddHours(1), Mls.MondayMorning.AddHours(2),
        "America/Los_Angeles", "(312) 555-0100", IsVideo: false);

    readonly LocalMachine machine = new(start: Mls.MondayMorning);
    readonly GraphCalendar calendar;

    public WhenACallIsPlanned()
    {
        var graph = new GraphServiceClient(new HttpClient(Graph.CreateHandler()), new AnonymousAuthenticationProvider());
        calendar = new GraphCalendar(graph, new MemberDirectory(graph, new ConfigurationBuilder().Build()));
    }

    LocalGraph Graph => machine.Part<LocalGraph>();

    CalendarEvent Planned => Assert.Single(Graph.Calendars);

    [Fact]
    public async Task It_stands_on_the_owners_calendar_with_the_other_persons_clock()
    {
        var id = await calendar.PlanAsync(Call, default);

        Assert.Equal((id, Marcus, Call.Subject, Call.From, Call.Until, Call.Location), (Planned.Id, Planned.Owner, Planned.Subject, Planned.From, Planned.Until, Planned.Location));
        Assert.Equal("Ask the two questions.\n\nOn their clock (America/Los_Angeles): Mon, Mar 2, 8:00 AM to Mon, Mar 2, 9:00 AM", Planned.Text);
        Assert.False(Planned.IsOnline);
    }

    [Fact]
    public async Task A_repeat_after_an_answer_that_got_lost_makes_no_second_one()
    {
        Graph.Faults.LoseAnswer(on: Post);
        await Assert.ThrowsAsync<TransientDirectoryException>(() => calendar.PlanAsync(Call, default));

        var id = await calendar.PlanAsync(Call, default);

        Assert.Equal(id, Planned.Id);
        Assert.Equal(id, await calendar.PlanAsync(Call, default));
    }

    [Fact]
    public async Task What_changed_before_the_repeat_is_what_stands_there()
    {
        Graph.Faults.LoseAnswer(on: Post);
        await Assert.ThrowsAsync<TransientDirectoryException>(() => calendar.PlanAsync(Call, default));

        var id = await calendar.PlanAsync(Call with { From = Call.From.AddDays(1), Until = Call.Until.AddDays(1) }, default);

        Assert.Equal((id, Call.From.AddDays(1)), (Planned.Id, Planned.From));
    }

    [Fact]
    public async Task It_is_moved_with_its_words()
    {
        var id = await calendar.PlanAsync(Call, default);

        await calendar.MoveAsync(id, Call with { From = Call.From.AddDays(2), Until = Call.Until.AddDays(2), Text = "She asked for another day.", Location = null }, default);

        Assert.Equal((Call.From.AddDays(2), ""), (Planned.From, Planned.Location));
        Assert.StartsWith("She asked for another day.\n\nOn their clock (America/Los_Angeles): Wed, Mar 4, 8:00 AM", Planned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_video_call_keeps_the_text_that_leads_into_the_meeting_when_it_is_moved()
    {
        var id = await calendar.PlanAsync(Call with { IsVideo = true }, default);
        var before = Planned.Text;

        await calendar.MoveAsync(id, Call with { IsVideo = true, From = Call.From.AddDays(2), Until = Call.Until.AddDays(2), Text = "Another text." }, default);

        Assert.Equal((true, before, Call.From.AddDays(2)), (Planned.IsOnline, Planned.Text, Planned.From));
    }

    [Fact]
    public async Task It_is_canceled_once_and_what_is_gone_is_fine()
    {
        var id = await calendar.PlanAsync(Call, default);
        var other = await calendar.PlanAsync(Call with { TransactionId = "CO-ABC234.call.2" }, default);

        await calendar.CancelAsync(Marcus, Call.TransactionId, id, default);
        await calendar.CancelAsync(Marcus, Call.TransactionId, id, default);
        await calendar.CancelAsync(Marcus, Call.TransactionId, null, default);

        Assert.Equal(other, Planned.Id);
    }

    [Fact]
    public async Task One_whose_id_got_lost_is_found_and_canceled()
    {
        Graph.Faults.LoseAnswer(on: Post);
        await Assert.ThrowsAsync<TransientDirectoryException>(() => calendar.PlanAsync(Call with { TransactionId = "O'Neil.1" }, default));
        var other = await calendar.PlanAsync(Call, default);

        await calendar.CancelAsync(Marcus, "O'Neil.1", null, default);

        Assert.Equal(other, Planned.Id);
    }

    [Fact]
    public async Task Whoever_deleted_it_by_hand_hears_of_it_when_it_is_moved()
    {
        var id = await calendar.PlanAsync(Call, default);
        await calendar.CancelAsync(Marcus, Call.TransactionId, id, default);

        var refused = await Assert.ThrowsAsync<DirectoryRejectedException>(() => calendar.MoveAsync(id, Call, default));

        Assert.Equal("The directory answered 404 (ErrorItemNotFound).", refused.Message);
    }

    [Fact]
    public async Task Who_has_no_mailbox_is_a_refusal_and_has_nothing_to_cancel()
    {
        var refused = await Assert.ThrowsAsync<DirectoryRejectedException>(() => calendar.PlanAsync(Call with { OwnerEmail = "gone@lakeshore-mls.example" }, default));

        Assert.Equal("The directory answered 404 (ErrorInvalidUser).", refused.Message);
        await calendar.CancelAsync("gone@lakeshore-mls.example", Call.TransactionId, null, default);
        await calendar.CancelAsync("gone@lakeshore-mls.example", Call.TransactionId, "any", default);
    }

    [Fact]
    public async Task A_mailbox_that_the_app_may_not_write_to_is_a_refusal()
    {
        Graph.Faults.Refuse(403, on: Post, code: "ErrorAccessDenied");

        var refused = await Assert.ThrowsAsync<DirectoryRejectedException>(() => calendar.PlanAsync(Call, default));

        Assert.Equal("The directory answered 403 (ErrorAccessDenied).", refused.Message);
        Assert.Empty(Graph.Calendars);
    }

    [Fact]
    public async Task Graph_says_how_long_to_wait()
    {
        Graph.Faults.Refuse(429, retryAfter: TimeSpan.FromSeconds(17), on: Post);

        var passes = await Assert.ThrowsAsync<TransientDirectoryException>(() => calendar.PlanAsync(Call, default));

        Assert.Equal(TimeSpan.FromSeconds(17), passes.RetryAfter);
        await calendar.PlanAsync(Call, default);
        Assert.Equal(Call.Subject, Planned.Subject);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();
}
