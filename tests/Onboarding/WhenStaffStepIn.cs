using System.Net;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenStaffStepIn : IAsyncLifetime
{
    static readonly object Sarah = new { by = Cast.Sarah.Email, reason = "The broker called" };

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_resend_replaces_the_link_and_its_repeat_changes_nothing()
    {
        var id = await mls.Applies(Cast.Jane);
        var old = (await mls.Opens(mls.Request(Cast.Bob))).Form;

        var first = await mls.Resends(id);
        var second = await mls.Resends(id);

        Assert.Equal(first, second);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
        Assert.Equal(2, (await mls.Enrollment(id)).Step);
        await mls.Sends(old.Choosing("approve"));
        Assert.Null((await mls.Enrollment(id)).End);
        await mls.Approves(Cast.Bob);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Another_approver_is_asked_and_the_first_one_s_link_is_over()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.Reassigns(id, to: Cast.Dana);

        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
        Assert.Equal(1, mls.Inbox(Cast.Dana).Count);
        Assert.Contains("approval.reassigned", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_key_in_capitals_is_the_same_key()
    {
        var id = await mls.Applies(Cast.Jane with { OfficeKey = "LakeView" });

        await mls.HandsOver(Cast.Bob, to: Cast.Dana with { MemberKey = "DANA" });
        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
        await mls.Reassigns(id, to: Cast.Bob with { MemberKey = "BOB" });

        Assert.Equal("Bob Broker", (await mls.Enrollment(id)).WaitsFor!.Who);
        Assert.Equal("lakeview", (await mls.Enrollment(id)).Applicant.OfficeKey);
    }

    [Fact]
    public async Task Approving_on_the_broker_s_behalf_closes_the_call()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 10);
        Assert.Single(await mls.WorkItems());

        await mls.ApprovesOnBehalf(id);

        Assert.Empty(await mls.WorkItems());
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_withdrawal_tells_both_and_frees_the_license()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.Withdraws(id);

        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("withdrawn", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Contains("No longer needed", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Contains("enrollment.withdrawn", await mls.Happenings(Cast.Jane));
        Assert.NotEqual(id, await mls.Applies(Cast.Jane));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_what_to_do()
    {
        var id = await mls.Applies(Cast.Jane);

        Assert.Equal(HttpStatusCode.NotFound, (await mls.Intervenes("EN-222222222222", "resend", Sarah)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Intervenes(id, "dance", Sarah)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await mls.Intervenes(id, "resend", new { by = Cast.Sarah.Email })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await mls.Intervenes(id, "approve-on-behalf", new { by = Cast.Jane.MemberEmail.ToUpperInvariant(), reason = "It's me" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await mls.Intervenes(id, "resend", new { by = Cast.Sarah.Email, reason = "late", step = 7 })).StatusCode);
        await mls.Withdraws(id);
        await mls.Withdraws(id);
        Assert.Equal(HttpStatusCode.Gone, (await mls.Intervenes(id, "resend", Sarah)).StatusCode);
    }

    [Theory]
    [InlineData("mia\0@lakeshore-mls.example", "by", "Type the email address of who steps in again by hand")]
    [InlineData("", "by", "Say who steps in, by their email address.")]
    [InlineData("Sarah Lindqvist", "by", "")]
    [InlineData("jane@example.com", "by", "Send the email address of somebody of the staff")]
    [InlineData("Called\0", "reason", "Type the reason again by hand")]
    [InlineData("\u202EdellaC", "reason", "Type the reason again by hand")]
    [InlineData("\u001B[2J", "toMember", "Type the text for the applicant again by hand")]
    [InlineData(" ", "reason", "Say why. Only staff read it.")]
    public async Task A_text_with_what_nobody_sees_is_refused_with_its_field(string text, string field, string told)
    {
        var id = await mls.Applies(Cast.Jane);

        var answer = await mls.Intervenes(id, "withdraw", new Dictionary<string, string> { ["by"] = Cast.Sarah.Email, ["reason"] = "Called", [field] = text });

        var error = Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray());
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.StartsWith(told, error.GetProperty("message").GetString());
        Assert.Null((await mls.Enrollment(id)).End);
    }

    [Fact]
    public async Task What_is_no_text_and_no_number_is_told_with_everything_else()
    {
        var id = await mls.Applies(Cast.Jane);

        var answer = await mls.Intervenes(id, "resend", new { BY = 5, step = "one" });

        Assert.Equal(
            ["by: Send a text.", "reason: Say why. Only staff read it.", "step: Send a whole number."],
            (await Mls.Json(answer)).GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field")}: {e.GetProperty("message")}"));
    }

    [Fact]
    public async Task Many_resends_start_the_history_anew_and_lose_nothing()
    {
        var id = await mls.Applies(Cast.Jane);
        for (var step = 1; step <= 10; step++)
        {
            await mls.Resends(id, $"call {step}", step);
        }

        Assert.Equal(11, mls.Inbox(Cast.Bob).Count);
        await mls.Advance(days: 2);
        Assert.Equal(12, mls.Inbox(Cast.Bob).Count);
        await mls.Approves(Cast.Bob);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }
}
