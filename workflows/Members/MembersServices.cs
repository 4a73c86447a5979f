using MemberServices.Desk;
using MemberServices.Members.Desk;
using MemberServices.People;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Members;

public static class MembersServices
{
    /// <summary>Who is a member, whose each license is, and what staff see of them.</summary>
    public static IServiceCollection AddMembers(this IServiceCollection services) => services
        .AddSingleton<MemberTable>().AddTable(MemberTable.TableName).AddPersonalData<MemberTable>()
        .AddDeskPage<MembersPage>()
        .AddDeskPage<MemberPage>()
        .AddDeskSearch<MemberFinder>()
        .AddRailEntry(4, "Members", "members");
}
