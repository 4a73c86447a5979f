using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Members;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAMemberAppliesAgain : IAsyncLifetime
{
    Mls mls = null!;
    string first = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        first = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_in_the_table_of_members()
    {
        var member = await mls.Api.GetFromJsonAsync<Member>("/api/members/TX-123456", JsonSerializerOptions.Web, TestContext.Current.CancellationToken);

        Assert.Equal(("Jane Doe", "lakeview", first), (member!.MemberFullName, member.OfficeKey, member.EnrollmentCaseId));
        Assert.Equal(mls.Now, member.ActiveSince);
    }

    [Theory]
    [InlineData("123456")]
    [InlineData("TX 123456")]
    [InlineData("12-34.56")]
    public async Task A_system_is_told_that_the_license_is_taken_however_it_is_written(string license)
    {
        var answer = await mls.SendsToTheApi(Cast.Jane with { MemberStateLicense = license });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("belongs to an active member", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task On_the_page_they_get_a_mail_that_says_so_once_a_day()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        Assert.Contains("belongs to an active member", (await mls.Confirms(Cast.Jane)).Words);
        await mls.Sends(await mls.FillsIn(Cast.Jane with { OfficeKey = Cast.Solo.OfficeKey }));
        await mls.Confirms(Cast.Jane);

        Assert.Equal(1, mls.Inbox(Cast.Jane).All.Count(mail => mail.Subject.Contains("already")));
        await mls.Advance(days: 1);
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Confirms(Cast.Jane);
        Assert.Equal(2, mls.Inbox(Cast.Jane).All.Count(mail => mail.Subject.Contains("already")));
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task Somebody_else_with_the_license_is_told_that_it_is_taken_and_staff_check_it()
    {
        await mls.Sends(await mls.FillsIn(Cast.Eve));
        Assert.Empty(await mls.WorkItems());

        Assert.Contains("belongs to an active member", (await mls.Confirms(Cast.Eve)).Words);

        Assert.Equal(1, mls.Inbox(Cast.Eve).Count);
        Assert.Contains("Check the license TX-123456", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task Who_has_left_comes_back_and_what_an_earlier_case_gave_is_not_taken_away_by_the_later_one()
    {
        await mls.Services.GetRequiredService<MemberTable>().DeactivateAsync("TX-123456", mls.Now, TestContext.Current.CancellationToken);
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Withdraws(id);

        Assert.NotEqual(first, id);
        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.DoesNotContain("access.revoked", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task Once_withdrawn_with_access_all_of_it_is_gone_before_the_license_is_free()
    {
        await mls.Services.GetRequiredService<MemberTable>().DeactivateAsync("TX-123456", mls.Now, TestContext.Current.CancellationToken);
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await mls.Applies(Cast.Jane with { MemberEmail = "jane2@example.com" });
        await mls.Approves(Cast.Bob);
        mls.Graph.Faults.Refuse(503, times: 1000, on: "DELETE /v1.0/users");
        await mls.Withdraws(id);

        var early = await mls.SendsToTheApi(Cast.Jane);
        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        Assert.Contains("is being closed", await early.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(await Claim());

        mls.Graph.Faults.Clear();
        await mls.Advance(days: 1);
        Assert.Null(await Claim());
        Assert.Equal(0, await mls.UsersWith("jane2@example.com"));
    }

    Task<UniqueKeyClaim?> Claim() => mls.Services.GetRequiredService<CaseClaims>().FindAsync(
        CaseKind.Enrollment, EnrollmentService.LicenseKey(Cast.Jane), TestContext.Current.CancellationToken);
}
