using MemberServices.Bounces;
using MemberServices.Cases;
using MemberServices.Complaints;
using MemberServices.Confirming;
using MemberServices.Contacts;
using MemberServices.Desk;
using MemberServices.Directory;
using MemberServices.Health;
using MemberServices.Interactions;
using MemberServices.Kpis;
using MemberServices.Links;
using MemberServices.LostLinks;
using MemberServices.Mail;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Ops;
using MemberServices.Pages;
using MemberServices.People;
using MemberServices.Policies;
using MemberServices.Requests;
using MemberServices.Roster;
using MemberServices.Staff;
using MemberServices.Surveys;
using MemberServices.Teams;
using MemberServices.Telemetry;
using MemberServices.Tickets;
using MemberServices.WorkItems;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>What the app is made of. Each feature registers itself, beside its code.</summary>
public static class Composition
{
    /// <summary>Adds all of it. The policy file and the settings are checked here: with an error in them the app doesn't start.</summary>
    /// <exception cref="PolicyException">The policy file has errors.</exception>
    /// <exception cref="ArgumentException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddMemberServices(this IServiceCollection services, IConfiguration configuration) => services
        .AddPolicies(PolicyReader.Load(configuration["Policies:File"] ?? Path.Combine(AppContext.BaseDirectory, "policies.json")))
        .AddAzureClients(configuration)
        .AddLinks(configuration)
        .AddMailDelivery(configuration)
        .AddPages()
        .AddRequests(configuration)
        .AddMessages()
        .AddInteractions()
        .AddWorkItems()
        .AddKpis()
        .AddCases()
        .AddBounces()
        .AddDirectory()
        .AddStaff()
        .AddTeams()
        .AddDesk(configuration)
        .AddOffices()
        .AddMembers()
        .AddRoster()
        .AddContacts()
        .AddConfirming()
        .AddLostLinks()
        .AddOnboarding()
        .AddTickets()
        .AddSurveys()
        .AddComplaints()
        .AddPeople()
        .AddOps()
        .AddTriggers(configuration)
        .AddTableInitializer()
        .AddHealth()
        .AddTelemetry(configuration)
        .AddNoKeyRing();

    /// <summary>What the functions themselves need.</summary>
    static IServiceCollection AddTriggers(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(ClientIp.Parse(configuration["Site:TrustedHops"]))
        .AddSingleton<Settlement>();

    static IServiceCollection AddTableInitializer(this IServiceCollection services) => services
        .AddSingleton<TableInitializer>()
        .AddHostedService(s => s.GetRequiredService<TableInitializer>());

    /// <summary>The worker's MVC would keep a ring of keys on disk, for forms and cookies of a kind that this app doesn't have.</summary>
    static IServiceCollection AddNoKeyRing(this IServiceCollection services) => services
        .Configure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false)
        .AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None));
}
