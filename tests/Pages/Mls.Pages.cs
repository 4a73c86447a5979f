using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
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
    public async Task<Html> Sends(Form form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = form.Content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", "null");
        var answer = await Html.Of(await Http.SendAsync(request));
        await Settle();
        return answer;
    }

    /// <summary>Opens the form and fills it in.</summary>
    public async Task<Form> FillsIn(Application application) => (await Opens("/enroll")).Form
        .With("memberFullName", application.MemberFullName).With("memberEmail", application.MemberEmail).With("memberPreferredPhone", application.MemberPreferredPhone)
        .With("memberStateLicense", application.MemberStateLicense).With("memberStateLicenseState", application.MemberStateLicenseState)
        .With("officeKey", application.OfficeKey).With("memberType", application.MemberType);

    /// <summary>Applies on the public page.</summary>
    public async Task<Html> AppliesOnThePage(Application application) => await Sends(await FillsIn(application));

    /// <summary>The address in the broker's newest request.</summary>
    public Uri Request(string broker) => Inbox(broker).Latest.Link("Review");

    /// <summary>The address of the applicant's progress page.</summary>
    public Uri Progress(string applicant) => Inbox(applicant).All[0].Link("Follow");
}
