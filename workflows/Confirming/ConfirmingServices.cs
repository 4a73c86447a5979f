using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Confirming;

public static class ConfirmingServices
{
    /// <summary>What all confirmed forms share.</summary>
    public static IServiceCollection AddConfirming(this IServiceCollection services) => services
        .AddSingleton<StoppedMailboxes>().AddTable(StoppedMailboxes.TableName)
        .AddSingleton<IForgetting>(s => s.GetRequiredService<StoppedMailboxes>());

    /// <summary>A form that its mailbox's owner confirms.</summary>
    /// <param name="services">The services.</param>
    /// <param name="table">The table in which what was sent waits.</param>
    public static IServiceCollection AddConfirmedForm<T, TForm>(this IServiceCollection services, string table) where T : class where TForm : class, IConfirmedForm<T> => services
        .AddSingleton<IConfirmedForm<T>, TForm>()
        .AddSingleton(s => new DraftTable<T>(
            s.GetRequiredService<TableServiceClient>(), s.GetRequiredService<IConfirmedForm<T>>(), table, s.GetRequiredService<RetentionPolicy>())).AddTable(table)
        .AddPersonalData<DraftTable<T>>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<DraftTable<T>>())
        .AddSingleton<Confirmations<T>>();
}
