using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Tests.Desk;
using MemberServices.Tests.Graph;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests;

/// <summary>What staff do on their pages.</summary>
public sealed partial class Mls
{
    /// <summary>Somebody of the staff signs in, in a browser of their own.</summary>
    public async Task<StaffBrowser> SignsIn(Person who)
    {
        var browser = new StaffBrowser(this);
        await browser.SignsIn(who);
        return browser;
    }

    /// <summary>The object id of somebody of the staff.</summary>
    public async Task<string> ObjectId(Person who) => (await WhenTheAppCallsGraph.Client(Machine).Users[who.Email].GetAsync())!.Id!;

    /// <summary>Somebody's role is taken away.</summary>
    public async Task TakesRole(Person who, string group) =>
        await WhenTheAppCallsGraph.Client(Machine).Groups[group].Members[await ObjectId(who)].Ref.DeleteAsync();
}

static class CasePages
{
    /// <summary>The form of a page that does something: "…/withdraw".</summary>
    public static Form FormOf(this Html page, string act) =>
        page.Forms.FirstOrDefault(form => form.Action.EndsWith($"/{act}", StringComparison.Ordinal)) ?? throw new InvalidOperationException($"No form for {act}: {page}");
}
