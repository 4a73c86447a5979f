using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenWhatIsOldIsForgotten : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task An_application_that_nobody_confirmed_is_gone_after_a_week()
    {
        await mls.Sends(await mls.FillsIn(Cast.Quilla));
        await mls.Advance(days: 6);
        Assert.Contains(mls.Rows(), row => row.Contains(Cast.Quilla.MemberPreferredPhone));

        await mls.Advance(days: 2);

        Assert.DoesNotContain(mls.Rows(), row => row.Contains(Cast.Quilla.MemberPreferredPhone));
        Assert.Equal(410, (await mls.Opens(mls.Inbox(Cast.Quilla).Link("Open the application"))).Status);
    }

    [Fact]
    public async Task A_link_is_unknown_a_month_after_it_has_expired()
    {
        await mls.Applies(Cast.Jane);
        var (request, progress) = (mls.Request(Cast.Bob), mls.Progress(Cast.Jane));
        await mls.Advance(days: 25);
        Assert.Equal(410, (await mls.Opens(request)).Status);

        await mls.Advance(days: 31);

        Assert.Equal(404, (await mls.Opens(request)).Status);
        Assert.Equal(200, (await mls.Opens(progress)).Status);
    }

    [Fact]
    public async Task A_case_that_was_confirmed_keeps_what_it_needs()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.Advance(days: 10);

        Assert.Equal("Jane Doe", (await mls.Enrollment(id)).Applicant.MemberFullName);
        await mls.Approves(Cast.Bob);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }
}
