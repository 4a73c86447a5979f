using System.Globalization;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Crash;

/// <summary>YEAR_PEOPLE says how many people apply; CASE_SEED repeats a year.</summary>
public sealed class WhenAYearPasses
{
    [Fact]
    public async Task No_enrollment_is_stuck_and_each_access_is_held_by_whom_it_should_be()
    {
        var people = Environment.GetEnvironmentVariable("YEAR_PEOPLE") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 20;
        foreach (var seed in Cases.Stories.Seeds(usual: 1))
        {
            using var folder = new TemporaryFolder();

            var ends = await new EnrollmentsOfAYear(folder.Folder, people, kills: 5, seed).RunAsync();

            TestContext.Current.SendDiagnosticMessage($"CASE_SEED={seed}: {string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}"))}");
            Assert.True(ends.Values.Sum() >= people);
            Assert.Contains(EnrollmentEnd.Completed, ends.Keys);
        }
    }
}
