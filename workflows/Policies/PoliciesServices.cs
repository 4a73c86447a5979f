using MemberServices.Calendar;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Policies;

public static class PoliciesServices
{
    /// <summary>The policy file's sections, each for the feature that it is about.</summary>
    /// <exception cref="PolicyException">The file has errors.</exception>
    public static IServiceCollection AddPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        var path = configuration["Policies:File"] ?? Path.Combine(AppContext.BaseDirectory, "policies.json");
        var policies = PolicyReader.Load(path);
        return services
            .AddSingleton(policies)
            .AddSingleton(policies.Brand)
            .AddSingleton(policies.Mail)
            .AddSingleton(policies.Links)
            .AddSingleton(policies.Enrollment)
            .AddSingleton(policies.Calendar)
            .AddSingleton(new BusinessCalendar(policies.Calendar));
    }
}
