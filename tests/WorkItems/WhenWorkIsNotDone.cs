using Local.Graph;
using MemberServices.Policies;
using MemberServices.Tests.Graph;
using MemberServices.WorkItems;
using MemberServices.WorkItems.Reminders;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.WorkItems;

/// <summary>Opened on Monday at 9, it is due on Tuesday at 9: 8.5 open hours, of which 80 % are over on Monday at 15:48. The manager hears on Wednesday at 9.</summary>
public sealed class WhenWorkIsNotDone : IAsyncLifetime
{
    const string Soon = "A work item of yours is due soon";
    const string Overdue = "A work item is overdue";

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Who_has_it_is_reminded_after_four_fifths_of_the_time_and_their_manager_a_business_day_after_it()
    {
        var item = await mls.OpensWork("Call the broker", @case: "EN-7KQ2MX");
        await mls.Takes(item, Cast.Sarah);

        await mls.Advance(hours: 6, minutes: 47);
        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
        await mls.Advance(minutes: 1);
        Assert.Equal([Soon], mls.ToldOf(item, Cast.Sarah));
        await mls.Advance(hours: 41, minutes: 11);
        Assert.Empty(mls.ToldOf(item, Cast.Priya));
        await mls.Advance(minutes: 1);
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Priya));
        await mls.Advance(days: 60);

        Assert.Equal([Soon], mls.ToldOf(item, Cast.Sarah));
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Priya));
        Assert.Equal(["opened, system", "taken, Sarah Lindqvist", "reminded, system, Sarah Lindqvist", "overdue, system, Priya Raman"], await mls.StoryOf(item));
    }

    [Fact]
    public async Task The_mails_say_what_is_to_be_done_by_when_about_which_case()
    {
        var item = await mls.OpensWork("Call the broker", @case: "EN-7KQ2MX");
        await mls.Takes(item, Cast.Sarah);
        await mls.Advance(days: 3);

        var reminder = mls.Inbox(Cast.Sarah.Email).Latest.Text;
        Assert.All(
            ["Hello Sarah Lindqvist, this is due by Tuesday, March 3, 9:00 AM CST.", "To do: Call the broker", "Case: EN-7KQ2MX", "mark it as done"],
            part => Assert.Contains(part, reminder));
        var overdue = mls.Inbox(Cast.Priya.Email).Latest.Text;
        Assert.All(
            ["should have been done by Tuesday, March 3, 9:00 AM CST", "Has it: Sarah Lindqvist (Level I support)", "Sarah Lindqvist has it. Ask what is in the way"],
            part => Assert.Contains(part, overdue));
    }

    [Fact]
    public async Task A_role_hears_by_the_topic_and_its_peoples_managers_by_one_mail_each()
    {
        var item = await mls.OpensWork("Call the broker");

        await mls.Advance(days: 3);

        Assert.Equal(["work-item.opened", "work-item.reminded", "work-item.overdue"], await mls.Happenings(Cast.Jane));
        Assert.Equal(["Overdue, for level-1: Call the broker", "Due soon, for level-1: Call the broker"], await Summaries(2));
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Priya));
        Assert.Contains("Nobody has taken it", mls.Inbox(Cast.Priya.Email).Latest.Text);
        Assert.All([Cast.Sarah, Cast.Diego, Cast.Hannah, Cast.Marcus], who => Assert.Empty(mls.ToldOf(item, who)));
    }

    [Fact]
    public async Task Who_has_it_by_then_is_the_one_who_hears()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        await mls.Advance(hours: 6);
        await mls.HandsOver(item, Cast.Sarah, Cast.Diego);

        await mls.Advance(hours: 1);

        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
        Assert.Equal(["A work item was handed over to you", Soon], mls.ToldOf(item, Cast.Diego));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_hears_any_more_when_it_is_over(bool isDone)
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        await mls.Advance(hours: 6);

        await (isDone ? mls.Finishes(item, Cast.Sarah) : mls.Lapses(item));

        var instance = await mls.Scheduler.GetInstanceAsync(WorkItemFollowUps.InstanceOf(item.Id), TestContext.Current.CancellationToken);
        Assert.True(instance!.IsCompleted);
        await mls.Advance(days: 10);
        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
        Assert.Empty(mls.ToldOf(item, Cast.Priya));
    }

    [Fact]
    public async Task It_is_found_over_by_a_reminder_when_nobody_told_its_orchestration()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Services.GetRequiredService<WorkItemTable>().ChangeAsync(
            item.Id, now => new WorkItemChange(now.Item with { State = WorkItemState.Done, ClosedAt = mls.Now, ClosedBecause = "Done" }), TestContext.Current.CancellationToken);

        await mls.Advance(days: 3);

        Assert.Equal(["work-item.opened"], await mls.Happenings(Cast.Jane));
        Assert.True((await mls.Scheduler.GetInstanceAsync(WorkItemFollowUps.InstanceOf(item.Id), TestContext.Current.CancellationToken))!.IsCompleted);
    }

    [Fact]
    public async Task Reminders_keep_to_business_time()
    {
        await mls.Advance(days: 4, hours: 7.5);
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        Assert.Equal(Chicago(9, 16, 30), item.Due);

        await mls.Advance(days: 2, hours: 15);
        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
        await mls.Advance(hours: 10);
        Assert.Equal([Soon], mls.ToldOf(item, Cast.Sarah));
    }

    [Fact]
    public async Task An_item_may_have_a_due_time_and_reminders_of_its_own()
    {
        var due = Chicago(2, 10, 0).AddDays(30);
        var item = await mls.OpensWork("Take the orientation class", StaffRoles.Trainers, due, [due.AddDays(-1), due.AddDays(-7), due.AddDays(3)]);

        Assert.Equal([due.AddDays(-7), due.AddDays(-1)], item.RemindAt);
        await mls.Advance(days: 31);
        Assert.Equal(["reminded, system, trainers", "reminded, system, trainers"], (await mls.StoryOf(item)).Skip(1));
        await mls.Advance(days: 2);
        Assert.Equal("overdue, system, Omar Haddad, Marcus Bell", (await mls.StoryOf(item))[^1]);
    }

    [Fact]
    public async Task The_managers_take_what_has_no_known_manager()
    {
        var item = await mls.OpensWork("Sign it", StaffRoles.Executive);
        await mls.Takes(item, Cast.Ruth);

        await mls.Advance(days: 3);

        Assert.Equal([Soon], mls.ToldOf(item, Cast.Ruth));
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Elena));
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Marcus));
        Assert.Equal("Overdue, for managers: Sign it", (await Summaries(1))[0]);
    }

    [Fact]
    public async Task The_managers_take_what_is_for_an_empty_role_and_ops_hear_of_it_once()
    {
        await mls.Empties(SampleStaff.Level1);
        var items = new[] { await mls.OpensWork("Call the broker"), await mls.OpensWork("Call another"), await mls.OpensWork("Call a third") };

        await mls.Advance(days: 3);

        Assert.All(items, item => Assert.Equal([Overdue], mls.ToldOf(item, Cast.Marcus)));
        Assert.Contains("Due soon, for managers: Call the broker", await Summaries(20));
        Assert.Equal("Put somebody into the group of the role level-1: it has work and nobody to do it", Assert.Single(await mls.ListedWork("role=ops")));

        var ops = Assert.Single(await mls.Services.GetRequiredService<WorkItemTable>().OpenAsync(StaffRoles.Ops, TestContext.Current.CancellationToken));
        (await mls.Finishes(ops, Cast.Victor, "They come on Monday")).MustBe(200);
        await mls.OpensWork("Call a fourth");
        await mls.Advance(days: 1);
        Assert.Single(await mls.ListedWork("role=ops"));
    }

    [Fact]
    public async Task Nothing_is_lost_when_nobody_is_there_at_all()
    {
        foreach (var group in new[] { SampleStaff.Level1, SampleStaff.Managers, SampleStaff.Ops })
        {
            await mls.Empties(group);
        }
        var item = await mls.OpensWork("Call the broker");

        await mls.Advance(days: 10);

        Assert.Equal("overdue, system, managers", (await mls.StoryOf(item))[^1]);
        Assert.Equal(["level-1", "managers", "ops"], (await mls.ListedWork("role=ops")).Select(title => title.Split(' ')[8].TrimEnd(':')).Order());
    }

    [Fact]
    public async Task While_the_directory_is_away_the_topic_is_told_at_once_and_the_mails_follow()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Advance(hours: 47);
        mls.Graph.Faults.Refuse(503, times: 100_000);

        await mls.Advance(days: 1);
        Assert.Contains("Overdue, for managers: Call the broker", await Summaries(20));
        Assert.Empty(mls.ToldOf(item, Cast.Priya));
        mls.Graph.Faults.Clear();
        await mls.Advance(hours: 2);

        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Priya));
        Assert.Single(await Summaries(20), line => line.StartsWith("Overdue"));
    }

    [Fact]
    public async Task A_person_is_reminded_while_the_directory_is_away()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        mls.Graph.Faults.Refuse(503, times: 100_000);

        await mls.Advance(hours: 7);

        Assert.Equal([Soon], mls.ToldOf(item, Cast.Sarah));
    }

    [Fact]
    public async Task Who_left_is_not_written_to_and_the_role_hears()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        await WhenTheAppCallsGraph.Client(mls.Machine).Users[Cast.Sarah.Email].DeleteAsync(cancellationToken: TestContext.Current.CancellationToken);

        await mls.Advance(days: 3);

        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
        Assert.Equal(["reminded, system, level-1", "overdue, system, Priya Raman"], (await mls.StoryOf(item)).Skip(2));
    }

    [Fact]
    public async Task An_orchestration_that_is_missing_is_mended_within_the_hour()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        await mls.LosesTheOrchestrationOf(WorkItemFollowUps.InstanceOf(item.Id));

        await mls.Advance(hours: 7);
        Assert.Empty(mls.ToldOf(item, Cast.Sarah));
        await mls.Advance(minutes: 30);
        Assert.Equal([Soon], mls.ToldOf(item, Cast.Sarah));
        await mls.Advance(days: 3);
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Priya));
    }

    /// <summary>The mail was queued, and the process died before it wrote that down.</summary>
    [Fact]
    public async Task A_reminder_that_was_given_unrecorded_is_not_given_again()
    {
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);
        await mls.Advance(hours: 7);
        var table = mls.Services.GetRequiredService<WorkItemTable>();
        var sarah = (await table.ReadAsync(item.Id, TestContext.Current.CancellationToken))!.Item.Owner!;

        await table.ChangeAsync(
            item.Id,
            now => new WorkItemChange(now.Item with { Reminded = 0, Announced = 0, Telling = new WorkItemNotice(mls.Now, StaffRoles.Level1, [new WorkItemReader(sarah)]) }),
            TestContext.Current.CancellationToken);
        await mls.Advance(days: 3);

        Assert.Equal([Soon], mls.ToldOf(item, Cast.Sarah));
        Assert.Equal([Overdue], mls.ToldOf(item, Cast.Priya));
        Assert.Single(await Summaries(20), line => line.StartsWith("Due soon"));
    }

    static DateTimeOffset Chicago(int day, int hour, int minute) =>
        new(new DateTime(2026, 3, day, hour, minute, 0), TimeSpan.FromHours(day < 8 ? -6 : -5));

    /// <summary>The newest lines of Jane's timeline.</summary>
    async Task<IReadOnlyList<string>> Summaries(int most) =>
        [.. (await mls.Timeline(Cast.Jane.MemberKey)).Take(most).Select(line => line.GetProperty("summary").GetString()!)];
}
