using MemberServices.Cases;
using MemberServices.Onboarding;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Onboarding.Checklist;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding.Checklist;

public sealed class WhenSomebodyActsOnAnItem : IAsyncLifetime
{
    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartWithChecklistAsync();
        id = await mls.Enrolls(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("rules-quiz", "complete", "nobody@example.com", null, 400, "nobody in the groups of the roles has this one")]
    [InlineData("rules-quiz", "waive", null, null, 400, "Say why")]
    [InlineData("rules-quiz", "reopen", null, null, 400, "Say why")]
    [InlineData("rules-quiz", "reopen", null, "Wrong one", 409, "Rules quiz is open.")]
    [InlineData("rules-quiz", "verify", null, null, 409, "needs no second person")]
    [InlineData("data-license", "verify", null, null, 409, "completed yet: somebody else")]
    [InlineData("rules-quiz", "suspend", null, null, 404, "An item takes /complete, /verify, /reopen, /waive.")]
    [InlineData("rules-quiz", "forget", null, null, 404, "An item takes")]
    [InlineData("quiz", "complete", null, null, 404, "it has orientation-class, rules-quiz and data-license")]
    public async Task What_does_not_fit_is_told_with_what_does(string item, string act, string? by, string? reason, int status, string words)
    {
        using var answer = await mls.Acts(id, item, act, by is null ? null : new Person("Nobody", by), reason);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.All((await mls.Enrollment(id)).Checklist!.Items, each => Assert.Equal(ChecklistStatus.Open, each.Status));
    }

    [Theory]
    [InlineData("soon", "Send a time with its offset")]
    [InlineData("2027-01-01T00:00:00Z", "in the future")]
    public async Task A_time_that_is_none_is_refused(string at, string words)
    {
        using var answer = await mls.Acts(id, "rules-quiz", "complete", at: at);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("EN-222222")]
    [InlineData("quatsch")]
    public async Task A_case_that_there_is_not_is_not_found(string unknown)
    {
        using var answer = await mls.Acts(unknown, "rules-quiz", "complete");

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task What_is_waived_is_completed_only_after_it_was_opened_again()
    {
        await mls.MayAct(id, "rules-quiz", "waive", reason: "She took it last year");

        using var refused = await mls.Acts(id, "rules-quiz", "complete");
        Assert.Equal(409, (int)refused.StatusCode);
        await mls.MayAct(id, "rules-quiz", "reopen", reason: "She didn't");
        await mls.Completes(id, "rules-quiz");

        Assert.Equal(ChecklistStatus.Done, (await mls.Item(id, "rules-quiz")).Status);
    }

    [Fact]
    public async Task What_was_done_before_the_checklist_opened_counts()
    {
        var john = await mls.Applies(Cast.John);
        await mls.Completes(john, "orientation-class");
        Assert.Equal("broker-approval", (await mls.Enrollment(john)).Stage);

        await mls.Approves(Cast.Bob);

        Assert.Equal(ChecklistStatus.Done, (await mls.Item(john, "orientation-class")).Status);
        await mls.Completes(john, "rules-quiz");
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(john)).End!.End);
    }

    [Fact]
    public async Task A_change_that_the_case_did_not_hear_of_is_found_by_the_watch()
    {
        await mls.Completes(id, "orientation-class");
        await mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>().AddEntryAsync(
            CaseId.Parse(id),
            _ => CaseEntry.Of(ChecklistEntry.Kind, mls.Now, Actor.Timer, Channel.Api, new ChecklistEntry("rules-quiz", ChecklistAct.Complete)),
            TestContext.Current.CancellationToken);
        Assert.Null((await mls.Enrollment(id)).End);

        await mls.Advance(hours: 7);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }
}
