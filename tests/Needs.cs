namespace MemberServices.Tests;

/// <summary>What a test needs from the machine. Where it lacks, the test is skipped; under CI it fails.</summary>
public static class Needs
{
    public static void Or(bool met, string reason)
    {
        if (!met && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Assert.SkipUnless(met, reason);
    }
}
