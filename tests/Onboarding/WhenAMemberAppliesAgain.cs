using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAMemberAppliesAgain : IAsyncLifetime
{
    static readonly object Ann = new { by = "Ann", reason = "Changed her mind" };

    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        await mls.Applies(Mls.Jane);
        await mls.Decides(Mls.Bob, "approve");
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_directory_s_guest_is_taken_and_not_invited_again()
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Decides(Mls.Bob, "approve");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.DoesNotContain(mls.Inbox(Mls.Jane.MemberEmail).Latest.Links, l => l.Address.Host == "login.microsoftonline.com");
    }

    [Fact]
    public async Task What_they_had_before_is_not_taken_back()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await mls.Applies(Mls.Jane);
        await mls.Decides(Mls.Bob, "approve");
        await mls.Intervenes(id, "withdraw", Ann);

        Assert.Equal(1, await mls.UsersWith(Mls.Jane.MemberEmail));
        Assert.DoesNotContain("access.revoked", await mls.Happenings("TX-123456"));
    }
}
