using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Staff;

public static class StaffServices
{
    /// <summary>Who works here. Needs a client of Microsoft Graph and the policy's section.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services) => services.AddSingleton<StaffDirectory>();
}
