using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.LostLinks;

public static class LostLinksServices
{
    /// <summary>New links for who has lost theirs.</summary>
    public static IServiceCollection AddLostLinks(this IServiceCollection services) => services
        .AddSingleton<MyCasesMails>()
        .AddCommand<MyCases>(MyCases.Requested, cases => cases.SendAsync);

    /// <summary>A kind of cases that the mail lists, in the order of the registrations.</summary>
    public static IServiceCollection AddLostLinks<T>(this IServiceCollection services) where T : class, ILostLinks => services.AddSingleton<ILostLinks, T>();
}
