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
        foreach (var kind in new[] { "enrollments", "members", "timeline", "work-items", "links", "mails", "directory", "drafts" })
        {
            Assert.True(data.GetProperty(kind).GetArrayLength() > 0 || kind == "drafts", kind);
        }
        var text = export.GetRawText();
        foreach (var part in new[] { id, "Quilla Varga", "quilla.varga@agents.example", "512-555-0187", "778899", "She called", "enrollment.welcome", "link.opened" })
        {
            Assert.Contains(part, text);
        }
        Assert.DoesNotContain(Cast.Bob.MemberEmail, text);
        foreach (var mail in mls.MailService.All.SelectMany(mail => mail.Links))
        {
            Assert.DoesNotContain(mail.Address.Segments[^1], text.Replace("enroll", ""));
        }
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
