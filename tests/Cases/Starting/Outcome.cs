using MemberServices.Cases;

namespace MemberServices.Tests.Cases;

/// <summary>What must hold when all requests have been answered.</summary>
static class Outcome
{
    public static void Check(
        IReadOnlyList<CaseRecord<Wish, string>> records,
        ScheduledCases cases,
        IReadOnlyList<(Ask Ask, CaseStart Start)> answers,
        IReadOnlySet<int> dead,
        bool hasEnds,
        bool hasDeaths)
    {
        foreach (var (ask, start) in answers.Where(answer => answer.Start.Refused is null))
        {
            Assert.True(records.Any(record => record.Id == start.Id && cases[record.Id] is not null), $"{ask} was told {start.Id}, which isn't there.");
        }

        foreach (var same in answers.Where(answer => answer.Ask.Request is not null).GroupBy(answer => answer.Ask, answer => answer.Start))
        {
            Assert.True(same.Distinct().Count() == 1, $"{same.Key} was told: {string.Join("; ", same.Distinct())}");
        }

        foreach (var request in answers.Where(answer => answer.Ask.Request is not null).GroupBy(answer => answer.Ask.Request))
        {
            var taken = request.Where(answer => answer.Start.Refused is null).Select(answer => answer.Ask).Distinct().ToList();
            Assert.True(taken.Select(ask => ask.Content).Distinct().Count() == 1, $"One key for {string.Join(" and ", taken)}");
        }

        foreach (var ask in answers.Where(answer => answer.Start.Refused == StartRefusal.OtherContent).Select(answer => answer.Ask).Distinct())
        {
            Assert.True(records.All(record => record.Opened.Ask != ask || dead.Contains(record.Opened.Starter) && cases[record.Id] is null), $"{ask} was refused, and started a case.");
        }

        foreach (var record in records)
        {
            var openers = answers.Where(answer => answer.Start.IsNew && answer.Start.Id == record.Id).ToList();
            var count = openers.Where(answer => answer.Ask.Request is not null).DistinctBy(answer => answer.Ask.Request).Count() + openers.Count(answer => answer.Ask.Request is null);
            Assert.True(count <= 1, $"{record.Id} is new to {count} requests.");
            Assert.True(count == 1 || hasEnds || hasDeaths, $"{record.Id} is new to nobody.");
            Assert.True(cases[record.Id] is not null || dead.Contains(record.Opened.Starter), $"The row of {record.Id} stays, and nobody died.");
        }
    }
}
