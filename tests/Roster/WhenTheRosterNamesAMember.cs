using MemberServices.Messages;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Roster;

public sealed class WhenTheRosterNamesAMember : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_a_member_and_get_no_mail()
    {
        await mls.SaysMember(Cast.Jane, key: "m-4711");
        await mls.Advance(days: 3);

        var jane = (await mls.Member("M-4711"))!;
        Assert.Equal(("Jane Doe", "jane@example.com", "123456", "agent", "lakeview"), (jane.MemberFullName, jane.MemberEmail, jane.MemberStateLicense, jane.MemberType, jane.OfficeKey));
        Assert.Equal((Mls.MondayMorning, null, null), (jane.ActiveSince, jane.InactiveSince, jane.EnrollmentCaseId));
        Assert.Empty(mls.MailService.All);
        Assert.Empty(mls.DeadLetters(Bus.Commands));
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task A_later_record_replaces_it_and_an_older_one_does_not()
    {
        await mls.Advance(days: 10);
        await mls.SaysMember(Cast.Jane, mls.Now.AddDays(-3));
        await mls.SaysMember(Cast.Jane with { OfficeKey = "solo", MemberPreferredPhone = "" }, mls.Now.AddDays(-1));
        await mls.SaysMember(Cast.Jane with { OfficeKey = "hill-country" }, mls.Now.AddDays(-2));
        await mls.SaysMember(Cast.Jane, mls.Now.AddDays(-4), status: "Inactive");

        var jane = (await mls.Member("TX-123456"))!;
        Assert.Equal(("solo", "", true), (jane.OfficeKey, jane.MemberPreferredPhone, jane.IsActive));
        Assert.Equal(mls.Now.AddDays(-3), jane.ActiveSince);
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_of_one_time_the_same_counts_in_either_order(bool firstFirst)
    {
        var (one, two) = (Cast.Jane with { OfficeKey = "solo" }, Cast.Jane with { OfficeKey = "hill-country" });
        await mls.SaysMember(firstFirst ? one : two, mls.Now, id: firstFirst ? "1" : "2");
        await mls.SaysMember(firstFirst ? two : one, mls.Now, id: firstFirst ? "2" : "1");
        await mls.SaysMember(one, mls.Now, id: "1");

        Assert.Equal("hill-country", (await mls.Member("TX-123456"))!.OfficeKey);
    }

    [Fact]
    public async Task The_id_in_the_mls_that_another_system_gave_stays_until_a_record_has_one()
    {
        var record = Mls.RecordOf(Cast.Jane);
        record["memberMlsId"] = "77";
        await mls.Says("roster.member", record);
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane with { OfficeKey = "solo" });

        Assert.Equal(("77", "solo"), ((await mls.Member("TX-123456"))!.MemberMlsId, (await mls.Member("TX-123456"))!.OfficeKey));
    }

    [Fact]
    public async Task An_id_in_the_mls_of_another_member_is_told_and_changes_nothing()
    {
        await Says(Cast.Jane, "4711");
        await Says(Cast.John, "4711");

        Assert.StartsWith("data.memberMlsId: belongs to the member TX-123456", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.Null(await mls.Member(Cast.John.MemberKey));
        // Nothing of it stands in the way of somebody with that license.
        await mls.SaysMember(Cast.John, key: "M-2");
        Assert.True((await mls.Member("M-2"))!.IsActive);

        await mls.Advance(minutes: 1);
        await Says(Cast.Jane, "4712");
        await mls.Advance(minutes: 1);
        await Says(Cast.Quilla, "4711");
        Assert.Equal(("4712", "4711"), ((await mls.Member("TX-123456"))!.MemberMlsId, (await mls.Member(Cast.Quilla.MemberKey))!.MemberMlsId));

        async Task Says(MemberServices.Onboarding.Applying.Application who, string mlsId)
        {
            var record = Mls.RecordOf(who);
            record["memberMlsId"] = mlsId;
            await mls.Says("roster.member", record);
        }
    }

    [Fact]
    public async Task Somebody_without_a_license_is_one_too()
    {
        await mls.SaysMember(Cast.Jane with { MemberStateLicense = "", MemberStateLicenseState = "" }, key: "M-1");
        await mls.SaysMember(Cast.John with { MemberStateLicense = "", MemberStateLicenseState = "" }, key: "M-2");

        Assert.Equal(("", true), ((await mls.Member("M-1"))!.MemberStateLicense, (await mls.Member("M-2"))!.IsActive));
    }

    [Fact]
    public async Task A_license_of_another_active_member_is_told_and_changes_nothing()
    {
        await mls.SaysMember(Cast.Jane);
        await mls.SaysMember(Cast.Eve, key: "M-2");

        var dead = Assert.Single(mls.DeadLetters(Bus.Commands));
        Assert.StartsWith("data.memberStateLicense: belongs to the active member TX-123456", dead.Reason);
        Assert.Null(await mls.Member("M-2"));

        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane, status: "Inactive");
        await mls.SaysMember(Cast.Eve, key: "M-2");
        Assert.True((await mls.Member("M-2"))!.IsActive);
    }

    [Fact]
    public async Task A_member_with_another_license_has_that_one_and_the_former_is_free()
    {
        await mls.SaysMember(Cast.Jane);
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane with { MemberStateLicense = "999000" }, key: "TX-123456");
        await mls.SaysMember(Cast.Eve, key: "M-2");
        await mls.SaysMember(Cast.John with { MemberStateLicense = "999000" }, key: "M-3");

        Assert.Equal("999000", (await mls.Member("TX-123456"))!.MemberStateLicense);
        Assert.True((await mls.Member("M-2"))!.IsActive);
        Assert.Null(await mls.Member("M-3"));
        Assert.Contains("TX-123456", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task Of_somebody_inactive_who_never_was_a_member_nothing_is_kept_that_names_them()
    {
        await mls.SaysMember(Cast.Quilla, mls.Now, status: "Inactive", key: "M-9");
        Assert.Null(await mls.Member("M-9"));
        Assert.DoesNotContain(mls.Rows(), row => row.StartsWith("table_entities", StringComparison.Ordinal) && row.Contains("quilla", StringComparison.OrdinalIgnoreCase));

        await mls.SaysMember(Cast.Quilla, mls.Now.AddMinutes(-1), key: "M-9");
        Assert.Null(await mls.Member("M-9"));
        await mls.SaysMember(Cast.Quilla, mls.Now.AddMinutes(1), key: "M-9");
        Assert.True((await mls.Member("M-9"))!.IsActive);
    }

    [Theory]
    [InlineData("memberKey", null, "memberKey")]
    [InlineData("memberKey", "a/b", "memberKey")]
    [InlineData("memberKey", "MAILBOX-0123", "memberKey")]
    [InlineData("memberFullName", "", "memberFullName")]
    [InlineData("memberFullName", "12", "memberFullName")]
    [InlineData("memberEmail", "jane", "memberEmail")]
    [InlineData("memberEmail", null, "memberEmail")]
    [InlineData("memberPreferredPhone", "call me", "memberPreferredPhone")]
    [InlineData("memberStateLicense", "", "memberStateLicense")]
    [InlineData("memberStateLicense", "?", "memberStateLicense")]
    [InlineData("memberStateLicenseState", "", "memberStateLicenseState")]
    [InlineData("memberStateLicenseState", "ZZ", "memberStateLicenseState")]
    [InlineData("memberType", "", "memberType")]
    [InlineData("officeKey", "", "officeKey")]
    [InlineData("memberStatus", null, "memberStatus")]
    [InlineData("memberStatus", "Retired", "memberStatus")]
    [InlineData("memberMlsId", 77, "memberMlsId")]
    public async Task What_is_wrong_is_told_by_its_name(string field, object? value, string told)
    {
        var record = Mls.RecordOf(Cast.Jane);
        record[field] = value;

        await mls.Says("roster.member", record);

        Assert.StartsWith($"data.{told}: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.Null(await mls.Member("TX-123456"));
    }

    [Fact]
    public async Task A_record_without_a_time_or_from_the_future_is_refused()
    {
        await mls.Puts(Bus.Commands, Mls.Message("roster.member", Mls.RecordOf(Cast.Jane), at: null, "1"));
        await mls.SaysMember(Cast.Jane, mls.Now.AddMinutes(6));
        await mls.Says("roster.member", "Jane");
        Assert.Equal(["time: must be there", "time: must not be m", "data: must be an ob"], mls.DeadLetters(Bus.Commands).Select(dead => dead.Reason![..19]));

        await mls.SaysMember(Cast.Jane, mls.Now.AddMinutes(4));
        Assert.NotNull(await mls.Member("TX-123456"));
    }

    [Fact]
    public async Task They_are_found_by_their_mailbox_and_by_the_one_that_they_had()
    {
        await mls.SaysMember(Cast.Jane, key: "M-1");
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane with { MemberEmail = "jane.doe@new.example" }, key: "M-1");

        foreach (var email in new[] { "JANE@example.com", "jane.doe%2Bmls@new.example" })
        {
            var found = Assert.Single((await Mls.Json(await mls.Api.GetAsync($"/api/people?email={email}", TestContext.Current.CancellationToken))).GetProperty("people").EnumerateArray());
            Assert.Equal(("M-1", true), (found.GetProperty("key").GetString(), found.GetProperty("isActiveMember").GetBoolean()));
        }
    }

    [Fact]
    public async Task With_their_license_nobody_applies()
    {
        await mls.SaysMember(Cast.Jane, key: "M-1");

        await mls.Sends(await mls.FillsIn(Cast.Jane));
        Assert.Contains("belongs to an active member", (await mls.Confirms(Cast.Jane)).Words);
        Assert.Contains("already", mls.Inbox(Cast.Jane).Latest.Subject);
        await mls.Sends(await mls.FillsIn(Cast.Eve));
        await mls.Confirms(Cast.Eve);
        Assert.Contains("Check the license M-1", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task An_enrollment_that_is_under_way_goes_on_for_the_same_person()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.SaysMember(Cast.Jane);
        await mls.Approves(Cast.Bob);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Equal(id, (await mls.Member("TX-123456"))!.EnrollmentCaseId);
        Assert.Empty(await mls.WorkItems());

        await mls.Revokes(id);
        await mls.Advance(hours: 1);
        Assert.False((await mls.Member("TX-123456"))!.IsActive);
    }

    [Theory]
    [InlineData("M-1", "jane@example.com")]
    [InlineData("TX-123456", "other.jane@example.com")]
    public async Task One_of_another_is_refused_access_and_staff_look_into_it(string key, string email)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.SaysMember(Cast.Jane with { MemberEmail = email }, key: key);
        await mls.Approves(Cast.Bob);

        Assert.Null((await mls.Enrollment(id)).End);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Contains($"the license belongs to the active member {key}", Assert.Single(await mls.WorkItems()).Title);
        Assert.Equal(409, (int)(await mls.Intervenes(id, "skip", new { by = Cast.Sarah.Email, reason = "By hand" })).StatusCode);

        await mls.Advance(minutes: 5);
        await mls.SaysMember(Cast.Jane with { MemberEmail = email }, key: key, status: "Inactive");
        await mls.Retries(id);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }
}
