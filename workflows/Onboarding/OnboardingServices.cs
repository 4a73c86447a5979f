using MemberServices.Messages;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Onboarding;

public static class OnboardingServices
{
    /// <summary>Enrollments, from the application to the access. Needs all that is registered for other folders.</summary>
    public static IServiceCollection AddOnboarding(this IServiceCollection services) => services
        .AddSingleton<EnrollmentTable>().AddTable(EnrollmentTable.TableName)
        .AddSingleton<EnrollmentMails>()
        .AddSingleton<EnrollmentNotifier>()
        .AddSingleton<EnrollmentWorkItems>()
        .AddSingleton<EnrollmentService>()
        .AddSingleton<Interventions>()
        .AddCommand<EnrollmentCommands>(EnrollmentCommands.Requested, enrollments => enrollments.StartAsync);
}
