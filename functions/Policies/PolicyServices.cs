using MemberServices.Calendar;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Policies;

/// <summary>The policy file, split into the sections that features take: none takes the whole.</summary>
public static class PolicyServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services, PolicyFile policies) => services
        .AddSingleton(policies.Brand)
        .AddSingleton(policies.Mail)
        .AddSingleton(policies.Mail.Support)
        .AddSingleton(policies.Staff)
        .AddSingleton(policies.Links)
        .AddSingleton(policies.Forms)
        .AddSingleton(policies.Retention)
        .AddSingleton(policies.WorkItems)
        .AddSingleton(policies.Contacts)
        .AddSingleton(policies.Enrollment)
        .AddSingleton(policies.Tickets)
        .AddSingleton(policies.Surveys)
        .AddSingleton(policies.Complaints)
        .AddCalendars(new NamedCalendars(policies.Calendars));
}
