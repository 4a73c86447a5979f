using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenSomebodyApplies : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_same_key_is_answered_as_the_first_time_was()
    {
        var first = await mls.SendsToTheApi(Cast.Jane, "k-1");
        var second = await mls.SendsToTheApi(Cast.Jane, "k-1");
        var other = await mls.SendsToTheApi(Cast.Jane with { MemberFullName = "John Doe" }, "k-1");

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        await mls.Settle();
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task Many_at_once_open_one_enrollment()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => mls.SendsToTheApi(
            Cast.Jane with { MemberStateLicense = i % 2 == 0 ? "123-456" : "123456" }, $"k-{i % 7}-{i % 2}")));
        await mls.Settle();

        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task Every_bad_field_is_named_in_the_form_s_order()
    {
        var response = await mls.SendsToTheApi(new
        {
            memberFullName = "\u202eJane",
            memberEmail = "jane@",
            memberPreferredPhone = 5,
            memberStateLicense = "4111 1111 1111 1111",
            memberStateLicenseState = "ZZ",
            officeKey = "nowhere",
            memberType = "king",
        });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            ["memberFullName", "memberEmail", "memberPreferredPhone", "memberStateLicenseState", "memberStateLicense", "officeKey", "memberType", "rulesVersion"],
            (await Mls.Json(response)).GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task An_unknown_office_is_named()
    {
        var response = await mls.SendsToTheApi(Cast.Jane with { OfficeKey = "nowhere" });

        var error = Assert.Single((await Mls.Json(response)).GetProperty("errors").EnumerateArray());
        Assert.Equal("officeKey", error.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"memberFullName\":\"a\",\"memberFullName\":\"b\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"memberFullName\":\"a\",\"MEMBERFULLNAME\":\"b\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"memberFullName\":\"\\ud800\"}", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_that_is_no_application_is_refused(string? body, HttpStatusCode status)
    {
        var response = await mls.Api.PostAsync("/api/enrollments", new StringContent(body ?? $"\"{new string('x', 70_000)}\"", Encoding.UTF8, "application/json"));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_move_to_another_office_withdraws_the_first_application()
    {
        var moved = Cast.Jane with { OfficeKey = Cast.HillCountry.OfficeKey };
        var first = await mls.Applies(Cast.Jane);
        var second = await mls.Applies(moved);

        Assert.NotEqual(first, second);
        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(first)).End!.End);
        Assert.Contains($"It replaces your application {first} for Lakeview Realty", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.DoesNotContain(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("withdrawn"));
        Assert.Contains("No longer needed", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Equal("Maria Mendez", (await mls.Enrollment(second)).WaitsFor!.Who);
        Assert.Equal(second, (await Mls.Json(await mls.SendsToTheApi(moved))).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_stranger_at_the_form_cannot_withdraw_it_by_typing_the_license()
    {
        var id = await mls.Applies(Cast.Jane);

        var answer = await mls.Sends(await mls.FillsIn(Cast.Eve with { OfficeKey = Cast.HillCountry.OfficeKey }));

        // Nor do they learn that there is one, until they have shown that the mailbox is theirs.
        Assert.Equal(303, answer.Status);
        Assert.Contains("under way", (await mls.Confirms(Cast.Eve)).Words);
        Assert.Null((await mls.Enrollment(id)).End);
        Assert.Equal(1, mls.Inbox(Cast.Eve).Count);
    }

    [Fact]
    public async Task A_managing_broker_is_decided_on_by_the_delegate()
    {
        var id = await mls.Applies(Cast.Jane with { MemberFullName = Cast.Bob.MemberFullName, MemberEmail = "bob.private@example.com", MemberStateLicense = Cast.Bob.MemberStateLicense! });

        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
    }

    [Fact]
    public async Task Where_only_the_applicant_could_decide_staff_do()
    {
        var id = await mls.Applies(Cast.Jane with { MemberEmail = Cast.Stella.MemberEmail.ToUpperInvariant(), OfficeKey = Cast.Solo.OfficeKey });

        Assert.Equal("Member services", (await mls.Enrollment(id)).WaitsFor!.Who);
        Assert.Contains("Decide for the office", Assert.Single(await mls.WorkItems()).Title);
        await mls.ApprovesOnBehalf(id);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_message_starts_one_enrollment_however_often_it_comes()
    {
        var message = Requested(JsonSerializer.Serialize(Cast.Jane, JsonSerializerOptions.Web));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => mls.Puts(Bus.Commands, message, i % 2 == 0 ? "m-1" : $"m-{i}")));

        var engine = mls.Machine.Part<Local.Durable.DurableEngine>();
        Assert.Single(await engine.Client.GetAllInstancesAsync().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Theory]
    [InlineData("\"text\"", "data")]
    [InlineData("{\"memberFullName\":\"Jane Doe\"}", "data.memberEmail")]
    public async Task A_message_that_is_not_understood_is_set_aside_with_the_field(string data, string field)
    {
        await mls.Puts(Bus.Commands, Requested(data));

        var dead = Assert.Single(mls.DeadLetters(Bus.Commands));
        Assert.StartsWith(field, dead.Reason);
    }

    [Fact]
    public async Task Offices_are_written_whole_and_only_as_they_were_read()
    {
        var office = new Office("river-bend", "River Bend", [new("ed", "Ed East", "ed@river.example")], "ed", []);
        var added = await PutOffice(office);
        var version = added.Headers.ETag!;
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutOffice(office with { OfficeName = "River Bend Realty" }, version.ToString())).StatusCode);
        foreach (var other in new[] { version.ToString(), "\"abc\"", "abc", "W/\"x\"", "\"a\",\"b\"" })
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutOffice(office, other)).StatusCode);
        }


        var wrong = await PutOffice(office with { OfficeBrokerKey = "nobody", Delegates = ["ed", "ed"] });
        Assert.Equal(
            ["delegates[1]", "officeBrokerKey"],
            (await Mls.Json(wrong)).GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).Order());
    }

    [Fact]
    public async Task A_body_with_a_byte_order_mark_is_taken()
    {
        using var body = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. JsonSerializer.SerializeToUtf8Bytes(Cast.Jane, JsonSerializerOptions.Web)]);
        body.Headers.ContentType = new("application/json");

        var answer = await mls.Api.PostAsync("/api/enrollments", body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Text_that_is_no_UTF_8_is_refused_as_such()
    {
        using var broken = new ByteArrayContent([.. "{\"memberFullName\":\"Jane "u8, 0xC3, 0x28, .. "\"}"u8]);
        broken.Headers.ContentType = new("application/json");

        var answer = await mls.Api.PostAsync("/api/enrollments", broken, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("body", (await Mls.Json(answer)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    Task<HttpResponseMessage> PutOffice(Office office, string? version = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/offices/{office.OfficeKey}")
        {
            Content = JsonContent.Create(office),
        };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return mls.Api.SendAsync(request);
    }

    static string Requested(string data) =>
        $$"""{"specversion":"1.0","id":"a-1","source":"/association","type":"enrollment.requested","data":{{data}}}""";
}
