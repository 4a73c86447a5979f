using Azure.Data.Tables;
using MemberServices.Cases.Finding;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Cases;

public static class CasesServices
{
    /// <summary>What all kinds of cases stand on. Needs links, mail, messages and work items.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseClaims>().AddTable(CaseClaims.TableName)
        .AddSingleton<CaseIndex>().AddTable(CaseIndex.TableName)
        .AddSingleton<CaseNotifier>()
        .AddSingleton<CaseWorkItems>();

    /// <summary>A kind of cases: its table and its starter.</summary>
    /// <param name="services">The app's.</param>
    /// <param name="kind">Which.</param>
    /// <param name="tableName">The table that they are in.</param>
    public static IServiceCollection AddCaseTable<TOpened, TOutcome>(this IServiceCollection services, CaseKind kind, string tableName) => services
        .AddSingleton(s => new CaseTable<TOpened, TOutcome>(s.GetRequiredService<TableServiceClient>(), kind, tableName)).AddTable(tableName)
        .AddSingleton<CaseStarter<TOpened, TOutcome>>();

    /// <summary>What cases that go by their log alone know about people, how theirs end before they are erased, and when all are. Needs the kind's table.</summary>
    public static IServiceCollection AddLogsOfPeople<TOpened, TKind>(this IServiceCollection services) where TKind : class, ILogsOfPeople<TOpened> => services
        .AddSingleton<ILogsOfPeople<TOpened>, TKind>()
        .AddSingleton<LogsOfPeople<TOpened>>().AddPersonalData<LogsOfPeople<TOpened>>()
        .AddSingleton<IPersonsCases>(s => s.GetRequiredService<LogsOfPeople<TOpened>>())
        .AddSingleton<IForgetting, FinishedLogs<TOpened>>();
}
