using MemberServices.Tests.Pages;

namespace MemberServices.Tests;

/// <summary>What people do on the pages.</summary>
public sealed partial class Mls
{
    /// <summary>The absolute address of a path.</summary>
    public string At(string path) => new Uri(Http.BaseAddress!, path).AbsoluteUri;

    public async Task<Html> Opens(string address) => await Html.Of(await Http.GetAsync(address));

    public Task<Html> Opens(Uri address) => Opens(address.PathAndQuery);

    /// <summary>Sends a form as a browser does, and waits until what follows from it has happened.</summary>
    public Task<Html> Sends(Form form) => SendsFrom(null, form);

    /// <summary>The same from another network address. The app must trust one hop.</summary>
    public async Task<Html> SendsFrom(string? address, Form form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = form.Content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", "null");
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", $"{address}:50123");
        }

        var answer = await Html.Of(await Http.SendAsync(request));
        await Settle();
        return answer;
    }
}
