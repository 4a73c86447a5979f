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

    [Fact]
    public async Task A_finished_case_names_nobody_after_two_years_and_keeps_its_figures()
    {
        var id = await mls.Applies(Cast.Quilla);
        await mls.Declines(Cast.Bob, "Not yet known");
        await mls.Advance(days: 729);
        Assert.Equal("Quilla Varga", (await mls.Enrollment(id)).Applicant.MemberFullName);

        await mls.Advance(days: 3);

        var left = await mls.Enrollment(id);
        Assert.Equal(("", "lakeview", EnrollmentEnd.Declined), (left.Applicant.MemberFullName, left.Applicant.OfficeKey, left.End!.End));
        // What is left are the lines of the timeline, for a third year.
        Assert.All(mls.RowsAbout(Cast.Quilla), row => Assert.Contains($"| {Cast.Quilla.MemberKey} |", row));
        Assert.DoesNotContain(mls.RowsAbout(Cast.Quilla), row => row.Contains(Cast.Quilla.MemberPreferredPhone));
        await mls.Advance(days: 370);
        Assert.Empty(await mls.Timeline(Cast.Quilla.MemberKey));
        Assert.Empty(mls.RowsAbout(Cast.Quilla));
    }

    [Fact]
    public async Task A_member_s_case_stays_as_long_as_its_access()
    {
        var id = await mls.Applies(Cast.Quilla);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 740);
        Assert.Equal("Quilla Varga", (await mls.Enrollment(id)).Applicant.MemberFullName);

        await mls.Intervenes(id, "revoke", new { by = Cast.Sarah.Email, reason = "She left" });
        Assert.Equal(0, await mls.UsersWith(Cast.Quilla.MemberEmail));
        await mls.Advance(days: 732);

        Assert.Equal("", (await mls.Enrollment(id)).Applicant.MemberFullName);
    }
}
