using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Roster;

public static class RosterServices
{
    /// <summary>The association's records of members and offices. Needs these, cases and messages.</summary>
    public static IServiceCollection AddRoster(this IServiceCollection services) => services
        .AddSingleton<RosterLeaves>()
        .AddCommand<RosterCommands>(RosterCommands.Member, roster => roster.RecordMemberAsync)
        .AddCommand<RosterCommands>(RosterCommands.Office, roster => roster.RecordOfficeAsync);
}
