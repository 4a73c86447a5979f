namespace MemberServices.Tests.Teams;

public sealed class WhenAChecklistIsKeptInTeams : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartWithChecklistAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Items_are_completed_waived_and_taken_up_again_by_typing()
    {
        var id = await mls.Applies(Cast.Jane);

        var done = await mls.Types(Cast.Sarah, $"complete {id} Orientation-Class She was there");
        var again = await mls.Types(Cast.Diego, $"complete {id} orientation-class");
        var waived = await mls.Types(Cast.Sarah, $"waive {id} rules-quiz She wrote it; to member: Thank you");
        var status = await mls.Types(Cast.Sarah, $"status {id}");
        var reopened = await mls.Types(Cast.Sarah, $"reopen {id} orientation-class Another Jane");

        Assert.Equal($"Recorded for {id}: complete orientation-class", done.Title);
        Assert.Contains("By Sarah Lindqvist. It is done now. The reason: She was there", done.All);
        Assert.Contains("By Sarah Lindqvist. It is done now.", again.All);
        Assert.Contains("rules-quiz: waived", waived.All);
        Assert.Contains("Checklist, 2 of 3 done", status.All);
        Assert.Contains("It is open now", reopened.All);
    }

    [Fact]
    public async Task A_second_person_of_the_role_verifies_and_nobody_else()
    {
        var id = await mls.Applies(Cast.Jane);
        var early = await mls.Types(Cast.Elena, $"verify {id} data-license");
        await mls.Types(Cast.Elena, $"complete {id} data-license");

        var same = await mls.Types(Cast.Elena, $"verify {id} data-license");
        var other = await mls.Types(Cast.Sarah, $"verify {id} data-license");
        var right = await mls.Types(Cast.Marcus, $"verify {id} data-license");

        Assert.Contains("isn't completed yet", early.All);
        Assert.Contains("Elena Voss completed", same.All);
        Assert.Contains("is verified by somebody of the role managers", other.All);
        Assert.Equal($"Recorded for {id}: verify data-license", right.Title);
    }

    [Theory]
    [InlineData("complete", "dance", "item: The checklist of")]
    [InlineData("complete", "../dance", "item: The checklist of")]
    [InlineData("waive", "rules-quiz", "reason: Say why. Only staff read it.")]
    [InlineData("reopen", "rules-quiz", "reason: Say why. Only staff read it.")]
    [InlineData("complete", "rules-quiz \u202Eevil", "reason: Type the reason again by hand")]
    public async Task What_is_missing_or_wrong_is_told_and_nothing_is_recorded(string command, string item, string told)
    {
        var id = await mls.Applies(Cast.Jane);

        Assert.Contains(told, (await mls.Types(Cast.Sarah, $"{command} {id} {item}")).All);
        Assert.Contains("Checklist, 0 of 3 done", (await mls.Types(Cast.Sarah, $"status {id}")).All);
    }
}
