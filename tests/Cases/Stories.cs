using System.Globalization;

namespace MemberServices.Tests.Cases;

/// <summary>Seeds of stories: CASE_SEED, which a failure prints, repeats one; CASE_STORIES says how many instead of the usual.</summary>
static class Stories
{
    public static IEnumerable<int> Seeds(int usual) => Setting("CASE_SEED") is { } seed
        ? [seed]
        : Enumerable.Range(Random.Shared.Next(1 << 30), Setting("CASE_STORIES") ?? usual);

    static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
