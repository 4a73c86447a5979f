namespace MemberServices.Tests.Infra;

static class Names
{
    /// <summary>Fails with each name that stands on one side only.</summary>
    public static void Same(string what, IEnumerable<string> named, IEnumerable<string> declared, string place = "infra/")
    {
        var (code, there) = (named.ToHashSet(), declared.ToHashSet());
        Assert.True(
            code.SetEquals(there),
            string.Join("; ", code.Except(there).Order().Select(each => $"'{each}' is {what} that the code names and {place} doesn't")
                .Concat(there.Except(code).Order().Select(each => $"'{each}' is {what} that {place} names and the code doesn't"))));
    }
}
