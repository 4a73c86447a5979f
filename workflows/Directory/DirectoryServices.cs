using MemberServices.People;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Directory;

public static class DirectoryServices
{
    /// <summary>What gives members their access, and takes it back, and the calendars of staff. Needs a client of Microsoft Graph and the site's address.</summary>
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<DirectoryLedger>().AddTable(DirectoryLedger.TableName).AddPersonalData<DirectoryLedger>()
        .AddSingleton<MemberDirectory>()
        .AddSingleton<DirectoryProvisioner>()
        .AddSingleton<IStaffCalendar, GraphCalendar>();
}
