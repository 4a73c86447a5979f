using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTheBrokerApproves : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_applicant_gets_access_and_a_welcome()
    {
        var id = await mls.Applies(Cast.Jane);
        Assert.Contains("enrollment.received", await mls.Happenings(Cast.Jane));
        var waiting = await mls.Enrollment(id);
        Assert.Equal("broker-approval", waiting.Stage);
        Assert.Equal("Bob Broker", waiting.WaitsFor!.Who);
        Assert.Equal(5, waiting.NextSteps.Count);

        await mls.Approves(Cast.Bob);

        var active = await mls.Enrollment(id);
        Assert.Equal(EnrollmentEnd.Completed, active.End!.End);
        Assert.All(active.Stages, s => Assert.Equal(StageState.Done, s.State));
        Assert.Contains("accept your access", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal(4, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
        Assert.Equal("You approved Jane Doe", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Superset(
            new HashSet<string> { "enrollment.received", "approval.requested", "approval.decided", "access.granted", "member.enrolled", "mail.sent" },
            (await mls.Happenings(Cast.Jane)).ToHashSet());
    }
}
