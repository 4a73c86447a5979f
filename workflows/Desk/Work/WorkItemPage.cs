using MemberServices.Desk.Frame;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.WorkItems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Work;

/// <summary>A work item with its story, done or not.</summary>
public sealed class WorkItemPage(WorkItemTable table, StaffPolicy policy, DeskRenderer desk) : IDeskPage
{
    /// <summary>The newest lines that are shown.</summary>
    const int MostLines = 100;

    static readonly Message NoItem = new("There is no such work item", "Work that is over is forgotten after some time.", "Look at your work, or search for the person or the case.")
    {
        Links = [new MessageLink("My work", DeskRequest.Root)],
    };

    public string Route => "work/{id}";

    public string What => "a work item and its story";

    public async Task<IActionResult> ShowAsync(DeskRequest request) => await table.ReadAsync(request["id"], request.Cancellation) is { } record
        ? await desk.PageAsync<WorkItemView>(
            request, StatusCodes.Status200OK, (nameof(WorkItemView.Item), record.Item), (nameof(WorkItemView.Story), record.Story.Reverse().Take(MostLines).ToList()),
            (nameof(WorkItemView.RoleNames), policy.Roles.ToDictionary(role => role.Id, role => role.Name)))
        : await desk.MessageAsync(request, StatusCodes.Status404NotFound, NoItem);
}
