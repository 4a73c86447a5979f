using MemberServices.Cases;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Pages;
using MemberServices.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests.Pages;

public class WhenAPageIsRendered
{
    [Fact]
    public Task A_form_without_an_action_is_sent_to_its_own_address() => RendersAForm(_ => { });

    [Fact]
    public Task So_it_is_beside_the_services_of_MVC_which_the_worker_registers() => RendersAForm(services => services.AddMvc());

    [Fact]
    public Task So_it_is_beside_the_services_of_Razor_components() => RendersAForm(services => services.AddRazorComponents());

    [Fact]
    public async Task It_has_a_scope_of_its_own_that_ends_with_it()
    {
        var made = new List<Activator>();
        await using var host = Host(each => each.AddScoped<IComponentActivator>(_ =>
        {
            made.Add(new Activator());
            return made[^1];
        }));

        await host.Services.GetRequiredService<PageRenderer>().MessageAsync(404, Message.UnknownLink);

        Assert.True(Assert.Single(made).IsDisposed);
    }

    static async Task RendersAForm(Action<IServiceCollection> register)
    {
        await using var host = Host(register);
        var request = new ApprovalView(
            CaseId.New(CaseKind.Enrollment), Cast.Jane, Cast.Lakeview.OfficeName, new Person(Cast.Bob.MemberFullName, Cast.Bob.MemberEmail), Mls.MondayMorning, Mls.MondayMorning.AddDays(14),
            [], ApprovalState.Open, null, null);

        var page = await host.Services.GetRequiredService<PageRenderer>().PageAsync<ApprovalPage>(
            200, (nameof(ApprovalPage.Approval), request), (nameof(ApprovalPage.Form), ApprovalForm.Empty), (nameof(ApprovalPage.Address), "/approvals/x"));

        Assert.Contains("<form class=\"card\" method=\"post\"", page.Html);
        Assert.Contains(" action=\"/approvals/x\"", page.Html);
    }

    /// <summary>A web host's, with every check of scopes, as under the environment Development.</summary>
    static WebApplication Host(Action<IServiceCollection> register)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Host.UseDefaultServiceProvider(options => options.ValidateScopes = true);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddPolicies(Rendering.Policies).AddSingleton(Rendering.Site).AddSingleton(TimeProvider.System).AddPages();
        register(builder.Services);
        return builder.Build();
    }

    sealed class Activator : IComponentActivator, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public IComponent CreateInstance(Type componentType) => (IComponent)System.Activator.CreateInstance(componentType)!;

        public void Dispose() => IsDisposed = true;
    }
}
