using MemberServices.Desk;
using MemberServices.Offices.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Onboarding.Desk;

public static class EnrollmentDeskServices
{
    /// <summary>What staff see and do of enrollments.</summary>
    public static IServiceCollection AddEnrollmentDesk(this IServiceCollection services) => services
        .AddSingleton<EnrollmentActs>()
        .AddSingleton<EnrollmentTimeline>()
        .AddSingleton<EnrollmentStories>()
        .AddSingleton<EnrollmentPages>()
        .AddDeskCase<EnrollmentDesk>()
        .AddDeskPage<ChecklistActPage>()
        .AddDeskPage<EnrollmentListPage>()
        .AddDeskPage<NewEnrollmentPage>()
        .AddRailEntry(3, "Enrollments", "enrollments")
        .AddSingleton<IOfficeSection, OfficeEnrollments>();
}
