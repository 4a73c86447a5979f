using MemberServices.Members;
using MemberServices.Onboarding;
using MemberServices.Policies;
using MemberServices.Tests.Members;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAMemberIsWelcomed : IAsyncLifetime
{
    Mls mls = null!;

    MemberTable Members => mls.Services.GetRequiredService<MemberTable>();

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_told_all_that_they_need_and_everybody_hears_since_when_they_are_in()
    {
        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        var mail = mls.Inbox(Cast.Jane).Latest;
        foreach (var part in new[] { "Sign in with: jane@example.com", "Member key: TX-123456", "Office: Lakeview Realty", "Your first week with Lakeshore MLS:\nhttps://" })
        {
            Assert.Contains(part, mail.Text);
        }
        var enrolled = Assert.Single(await mls.Timeline("TX-123456"), line => line.GetProperty("type").GetString() == "member.enrolled");
        Assert.Equal(mls.Now, enrolled.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(mls.Now, (await Members.FindAsync("TX-123456", TestContext.Current.CancellationToken))!.ActiveSince);
    }

    [Fact]
    public async Task A_license_that_another_member_has_got_meanwhile_is_settled_by_staff()
    {
        var id = await mls.Applies(Cast.Jane);
        await Members.ActivateAsync(Enrolled.Paul, TestContext.Current.CancellationToken);
        await mls.Approves(Cast.Bob);
        Assert.Equal("access", (await mls.Enrollment(id)).Stage);
        Assert.Contains("the license belongs to the active member OK-777", Assert.Single(await mls.WorkItems()).Title);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.DoesNotContain("Sign in with", (await mls.Opens(mls.Progress(Cast.Jane))).Words);

        await mls.Retries(id, "Not settled yet");
        Assert.Single(await mls.WorkItems());
        await Members.DeactivateAsync(Enrolled.Paul.MemberKey, mls.Now, TestContext.Current.CancellationToken);
        await mls.Retries(id, "It was hers");

        Assert.Empty(await mls.WorkItems());
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("accept your access", mls.Inbox(Cast.Jane).Latest.Subject);
    }

    [Fact]
    public async Task Where_no_access_is_set_up_it_is_settled_before_they_are_welcomed()
    {
        var policy = mls.Services.GetRequiredService<EnrollmentPolicy>();
        await using var plain = await Mls.StartAsync(app => app.Services.AddSingleton(policy with { Stages = [.. policy.Stages.Where(stage => stage.Id != "access")] }));
        var id = await plain.Applies(Cast.Jane);
        var members = plain.Services.GetRequiredService<MemberTable>();
        await members.ActivateAsync(Enrolled.Paul, TestContext.Current.CancellationToken);
        await plain.Approves(Cast.Bob);
        Assert.Equal("welcome", (await plain.Enrollment(id)).Stage);
        Assert.Contains("Paul Poe (OK-777) is active with that of Jane Doe", Assert.Single(await plain.WorkItems()).Title);

        await members.DeactivateAsync(Enrolled.Paul.MemberKey, plain.Now, TestContext.Current.CancellationToken);
        await plain.Retries(id, "It was hers");
        Assert.Empty(await plain.WorkItems());
        Assert.Equal(EnrollmentEnd.Completed, (await plain.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task What_nobody_settles_ends_after_twenty_business_days_and_nothing_stays()
    {
        var id = await mls.Applies(Cast.Jane);
        await Members.ActivateAsync(Enrolled.Paul, TestContext.Current.CancellationToken);
        await mls.Approves(Cast.Bob);

        await mls.Advance(days: 30);

        Assert.Equal(EnrollmentEnd.Failed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("could not finish", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.True((await Members.FindAsync("OK-777", TestContext.Current.CancellationToken))!.IsActive);
    }

    [Theory]
    [InlineData("$.enrollment.stages", "must name welcome", "broker-approval", "access")]
    [InlineData("$.enrollment.stages[2].id", "must stand before welcome", "broker-approval", "welcome", "access")]
    [InlineData("$.enrollment.stages[1].id", "must be one of", "broker-approval", "acess", "welcome")]
    public void A_policy_has_the_welcome_once_after_all_that_is_set_up(string path, string rule, params string[] stages)
    {
        var policy = mls.Services.GetRequiredService<EnrollmentPolicy>();

        var error = Assert.Single(Assert.Throws<PolicyException>(() => new EnrollmentStages(
            mls.Services.GetServices<IEnrollmentStage>(),
            policy with { Stages = [.. stages.Select(id => policy.Stages.FirstOrDefault(stage => stage.Id == id) ?? policy.Stages[^1] with { Id = id })] },
            mls.Services.GetRequiredService<EnrollmentMails>())).Errors);

        Assert.Equal(path, error.Path);
        Assert.Contains(rule, error.Message);
    }
}
