using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Directory;

/// <summary>What the directory needs to be composed.</summary>
public static class DirectoryServices
{
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<MemberDirectory>()
        .AddSingleton<AccessLedger>()
        .AddSingleton<Access>();
}
