using System.Collections.Concurrent;
using System.Reflection;
using MemberServices.Tests;
using Xunit.v3;

[assembly: EndsInTime]

namespace MemberServices.Tests;

/// <summary>A test that waits for ever ends the run, and is named: the runner's own limit waits for it, too.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
sealed class EndsInTimeAttribute : BeforeAfterTestAttribute
{
    /// <summary>Many times what the longest takes on a busy machine; more kills or tickets than usual take more.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10 + Number("CRASH_KILLS") / 5 + Number("TICKETS") / 20);

    readonly ConcurrentDictionary<string, Timer> running = new();

    static int Number(string setting) => int.TryParse(Environment.GetEnvironmentVariable(setting), out var number) ? number : 0;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => running[test.UniqueID] = new(
        _ =>
        {
            Console.Error.WriteLine($"failed {test.TestDisplayName}: it still ran after {Longest.TotalMinutes} minutes, and ended the run.");
            Environment.Exit(1);
        },
        null,
        Longest,
        Timeout.InfiniteTimeSpan);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (running.TryRemove(test.UniqueID, out var timer))
        {
            timer.Dispose();
        }
    }
}
