using System.Net;
using System.Net.Http.Json;
using MemberServices.Offices;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

/// <summary>What people and systems send stays text, wherever it comes out.</summary>
public sealed class WhenATextIsHostile : IAsyncLifetime
{
    const string Markup = "<img src=x onerror=alert(1)>{{7*1234567}}${7*1234567}@Model</title>";

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("Jane\r\nBcc: eve@example.org")]
    [InlineData("Jane\0Doe")]
    [InlineData("Jane \u202Eeod")]
    [InlineData("Jane \u2066Doe\u2069")]
    [InlineData("Jane\u2028Doe")]
    public async Task A_name_with_what_nobody_sees_is_refused(string name)
    {
        var applied = await mls.SendsToTheApi(Cast.Jane with { MemberFullName = name });
        var office = await mls.Api.PutAsJsonAsync("api/offices/lakeview", Lakeview with { OfficeName = name }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, applied.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, office.StatusCode);
        Assert.Contains("memberFullName", await applied.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_with_commas_and_quotes_adds_no_recipient()
    {
        await mls.Applies(Cast.Jane with { MemberFullName = "Jane, eve@example.org; \"Eve\" <eve@example.org>" });

        Assert.All(mls.Machine.Part<Local.Email.Inbox>().All, mail => Assert.Single(mail.To));
        Assert.Equal(0, mls.Inbox("eve@example.org").Count);
    }

    [Fact]
    public async Task Markup_in_every_field_is_text_on_every_page_and_in_every_mail()
    {
        (await mls.Api.PutAsJsonAsync("api/offices/lakeview", Lakeview, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var id = await mls.Applies(Cast.Jane with { MemberFullName = $"Jane {Markup}" });
        await mls.Intervenes(id, "resend", new { by = Cast.Sarah.Email, reason = $"Called {Markup}", toMember = $"Called {Markup}" });
        var open = await mls.Opens(mls.Request(Cast.Bob));
        await mls.Sends(open.Form.Choosing("decline").With("reason", $"Left {Markup}"));

        List<string> shown =
        [
            open.Source, (await mls.Opens(mls.Request(Cast.Bob))).Source, (await mls.Opens(mls.Progress(Cast.Jane))).Source,
            (await mls.Opens("/enroll")).Source, .. mls.Machine.Part<Local.Email.Inbox>().All.Select(mail => mail.Html),
        ];
        Assert.All(shown, html => Assert.DoesNotContain("<img", html));
        Assert.All(shown, html => Assert.Single(html.Split("</title>")[1..]));
        Assert.Contains($"Left {Markup}", Rendering.Words(mls.Inbox(Cast.Jane).Latest.Html));
        Assert.Contains($"Office {Markup}", open.Words);
        Assert.DoesNotContain(shown, html => html.Contains("8641969"));
    }

    [Fact]
    public async Task The_api_answers_with_it_as_json_that_no_page_can_run()
    {
        var id = await mls.Applies(Cast.Jane with { MemberFullName = $"Jane {Markup}" });

        foreach (var address in new[] { $"api/enrollments/{id}", "api/interactions?memberKey=TX-123456" })
        {
            using var answer = await mls.Api.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.DoesNotContain("<img", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal($"Jane {Markup}", (await mls.Enrollment(id)).Applicant.MemberFullName);
    }

    static Office Lakeview => Cast.Lakeview with
    {
        OfficeName = $"Office {Markup}",
        Brokers = [Cast.Bob with { MemberFullName = $"Bob {Markup}" }, Cast.Dana with { MemberFullName = $"Dana {Markup}" }],
    };
}
