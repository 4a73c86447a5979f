using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Pages;

public static class PagesServices
{
    /// <summary>What renders pages and takes their forms. Needs the policies, the tables and the site's address.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<Stylesheet>()
        .AddSingleton<LocalTimes>()
        .AddSingleton<PageRenderer>()
        .AddSingleton<SameOrigin>()
        .AddSingleton<FormRateLimiter>().AddTable(FormRateLimiter.TableName);
}
