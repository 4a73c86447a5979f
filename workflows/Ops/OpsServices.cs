using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Ops;

public static class OpsServices
{
    /// <summary>What ops need while the app runs. Needs the cases, the mails and a client of Service Bus.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services) => services
        .AddSingleton<StuckCases>()
        .AddSingleton<Watch>()
        .AddSingleton<DeadLetterActs>().AddTable(DeadLetterActs.TableName)
        .AddSingleton<IForgetting>(s => s.GetRequiredService<DeadLetterActs>())
        .AddSingleton<DeadLetters>();
}
