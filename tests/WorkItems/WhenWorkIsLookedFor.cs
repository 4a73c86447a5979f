using Local;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.WorkItems;

public sealed class WhenWorkIsLookedFor : IAsyncLifetime
{
    Mls mls = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    WorkItemTable Table => mls.Services.GetRequiredService<WorkItemTable>();

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task It_is_listed_by_role_owner_case_and_state_the_most_urgent_first()
    {
        var late = await mls.OpensWork("Late", due: mls.Now.AddDays(3), @case: "EN-7KQ2MX");
        var soon = await mls.OpensWork("Soon", due: mls.Now.AddDays(1));
        await mls.OpensWork("Technical", StaffRoles.Level2, @case: "EN-7KQ2MX");
        await mls.Takes(late, Cast.Sarah);

        Assert.Equal(["Soon", "Late"], await mls.ListedWork("role=level-1"));
        Assert.Equal(["Late"], await mls.ListedWork($"owner={Cast.Sarah.Email.ToUpperInvariant()}"));
        Assert.Equal(["Technical", "Late"], await mls.ListedWork("case=en-7kq2mx"));
        Assert.Equal(["Late"], await mls.ListedWork("case=EN-7KQ2MX&role=level-1"));
        Assert.Equal(["Soon"], await mls.ListedWork("role=level-1&state=open"));
        Assert.Equal(3, (await mls.ListedWork("")).Count);

        await mls.Finishes(late, Cast.Sarah);
        await mls.Lapses(soon);
        Assert.Empty(await mls.ListedWork("role=level-1"));
        Assert.Empty(await mls.ListedWork($"owner={Cast.Sarah.Email}"));
        Assert.Equal(["Late"], await mls.ListedWork($"owner={Cast.Sarah.Email}&state=done"));
        Assert.Equal(["Soon"], await mls.ListedWork("state=lapsed"));
    }

