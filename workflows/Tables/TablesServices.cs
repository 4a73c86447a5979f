using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tables;

public static class TablesServices
{
    /// <summary>A table that is there before the first request. Each is named once, beside its class.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) =>
        services.AddSingleton(new RequiredTable(name));
}
