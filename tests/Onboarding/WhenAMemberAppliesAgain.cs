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
    public async Task The_directory_s_guest_is_invited_again_until_they_have_accepted()
    {
        await mls.Applies(Mls.Jane);
        await mls.Decides(Mls.Bob, "approve");
        Assert.Contains(mls.Inbox(Mls.Jane.Email).Latest.Links, l => l.Address.Host == "login.microsoftonline.com");
        Assert.Equal(1, await mls.UsersWith(Mls.Jane.Email));
    }

    [Fact]
    public async Task The_directory_s_guest_is_taken_and_not_invited_again()
    {
        await mls.Graph.AcceptAsync(Mls.Jane.Email);
        var id = await mls.Applies(Mls.Jane);
        await mls.Decides(Mls.Bob, "approve");

        Assert.Equal(EnrollmentOutcome.Completed, (await mls.Enrollment(id)).End!.Outcome);
        Assert.DoesNotContain(mls.Inbox(Mls.Jane.Email).Latest.Links, l => l.Address.Host == "login.microsoftonline.com");
    }

    [Fact]
    public async Task What_they_had_before_is_not_taken_back()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await mls.Applies(Mls.Jane);
        await mls.Decides(Mls.Bob, "approve");
        await mls.Intervenes(id, "withdraw", Ann);

        Assert.Equal(1, await mls.UsersWith(Mls.Jane.Email));
        Assert.DoesNotContain("access.revoked", await mls.Happenings("TX-123456"));
    }
}
