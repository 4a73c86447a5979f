using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Staff.Away;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Staff;

public static class StaffServices
{
    /// <summary>Who works here, and who stands in for whom. Needs a client of Microsoft Graph and the policy's section.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services) => services
        .AddSingleton<StaffDirectory>()
        .AddSingleton<StaffAwayTable>().AddTable(StaffAwayTable.TableName).AddPersonalData<StaffAwayTable>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<StaffAwayTable>())
        .AddSingleton<StandIns>();
}
