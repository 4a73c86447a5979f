using MemberServices.Calendar;
using MemberServices.People;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.WorkItems;

public static class WorkItemsServices
{
    /// <summary>What waits for the staff. Needs the messages.</summary>
    public static IServiceCollection AddWorkItems(this IServiceCollection services) => services
        .AddSingleton<WorkItemTable>().AddTable(WorkItemTable.TableName).AddPersonalData<WorkItemTable>()
        .AddSingleton<WorkItemService>()
        .AddPreview<WorkItemPreview>();
}
