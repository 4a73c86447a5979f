using MemberServices.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Requests;

public static class RequestsServices
{
    /// <summary>What stands before every HTTP function, and answers for those that there aren't.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(s => new SiteHosts(s.GetRequiredService<SiteAddress>(), configuration["Site:Hosts"]))
        .AddSingleton<RefusalAnswers>()
        .AddSingleton<ApiDocument>()
        .AddSingleton<RouteCatalog>()
        .AddSingleton<LinkedCases>()
        .AddResponseCompression(Compression.Configure)
        .AddSingleton<IStartupFilter, Compression>();
}
