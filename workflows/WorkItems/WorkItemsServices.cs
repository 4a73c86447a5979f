using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using MemberServices.WorkItems.Reminders;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.WorkItems;

public static class WorkItemsServices
{
    /// <summary>What waits for the staff. Needs the messages, the mails and the staff.</summary>
    public static IServiceCollection AddWorkItems(this IServiceCollection services) => services
        .AddSingleton<WorkItemTable>().AddTable(WorkItemTable.TableName)
        .AddSingleton<WorkItemEraser>().AddPersonalData<WorkItemEraser>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<WorkItemEraser>())
        .AddSingleton(s => LongestOf(s.GetRequiredService<WorkItemPolicy>()))
        .AddSingleton<WorkItemEvents>()
        .AddSingleton<WorkItemService>()
        .AddSingleton<WorkItemActs>()
        .AddSingleton<EmptyRoles>()
        .AddSingleton<WorkItemReaders>()
        .AddSingleton<WorkItemMails>()
        .AddSingleton<WorkItemReminding>()
        .AddCommand<WorkItemFollowUps>(WorkItemFollowUps.Command, followUps => followUps.TakeAsync)
        .AddPreview<WorkItemPreview>();

    static LongestSchedule LongestOf(WorkItemPolicy policy) => new(policy.DueDays + policy.ManagerDays);
}
