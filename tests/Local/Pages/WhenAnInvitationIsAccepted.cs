using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Local.Graph;

namespace MemberServices.Tests.Pages;

public sealed class WhenAnInvitationIsAccepted
{
    [Fact]
    public async Task The_button_accepts_it_and_looking_at_it_does_not()
    {
        await using var site = await LocalSite.StartAsync();
        var page = await InviteAsync(site);

        Assert.Contains("jane@example.org", await site.Browser.GetStringAsync(page));
        Assert.Equal((1, 0), site.Machine.Part<LocalGraph>().Guests);
        for (var again = 0; again < 2; again++)
        {
            using var answer = await site.Browser.PostAsync(page, null);
            Assert.Equal((HttpStatusCode.SeeOther, page.AbsolutePath), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        Assert.Equal((1, 1), site.Machine.Part<LocalGraph>().Guests);
        Assert.Contains("The invitation is accepted", await site.Browser.GetStringAsync(page));
    }

    [Fact]
    public async Task It_ends_with_the_account()
    {
        await using var site = await LocalSite.StartAsync();
        var page = await InviteAsync(site);
        var users = await site.Script.GetFromJsonAsync<JsonElement>("/local/graph/v1.0/users?$filter=mail%20eq%20'jane@example.org'");
        using var deleted = await site.Script.DeleteAsync($"/local/graph/v1.0/users/{users.GetProperty("value")[0].GetProperty("id").GetString()}");

        using var answer = await site.Browser.PostAsync(page, null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal((0, 0), site.Machine.Part<LocalGraph>().Guests);
    }

    static async Task<Uri> InviteAsync(LocalSite site)
    {
        site.Machine.Part<LocalGraph>().PagesAddress = site.Browser.BaseAddress;
        using var created = await site.Script.PostAsJsonAsync(
            "/local/graph/v1.0/invitations", new { invitedUserEmailAddress = "jane@example.org", inviteRedirectUrl = "https://mls.example/" });
        var invitation = await created.Content.ReadFromJsonAsync<JsonElement>();
        return new Uri(invitation.GetProperty("inviteRedeemUrl").GetString()!);
    }
}
