using MemberServices.People;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Members;

public static class MembersServices
{
    /// <summary>Who is a member, and whose each license is.</summary>
    public static IServiceCollection AddMembers(this IServiceCollection services) => services
        .AddSingleton<MemberTable>().AddTable(MemberTable.TableName).AddPersonalData<MemberTable>();
}
