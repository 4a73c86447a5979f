using MemberServices.Complaints.Counting;

namespace MemberServices.Tests.Complaints;

public sealed class WhenTheRateIsHigh
{
    static readonly int[] Complaints = [0, 0, 1, 1, 50];

    [Theory]
    // Usual are 2 of 1,000.
    [InlineData(3, 1000, false)]
    [InlineData(4, 1000, true)]
    [InlineData(4, 1001, false)]
    [InlineData(2, 500, false)]
    [InlineData(0, 1000, false)]
    public void A_month_is_high_by_half_more_than_the_median_while_the_members_did_not_grow(int complaints, int members, bool isHigh)
    {
        var months = Enumerable.Range(0, 12).Select(i => new MonthlyRate(new DateOnly(2025, 1, 1).AddMonths(i), i % 2 == 0 ? 1 : 3, 1000)).Append(new MonthlyRate(new DateOnly(2026, 1, 1), complaints, members)).ToList();

        Assert.Equal(2, ComplaintRate.UsualOf(months));
        Assert.Equal(isHigh, ComplaintRate.IsHigh(months, 150));
    }

    [Fact]
    public void Two_months_say_nothing_yet()
    {
        var months = Complaints.Select((complaints, i) => new MonthlyRate(new DateOnly(2026, 1 + i, 1), complaints, 100)).ToList();

        Assert.Null(ComplaintRate.UsualOf(months));
        Assert.False(ComplaintRate.IsHigh(months, 150));
    }

    [Fact]
    public async Task A_manager_is_asked_to_find_out_why_once()
    {
        await using var mls = await Mls.StartAsync();
        foreach (var who in new[] { Cast.Jane, Cast.John, Cast.Paul })
        {
            await mls.IsMember(who);
        }
        for (var month = 0; month < 4; month++)
        {
            foreach (var who in month < 3 ? [Cast.Jane] : new[] { Cast.Jane, Cast.John, Cast.Paul })
            {
                await mls.Complains(who, ("text", $"Month {month}"));
            }
            await mls.Advance(days: 31);
        }

        Assert.Equal("Find out why there were 1,000 complaints per 1,000 members in June 2026; usual are 333.33", Assert.Single(await mls.ListedWork("role=managers&take=200"), title => title.StartsWith("Find out why", StringComparison.Ordinal)));
        Assert.Equal(6, await mls.ComplaintsCounted("complaints.per-member"));
    }
}
