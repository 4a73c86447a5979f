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
        var id = await mls.Applies(Mls.Jane);
        Assert.Contains("enrollment.received", await mls.Happenings("TX-123456"));
        var waiting = await mls.Enrollment(id);
        Assert.Equal("broker-approval", waiting.Stage);
        Assert.Equal("Bob Broker", waiting.WaitsFor!.Who);
        Assert.Equal(5, waiting.NextSteps.Count);

        await mls.Decides(Mls.Bob, "approve");

        var active = await mls.Enrollment(id);
        Assert.Equal(EnrollmentEnd.Completed, active.End!.End);
        Assert.All(active.Stages, s => Assert.Equal(StageState.Done, s.State));
        Assert.Contains("Welcome", mls.Inbox("jane@example.com").Latest.Subject);
        Assert.Equal(2, mls.Inbox("jane@example.com").Count);
        Assert.Equal(1, mls.Inbox(Mls.Bob).Count);
        Assert.Superset(
            new HashSet<string> { "enrollment.received", "approval.requested", "approval.decided", "access.granted", "member.enrolled", "mail.sent" },
            (await mls.Happenings("TX-123456")).ToHashSet());
    }
}
