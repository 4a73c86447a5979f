using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Links;

public static class LinksServices
{
    /// <summary>Links in mails, and the address of the site that they lead to. Needs the policies.</summary>
    /// <exception cref="ArgumentException">The site's address is missing or wrong.</exception>
    public static IServiceCollection AddLinks(this IServiceCollection services, IConfiguration configuration)
    {
        // Azure gives every app a name; a domain of one's own is a setting.
        var platform = configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host ? $"https://{host}" : null;
        return services
            .AddSingleton(new SiteAddress(configuration["Site:Address"] is { Length: > 0 } address ? address : platform))
            .AddSingleton<LinkTable>().AddTable(LinkTable.TableName).AddPersonalData<LinkTable>()
            .AddSingleton<IForgetting>(s => s.GetRequiredService<LinkTable>());
    }
}
