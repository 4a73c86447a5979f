using MemberServices.Cases;
using MemberServices.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Complaints.Desk;

public static class ComplaintDeskServices
{
    /// <summary>What staff see and do of complaints on their pages. What they have to do about them are work items, which are theirs already.</summary>
    public static IServiceCollection AddComplaintDesk(this IServiceCollection services) => services
        .AddSingleton<ComplaintDeeds>()
        .AddSingleton<ComplaintStories>()
        .AddDeskCase<ComplaintCase>()
        .AddDeskPage<ComplaintListPage>()
        .AddDeskPage<NewComplaintPage>()
        .AddSingleton(s => new CaseCategories(
            CaseKind.Complaint, [.. s.GetRequiredService<ComplaintPolicy>().Categories.Select(category => KeyValuePair.Create(category.Id, category.Name))]))
        .AddRailEntry(2, "Complaints", "complaints");
}
