using MemberServices.Offices;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Onboarding;

/// <summary>What enrollments need to be composed.</summary>
public static class EnrollmentServices
{
    public static IServiceCollection AddEnrollments(this IServiceCollection services) => services
        .AddSingleton<OfficeTable>()
        .AddSingleton<WorkItemTable>()
        .AddSingleton<WorkList>()
        .AddSingleton<EnrollmentTable>()
        .AddSingleton<EnrollmentPost>()
        .AddSingleton<EnrollmentWork>()
        .AddSingleton<Enrollments>()
        .AddSingleton<Interventions>();
}
