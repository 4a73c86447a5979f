using Local;

namespace Benchmarks.Cost;

/// <summary>
/// What Azure bills for enrollments, counted by the meter of the one-machine program: for a finished case of each way that
/// one can go, for 1,000 of a mix of them, and for what happens without any: a day, and a start of the app.
/// </summary>
static class Costs
{
    const int DaysWithout = 14;
    const double DaysOfAMonth = 30.4;

    /// <summary>Of a month, in an MLS of 1,000 members: an assumption.</summary>
    const int EnrollmentsOfAMonth = 30;

    /// <summary>The mix, in percent: an assumption, too.</summary>
    static readonly (string Name, int Percent, Func<Site, int, Task> Path)[] Paths =
    [
        ("approved at once", 60, async (site, i) =>
        {
            var applicant = await site.AppliesAsync(i);
            await site.AnswersAsync(applicant, Decision.Approve);
            await site.DoesChecklistAsync(applicant);
        }),
        ("reminded, then approved", 20, async (site, i) =>
        {
            var applicant = await site.AppliesAsync(i);
            await site.PassAsync(days: 3);
            await site.AnswersAsync(applicant, Decision.Approve);
            await site.DoesChecklistAsync(applicant);
        }),
        ("handed over, then approved", 8, async (site, i) =>
        {
            var applicant = await site.AppliesAsync(i);
            await site.PassAsync(days: 1);
            await site.AnswersAsync(applicant, Decision.HandOver);
            await site.PassAsync(days: 1);
            await site.AnswersAsync(applicant, Decision.Approve);
            await site.DoesChecklistAsync(applicant);
        }),
        ("declined", 6, async (site, i) =>
        {
            var applicant = await site.AppliesAsync(i);
            await site.PassAsync(days: 1);
            await site.AnswersAsync(applicant, Decision.Decline);
        }),
        ("expired", 6, async (site, i) =>
        {
            await site.AppliesAsync(i);
            await site.PassAsync(days: 25);
        }),
    ];

    public static async Task RunAsync(int? count)
    {
        var total = count ?? 200;
        var (start, idle) = await WithoutCasesAsync();
        var ofPaths = new List<Usage>();
        foreach (var (_, percent, path) in Paths)
        {
            ofPaths.Add(await OfPathAsync(Math.Max(1, total * percent / 100), path, idle));
        }

        var mix = Paths.Zip(ofPaths).Aggregate(Usage.None, (sum, each) => sum + each.Second * (each.First.Percent / 100.0));
        (string Name, Usage Usage)[] columns =
        [
            .. Paths.Zip(ofPaths, (path, usage) => ($"{path.Name} ({path.Percent}%)", usage)),
            ("1,000 of this mix", mix * 1000),
            ("a day without any", idle),
            ("a start of the app", start),
            ($"a month with {EnrollmentsOfAMonth}", mix * EnrollmentsOfAMonth + idle * DaysOfAMonth),
        ];
        Usage.Print(columns);
    }

    static async Task<(Usage Start, Usage Day)> WithoutCasesAsync()
    {
        await using var site = await Site.StartAsync();
        var start = site.Usage;
        await site.PassAsync(DaysWithout);
        return (start, (site.Usage - start) * (1.0 / DaysWithout));
    }

    /// <summary>Cases one after the other, a day between them, as they come in such an MLS; without what the days take by themselves.</summary>
    static async Task<Usage> OfPathAsync(int count, Func<Site, int, Task> path, Usage idle)
    {
        await using var site = await Site.StartAsync();
        var (start, from) = (site.Usage, site.Now);
        for (var i = 0; i < count; i++)
        {
            await path(site, i);
            await site.PassAsync(days: 1);
        }

        if (site.Unfinished is > 0 and var left)
        {
            throw new InvalidOperationException($"{left} of {count} cases aren't finished.");
        }

        return (site.Usage - start - idle * (site.Now - from).TotalDays) * (1.0 / count);
    }
}