    [Theory]
    [InlineData("role=level-9", "role")]
    [InlineData("owner=sarah", "owner")]
    [InlineData("case=7", "case")]
    [InlineData("state=late", "state")]
    [InlineData("take=0", "take")]
    [InlineData("take=201", "take")]
    [InlineData("role=level-1&after=live|role:level-2|1", "after")]
    public async Task A_wrong_question_is_told_which_part_is(string query, string field)
    {
        using var answer = await mls.Api.GetAsync($"/api/work-items?{query}", Cancel);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(field, (await Mls.Json(answer)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("role=level-1")]
    [InlineData("state=open")]
    [InlineData("role=level-1&state=open&case=EN-7KQ2MX")]
    public async Task All_of_it_is_found_page_by_page(string query)
    {
        for (var i = 0; i < 7; i++)
        {
            await mls.OpensWork($"Call {i}", due: mls.Now.AddDays(3).AddHours(i % 3), @case: "EN-7KQ2MX");
        }

        var (found, after) = (new List<string>(), "");
        do
        {
            var page = await Mls.Json(await mls.Api.GetAsync($"/api/work-items?{query}&take=2&after={Uri.EscapeDataString(after!)}", Cancel));
            Assert.InRange(page.GetProperty("workItems").GetArrayLength(), 1, 2);
            found.AddRange(page.GetProperty("workItems").EnumerateArray().Select(item => item.GetProperty("title").GetString()!));
            after = page.GetProperty("after").GetString();
        }
        while (after is not null);

        Assert.Equal(["Call 0", "Call 3", "Call 6", "Call 1", "Call 4", "Call 2", "Call 5"], found);
    }

    /// <summary>One request for the list, whatever is over; the operation of a role's thousandth item is its first one's.</summary>
    [Fact]
    public async Task A_list_costs_one_read_however_many_are_over()
    {
        for (var i = 0; i < 3000; i++)
        {
            await Table.AddAsync(
                new WorkItem($"old.{i}", StaffRoles.Level1, "Old", mls.Now, "EN-7KQ2MX", null, mls.Now) { State = WorkItemState.Done, ClosedAt = mls.Now.AddMinutes(i), ClosedBecause = "Done" },
                "system", Cancel);
        }
        for (var i = 0; i < 60; i++)
        {
            await Table.AddAsync(new WorkItem($"new.{i}", StaffRoles.Level1, $"New {i}", mls.Now.AddDays(i), "EN-7KQ2MX", null, mls.Now), "system", Cancel);
        }
        Assert.Equal(60, await CostOf(1, async () => (await mls.ListedWork("role=level-1&take=200")).Count));
        Assert.Equal(60, await CostOf(1, async () => (await mls.ListedWork("case=EN-7KQ2MX&role=level-1&take=200")).Count));
        Assert.Equal(5, await CostOf(1, async () => (await mls.ListedWork("role=level-1&take=5")).Count));
        Assert.Equal(5, await CostOf(1, async () => (await mls.ListedWork("role=level-1&state=done&take=5")).Count));
        Assert.Equal(60, await CostOf(1, async () => (await Table.OpenAsync(StaffRoles.Level1, Cancel)).Count));
        Assert.Equal(1, await CostOf(2, async () => (await Table.ChangeAsync("new.1", now => new WorkItemChange(now.Item with { Title = "Newer" }), Cancel)) is null ? 0 : 1));
    }

    [Fact]
    public async Task What_is_over_is_forgotten_as_long_after_as_a_case_and_what_is_open_is_not()
    {
        var (over, open) = (await mls.OpensWork("Over"), await mls.OpensWork("Open"));
        await mls.Takes(over, Cast.Sarah);
        await mls.Finishes(over, Cast.Sarah);
        var eraser = mls.Services.GetRequiredService<WorkItemEraser>();

        Assert.Equal(0, await eraser.ForgetAsync(mls.Now.AddDays(729), Cancel));
        Assert.Equal(1, await eraser.ForgetAsync(mls.Now.AddDays(731), Cancel));
        Assert.Equal(0, await eraser.ForgetAsync(mls.Now.AddDays(731), Cancel));

        Assert.DoesNotContain(mls.Rows(), row => row.Contains("| items |", StringComparison.Ordinal) && row.Contains(over.Id, StringComparison.Ordinal));
        Assert.Equal(["Open"], await mls.ListedWork("role=level-1"));
        Assert.Equal(["opened, system"], await mls.StoryOf(open));
    }

    [Fact]
    public async Task Whom_it_is_about_is_erased_with_what_staff_wrote()
    {
        var item = await mls.OpensWork("Call Quilla Varga", @case: "EN-7KQ2MX", id: "EN-7KQ2MX.1.call.level-1");
        await mls.HandsOver(item, Cast.Sarah, Cast.Diego, "Quilla likes him");
        var eraser = mls.Services.GetRequiredService<WorkItemEraser>();
        Assert.Contains(mls.Rows(), row => row.Contains("| items |", StringComparison.Ordinal) && row.Contains("Quilla", StringComparison.Ordinal));

        await eraser.EraseAllAsync("EN-7KQ2MX.", Cancel);
        await eraser.EraseAllAsync("EN-7KQ2MX.", Cancel);

        Assert.DoesNotContain(mls.Rows(), row => row.Contains("| items |", StringComparison.Ordinal) && row.Contains("Quilla", StringComparison.Ordinal));
        Assert.Equal("lapsed", (await mls.Work(item)).GetProperty("workItem").GetProperty("state").GetString());
        await mls.Advance(days: 5);
        Assert.Equal(["A work item was handed over to you"], mls.ToldOf(item, Cast.Diego));
    }

    [Fact]
    public async Task Staff_whose_data_are_erased_leave_their_work_to_the_role()
    {
        var (open, over) = (await mls.OpensWork("Open"), await mls.OpensWork("Over"));
        await mls.Takes(open, Cast.Sarah);
        await mls.Takes(over, Cast.Sarah);
        await mls.Finishes(over, Cast.Sarah, "Called");
        var key = (await Mls.Json(await mls.Api.GetAsync($"/api/people?email={Cast.Sarah.Email}", Cancel))).GetProperty("people")[0].GetProperty("key").GetString()!;

        await mls.Erases(key, Cast.Elena.Email);
        await mls.Advance(days: 2);

        Assert.Equal(["open", "done"], new[] { await mls.Work(open), await mls.Work(over) }.Select(each => each.GetProperty("workItem").GetProperty("state").GetString()));
        Assert.Contains("done, Erased, Called", await mls.StoryOf(over));
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("| items |", StringComparison.Ordinal)
            && (row.Contains(Cast.Sarah.Name, StringComparison.Ordinal) || row.Contains(Cast.Sarah.Email, StringComparison.Ordinal)));
    }

    /// <summary>What an act answers, which must cost so many table transactions.</summary>
    async Task<int> CostOf(long transactions, Func<Task<int>> act)
    {
        var before = mls.Machine.Meter[Metered.TableTransactions];
        var answer = await act();
        Assert.Equal(transactions, mls.Machine.Meter[Metered.TableTransactions] - before);
        return answer;
    }
}
