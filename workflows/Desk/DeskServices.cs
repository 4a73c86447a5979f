using MemberServices.Desk.Away;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Desk.Searching;
using MemberServices.Desk.SignIn;
using MemberServices.Desk.Work;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Desk;

public static class DeskServices
{
    /// <summary>The frame of the staff's pages. Features add what they show there.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new StaffSignIn(configuration["Staff:SignIn"]))
        .AddSingleton<FormTokens>().AddTable(FormTokens.TableName)
        .AddSingleton<IForgetting>(s => s.GetRequiredService<FormTokens>())
        .AddSingleton<DeskAssets>()
        .AddSingleton<DeskTimes>()
        .AddSingleton<DeskRenderer>()
        .AddSingleton<DeskCatalog>()
        .AddSingleton<DeskDoor>()
        .AddSingleton<DeskCases>()
        .AddSingleton<CaseSurroundings>()
        .AddSingleton<IDeskSearch, CaseSearch>()
        .AddSingleton<MyWorkReader>()
        .AddSingleton<WorkPanels>()
        .AddDeskPage<MyWorkPage>()
        .AddDeskPage<WorkActPage>()
        .AddDeskPage<WorkItemPage>()
        .AddRailEntry(1, "My work", "")
        .AddDeskPage<AwayPage>()
        .AddDeskPage<SearchPage>()
        .AddDeskPage<CasePage>()
        .AddDeskPage<CaseActPage>();

    /// <summary>A page of the staff's.</summary>
    public static IServiceCollection AddDeskPage<TPage>(this IServiceCollection services) where TPage : class, IDeskPage => services.AddSingleton<IDeskPage, TPage>();

    /// <summary>An entry of the rail.</summary>
    public static IServiceCollection AddRailEntry(this IServiceCollection services, int order, string label, string route) =>
        services.AddSingleton(new RailEntry(order, label, route));

    /// <summary>How a kind of case is shown.</summary>
    public static IServiceCollection AddDeskCase<TCase>(this IServiceCollection services) where TCase : class, IDeskCase => services.AddSingleton<IDeskCase, TCase>();

    /// <summary>What the search finds, beside cases.</summary>
    public static IServiceCollection AddDeskSearch<TSearch>(this IServiceCollection services) where TSearch : class, IDeskSearch => services.AddSingleton<IDeskSearch, TSearch>();
}
