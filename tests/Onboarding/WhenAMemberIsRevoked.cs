using System.Net;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAMemberIsRevoked : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_access_is_gone_the_member_is_told_and_the_license_is_free()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        var first = await mls.Revokes(id);
        var second = await mls.Revokes(id);

        Assert.Equal(first, second);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Equal(EnrollmentEnd.Revoked, (await mls.Enrollment(id)).End!.End);
        Assert.Single(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("Your access to"));
        Assert.DoesNotContain("She left the office", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("Your access has ended", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Contains("Access taken back by Member services", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Contains("enrollment.revoked", await mls.Happenings(Cast.Jane));
        Assert.NotEqual(id, await mls.Applies(Cast.Jane));
    }

    [Fact]
    public async Task A_directory_that_is_away_is_tried_until_it_is_back()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        mls.Graph.Faults.Refuse(503, times: 3, on: "DELETE /v1.0/groups");
        await mls.Revokes(id);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));

        await mls.Advance(hours: 3);

        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
    }

    [Fact]
    public async Task Whom_another_case_holds_keeps_the_user()
    {
        var first = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Applies(Cast.John with { MemberEmail = Cast.Jane.MemberEmail });
        await mls.Approves(Cast.Bob);

        await mls.Revokes(first);

        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
    }

    [Fact]
    public async Task What_is_not_completed_is_withdrawn_instead()
    {
        var id = await mls.Applies(Cast.Jane);
        var body = new { by = Cast.Sarah.Email, reason = "She left" };

        using var early = await mls.Intervenes(id, "revoke", body);
        await mls.Approves(Cast.Bob);
        using var late = await mls.Intervenes(id, "withdraw", body);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Gone), (early.StatusCode, late.StatusCode));
        Assert.Contains("To end it, withdraw it", (await Mls.Json(early)).GetProperty("detail").GetString());
        Assert.Contains("revoke it", (await Mls.Json(late)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Access_that_was_set_up_by_hand_is_skipped_and_the_applicant_is_a_member()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        await mls.Skips(id);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Empty(await mls.WorkItems());
        using var member = await mls.Api.GetAsync("/api/members/TX-123456");
        Assert.Equal(HttpStatusCode.OK, member.StatusCode);
        Assert.Contains("access.skipped", await mls.Happenings(Cast.Jane));
        using var twice = await mls.SendsToTheApi(Cast.Jane);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_decided_while_the_directory_cannot_say_who_works_here()
    {
        var id = await mls.Applies(Cast.Jane);
        mls.Graph.Faults.Refuse(503, times: 100);

        using var answer = await mls.Intervenes(id, "withdraw", new { by = Cast.Ruth.Email, reason = "She called" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Null((await mls.Enrollment(id)).End);
    }
}
