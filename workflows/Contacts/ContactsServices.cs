using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Contacts;

public static class ContactsServices
{
    /// <summary>Contacts that other systems tell of, and how many we may make ourselves. Needs timelines, cases and members.</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
        .AddSingleton<PersonFinder>()
        .AddSingleton<ContactBudgetTable>().AddTable(ContactBudgetTable.TableName).AddPersonalData<ContactBudgetTable>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<ContactBudgetTable>())
        .AddSingleton<OptOuts>().AddTable(OptOuts.TableName).AddPersonalData<OptOuts>()
        .AddSingleton<ContactBudget>()
        .AddCommand<ContactLog>(ContactLog.Logged, log => log.TakeAsync);
}
