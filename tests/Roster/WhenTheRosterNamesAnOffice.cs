using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Roster;

public sealed class WhenTheRosterNamesAnOffice : IAsyncLifetime
{
    static readonly Office WithoutBob = Cast.Lakeview with { Brokers = [Cast.Dana], OfficeBrokerKey = Cast.Dana.MemberKey, Delegates = [] };

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Agents_apply_for_it()
    {
        await mls.SaysOffice(new Office("OAK-HILL", "Oak Hill Realty", [Cast.Stella], "stella", []));

        await mls.Applies(Cast.Jane with { OfficeKey = "oak-hill" });
        await mls.Approves(Cast.Stella);
        Assert.Equal("oak-hill", (await mls.Member("TX-123456"))!.OfficeKey);
    }

    [Fact]
    public async Task An_older_record_changes_nothing_whoever_wrote_the_newer_one()
    {
        await mls.SaysOffice(Cast.Lakeview with { OfficeName = "Lakeview II" }, mls.Now.AddMinutes(-1));
        await mls.SaysOffice(Cast.Lakeview with { OfficeName = "Lakeview I" }, mls.Now.AddMinutes(-2));
        Assert.Equal("Lakeview II", (await Office("lakeview")).OfficeName);

        using var put = await mls.Api.PutAsJsonAsync("/api/offices/lakeview", Mls.RecordOf(Cast.Lakeview with { OfficeName = "Lakeview III" }), TestContext.Current.CancellationToken);
        await mls.SaysOffice(Cast.Lakeview with { OfficeName = "Lakeview" }, mls.Now.AddMinutes(-1));
        Assert.Equal("Lakeview III", (await Office("lakeview")).OfficeName);
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Fact]
    public async Task Open_requests_go_to_the_new_broker_when_they_are_used()
    {
        var id = await mls.Applies(Cast.Jane);
        var open = await mls.Opens(mls.Request(Cast.Bob));
        await mls.SaysOffice(WithoutBob);

        Assert.Equal(410, (await mls.Sends(open.Form.Choosing("approve"))).Status);
        Assert.Equal(1, mls.Inbox(Cast.Dana).Count);
        await mls.Approves(Cast.Dana);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Reminders_go_to_the_new_broker_too()
    {
        await mls.Applies(Cast.Jane);
        await mls.SaysOffice(WithoutBob);

        await mls.Advance(days: 2);

        Assert.Equal((1, 1), (mls.Inbox(Cast.Bob).Count, mls.Inbox(Cast.Dana).Count));
        await mls.Advance(days: 2);
        Assert.Equal((1, 2), (mls.Inbox(Cast.Bob).Count, mls.Inbox(Cast.Dana).Count));
        Assert.Contains("Reminder", mls.Inbox(Cast.Dana).Latest.Subject);
    }

    [Fact]
    public async Task Of_a_closed_one_staff_decide_what_is_open_and_nobody_applies_any_more()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.SaysOffice(Cast.Lakeview, status: "Inactive");
        var closed = mls.Now;
        await mls.Advance(days: 1);
        await mls.SaysOffice(Cast.Lakeview with { Brokers = [], Delegates = [], OfficeBrokerKey = "" }, status: "Inactive");

        Assert.Equal(closed, (await Office("lakeview")).ClosedSince);
        Assert.Equal(410, (await mls.Opens(mls.Request(Cast.Bob))).Status);
        await mls.Advance(days: 2);
        Assert.Equal((1, 0), (mls.Inbox(Cast.Bob).Count, mls.Inbox(Cast.Dana).Count));
        Assert.Contains(await mls.WorkItems(), item => item.Title.Contains("Jane Doe"));
        Assert.Equal(409, (int)(await mls.Intervenes(id, "reassign", new { by = Cast.Sarah.Email, reason = "Bob is gone", approverKey = "dana" })).StatusCode);
        Assert.DoesNotContain("Lakeview", (await mls.Opens("/enroll")).Source);
        var refused = await mls.SendsToTheApi(Cast.John);
        Assert.Contains("Lakeview Realty has closed. Choose the office that you work at now.", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        await mls.ApprovesOnBehalf(id);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        await mls.SaysOffice(Cast.Lakeview);
        Assert.Null((await Office("lakeview")).ClosedSince);
        await mls.Applies(Cast.John);
    }

    [Theory]
    [InlineData("officeKey", null, "officeKey")]
    [InlineData("officeKey", "a b", "officeKey")]
    [InlineData("officeName", "", "officeName")]
    [InlineData("officeStatus", null, "officeStatus")]
    [InlineData("officeStatus", "Sold", "officeStatus")]
    [InlineData("officeBrokerKey", "nobody", "officeBrokerKey")]
    [InlineData("officeBrokerKey", "", "officeBrokerKey")]
    [InlineData("delegates", new[] { "nobody" }, "delegates[0]")]
    [InlineData("brokers", null, "brokers")]
    [InlineData("timeZone", "Chicago", "timeZone")]
    public async Task What_is_wrong_is_told_by_its_name(string field, object? value, string told)
    {
        var record = Mls.RecordOf(Cast.Lakeview with { OfficeKey = "new" });
        record[field] = value;

        await mls.Says("roster.office", record);

        Assert.StartsWith($"data.{told}: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.Equal(404, (int)(await mls.Api.GetAsync("/api/offices/new", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_record_from_the_future_is_refused()
    {
        await mls.SaysOffice(Cast.Lakeview, mls.Now.AddHours(1));

        Assert.StartsWith("time: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    async Task<Office> Office(string key) => (await mls.Api.GetFromJsonAsync<Office>($"/api/offices/{key}", JsonSerializerOptions.Web))!;
}
