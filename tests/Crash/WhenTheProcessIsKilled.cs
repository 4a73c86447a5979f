using System.Globalization;

namespace MemberServices.Tests.Crash;

/// <summary>
/// The real process with enrollments in every stage, killed (kill -9) or asked to end (SIGTERM) at random moments: during
/// requests, while the clock moves, while it starts. CRASH_KILLS says how many times, ten in each run; CRASH_SEED repeats a run.
/// </summary>
public sealed class WhenTheProcessIsKilled
{
    const int KillsOfOneRun = 10;
    const int Copies = 2;

    static readonly DateTimeOffset End = Stories.Start.AddDays(70);

    [Fact]
    public async Task All_ends_as_without_the_kills()
    {
        var stories = new Stories(Copies);
        var (expected, run) = await RunAsync(stories, Kills.None);
        Assert.Empty(expected.Wrong);
        foreach (var applicant in stories.Applicants)
        {
            Assert.Contains(expected.Lines, line => line.StartsWith($"case of {applicant.Name} ") && line.Contains($", {Stories.Ends[applicant.Story]} by"));
        }

        var seed = Setting("CRASH_SEED") ?? Random.Shared.Next();
        for (var left = Setting("CRASH_KILLS") ?? KillsOfOneRun; left > 0; left -= KillsOfOneRun, seed++)
        {
            var kills = Kills.Random(seed, Math.Min(left, KillsOfOneRun), run.Durations);
            TestContext.Current.SendDiagnosticMessage($"{kills}");
            var (found, killed) = await RunAsync(stories, kills);
            var (here, there) = killed.WasDownForDays ? (found.Ends(), expected.Ends()) : (found, expected);
            var (tooMany, missing) = (here.Except(there), there.Except(here));
            Assert.True(
                found.Wrong.Count == 0 && tooMany.Count == 0 && missing.Count == 0,
                $"{kills}\nwrong:\n{Show(found.Wrong)}\ntoo many:\n{Show(tooMany)}\nmissing:\n{Show(missing)}");
        }
    }

    static async Task<(Findings Found, Run Run)> RunAsync(Stories stories, Kills kills)
    {
        using var folder = new TemporaryFolder();
        await using var app = AppProcess.On(folder.Folder, "--speed", "0", Mls.WithoutSurveys);
        var run = new Run(stories, app, kills);
        try
        {
            await run.GoAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{kills}\n{e.Message}\n{app.Output}", e);
        }

        await app.KillAsync();
        var found = await Findings.ReadAsync(folder.Folder, stories, End);
        Assert.Subset(found.Cases.ToHashSet(), run.Clients.Cases.Values.ToHashSet());
        return (found, run);
    }

    static string Show(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => $"  {line}"));

    static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
