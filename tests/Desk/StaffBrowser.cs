using System.Text;
using System.Text.Json;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Desk;

/// <summary>The browser of somebody of the staff, with cookies of its own.</summary>
public sealed class StaffBrowser(Mls mls) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = mls.Http.BaseAddress };

    /// <summary>Chooses who they are on the page that a signed-out request leads to.</summary>
    public async Task<Html> SignsIn(Person who)
    {
        var page = await Opens((await Opens("/staff")).MustBe(303).Response.Headers.Location!.OriginalString);
        var button = page.MustBe(200).Source.Split("<button ").Single(each => each.Contains($">{who.Name}<", StringComparison.Ordinal));
        var id = button.Split("value=\"")[1].Split('"')[0];
        return (await Sends(page.Form.With("user", id))).MustBe(303);
    }

    public async Task<Html> Opens(string address) => await Html.Of(await http.GetAsync(address));

    /// <summary>A page as whoever accepts an encoding gets it.</summary>
    public Task<HttpResponseMessage> Asks(string address, string encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", encoding);
        return http.SendAsync(request);
    }

    /// <summary>Opens a page and follows where it leads.</summary>
    public async Task<Html> Sees(string address)
    {
        var page = await Opens(address);
        return page.Status == 303 ? await Sees(page.Response.Headers.Location!.OriginalString) : page.MustBe(200);
    }

    public async Task<Html> Sends(Form form, string site = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = form.Content };
        request.Headers.Add("Sec-Fetch-Site", site);
        var answer = await Html.Of(await http.SendAsync(request));
        await mls.Settle();
        return answer;
    }

    /// <summary>Sends a form and follows the redirect to what it says then.</summary>
    public async Task<Html> Does(Form form)
    {
        var answer = (await Sends(form)).MustBe(303);
        return (await Opens(answer.Response.Headers.Location!.OriginalString)).MustBe(200);
    }

    /// <summary>A page with a header that names somebody, as the platform would write it.</summary>
    public async Task<Html> Forges(string address, string principal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", principal);
        return await Html.Of(await http.SendAsync(request));
    }

    /// <summary>The header of a user of the directory.</summary>
    public static string PrincipalOf(string objectId, string name) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        auth_typ = "aad",
        claims = new[] { new { typ = "http://schemas.microsoft.com/identity/claims/objectidentifier", val = objectId }, new { typ = "name", val = name } },
    })));

    public void Dispose() => http.Dispose();
}
