using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MemberServices.Tests.People;

public sealed class WhenSomebodyAsksWhatIsKept : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_get_all_of_it_without_the_tokens()
    {
        var id = await mls.Applies(Cast.Quilla);
        await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "She called", memberPreferredPhone = "512-555-0111" });
        await mls.Advance(days: 10);
        await mls.Approves(Cast.Bob);

        var person = Assert.Single((await Get("/api/people?email=QUILLA.VARGA@agents.example")).GetProperty("people").EnumerateArray());
        Assert.Equal(("Quilla Varga", true), (person.GetProperty("memberFullName").GetString(), person.GetProperty("isActiveMember").GetBoolean()));
        var export = await Get(person.GetProperty("export").GetString()!);

        var data = export.GetProperty("data");
        foreach (var kind in new[] { "enrollments", "members", "timeline", "work-items", "links", "mails", "directory", "enrollment-drafts" })
        {
            Assert.True(data.GetProperty(kind).GetArrayLength() > 0 || kind == "enrollment-drafts", kind);
        }
        var text = export.GetRawText();
        foreach (var part in new[] { id, "Quilla Varga", "quilla.varga@agents.example", "512-555-0187", "778899", "She called", "enrollment.welcome", "link.opened" })
        {
            Assert.Contains(part, text);
        }
        Assert.DoesNotContain(Cast.Bob.MemberEmail, text);
        foreach (var mail in mls.MailService.All.SelectMany(mail => mail.OwnLinks))
        {
            Assert.DoesNotContain(mail.Address.Segments[^1], text.Replace("enroll", ""));
        }
    }

    [Fact]
    public async Task A_broker_gets_what_their_offices_say_about_them()
    {
        await mls.AddsOffice(Cast.Solo with { OfficeKey = "second", OfficeName = "Second Office", Brokers = [Cast.Stella, Cast.Bob with { MemberKey = "robert" }], Delegates = ["robert"] });

        var bob = Assert.Single((await Get($"/api/people?email={Cast.Bob.MemberEmail}")).GetProperty("people").EnumerateArray());
        Assert.Equal(("TX-100001", "Bob Broker", "lakeview second"), (
            bob.GetProperty("key").GetString(), bob.GetProperty("memberFullName").GetString(),
            string.Join(' ', bob.GetProperty("decidesFor").EnumerateArray().Select(office => office.GetString()))));
        var offices = (await Get("/api/people/tx-100001/export")).GetProperty("data").GetProperty("offices");

        Assert.Equal(
            ["Lakeview Realty bob@lakeview.example True False", "Second Office bob@lakeview.example False True"],
            offices.EnumerateArray().Select(office => $"{office.GetProperty("officeName")} {office.GetProperty("broker").GetProperty("memberEmail")} {office.GetProperty("isBrokerOfRecord")} {office.GetProperty("isDelegate")}"));
        Assert.DoesNotContain("stella", offices.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("dana", offices.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Brokers_of_one_mailbox_get_each_their_own()
    {
        var both = Cast.Lakeview with { Brokers = [Cast.Bob, Cast.Dana with { MemberEmail = Cast.Bob.MemberEmail }] };
        await mls.AddsOffice(both);

        var people = (await Get($"/api/people?email={Cast.Bob.MemberEmail}")).GetProperty("people").EnumerateArray().ToList();
        Assert.Equal(["TX-100001", "TX-100002"], people.Select(person => person.GetProperty("key").GetString()));
        var dana = (await Get("/api/people/TX-100002/export")).GetProperty("data").GetProperty("offices");
        Assert.Equal("Dana Deputy", Assert.Single(dana.EnumerateArray()).GetProperty("broker").GetProperty("memberFullName").GetString());
    }

    [Fact]
    public async Task A_member_of_the_roster_gets_their_addresses_and_contacts()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Cast.Quilla.MemberEmail)));
        await mls.SaysMember(Cast.Quilla, key: "M-7");
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Quilla with { MemberEmail = "quilla@new.example" }, key: "M-7");
        await mls.Budget.TrySpendAsync(MemberServices.Contacts.Contacted.Person("M-7"), "survey-1", mls.Now, TestContext.Current.CancellationToken);

        var data = (await Get("/api/people/M-7/export")).GetProperty("data");

        Assert.Equal(["quilla@new.example", Cast.Quilla.MemberEmail], [
            data.GetProperty("members")[0].GetProperty("memberEmail").GetString()!, data.GetProperty("members")[1].GetProperty("formerEmails")[0].GetString()!,
        ]);
        Assert.Equal("Reset on the phone", Assert.Single(data.GetProperty("timeline").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Equal("survey-1", Assert.Single(data.GetProperty("contact-budget").EnumerateArray()).GetProperty("what").GetString());
    }

    [Fact]
    public async Task Of_somebody_unknown_there_is_nothing()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Api.GetAsync("/api/people/TX-99/export", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Api.GetAsync("/api/people/a%20b/export", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, (await Get("/api/people?email=nobody@example.com")).GetProperty("people").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?email=jane")]
    public async Task What_is_no_address_is_named(string query)
    {
        var answer = await mls.Api.GetAsync($"/api/people{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("email", (await Mls.Json(answer)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    async Task<JsonElement> Get(string path) => await mls.Api.GetFromJsonAsync<JsonElement>(path);
}
