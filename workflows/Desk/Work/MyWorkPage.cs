using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.WorkItems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Work;

/// <summary>What somebody has to do, by due time.</summary>
public sealed class MyWorkPage(WorkPanels panels) : IDeskPage
{
    public string Route => "";

    public string What => "my work by due time: what is mine and what nobody has";

    public Task<IActionResult> ShowAsync(DeskRequest request) => panels.PageAsync(request, StatusCodes.Status200OK);
}

/// <summary>Takes a work item, hands it over, or says what came of it.</summary>
public sealed class WorkActPage(WorkPanels panels, WorkItemTable table, WorkItemActs acts, StaffDirectory staff) : IDeskForm
{
    public const string Take = "take", HandOver = "hand-over", Done = "done";

    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule Outcome = FieldRules.Reason("what came of it", "Say what came of it. Only staff read it.");

    public string Route => "work/{id}/{act}";

    public string What => "takes a work item, hands it over, or says what came of it";

    public Task<IActionResult> ShowAsync(DeskRequest request) => Task.FromResult<IActionResult>(
        new RedirectAfterPost(DeskRequest.With(DeskRequest.Root, ("do", request["act"]), ("item", request["id"]))));

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        var (id, act) = (request["id"], request["act"]);
        if (await table.ReadAsync(id, request.Cancellation) is not { } record)
        {
            return await panels.PageAsync(request, StatusCodes.Status404NotFound, sent, note: DeskNote.Quicker("There is no such work item any more.", "Nothing was changed."));
        }
        var (fields, actor) = (sent.Fields, new WorkItemActor(request.Who, request.Actor.Name, int.TryParse(sent["version"], out var version) ? version : null));
        WorkItemAnswer? answer = null;
        switch (act)
        {
            case Take:
                answer = await acts.TakeAsync(id, actor, request.Cancellation);
                break;
            case HandOver:
                var (target, reason) = (await ReadTargetAsync(record.Item, fields, sent["to"]), fields.Text("reason", Reason));
                answer = fields.Errors.Count > 0 ? null : await acts.HandOverAsync(id, actor, target!, reason, request.Cancellation);
                break;
            case Done:
                var outcome = fields.Text("outcome", Outcome);
                answer = fields.Errors.Count > 0 ? null : await acts.DoneAsync(id, actor, outcome, request.Cancellation);
                break;
            default:
                return await panels.PageAsync(request, StatusCodes.Status404NotFound, sent, note: DeskNote.Quicker("There is nothing of that kind to do.", "Nothing was changed."));
        }
        var typed = new TypedWork(id, act, sent["to"], sent[act == Done ? "outcome" : "reason"], fields.Errors);
        return answer switch
        {
            null => await panels.PageAsync(request, StatusCodes.Status400BadRequest, sent, typed),
            { Refusal: null } => new RedirectAfterPost(DeskRequest.With(panels.Back(sent), ("said", act), ("item", id))),
            { Refusal: WorkItemRefusal.NotTheirs, Detail: { } detail } =>
                await panels.PageAsync(request, StatusCodes.Status403Forbidden, sent, note: DeskNote.Quicker("This is another role’s work.", detail)),
            { Record: { } now } => await panels.PageAsync(
                request, StatusCodes.Status409Conflict, sent, now.Item.IsLive ? typed : null, panels.Quicker(now, typed.Text)),
            _ => await panels.PageAsync(request, StatusCodes.Status404NotFound, sent, note: DeskNote.Quicker("There is no such work item any more.", "Nothing was changed.")),
        };
    }

    async Task<WorkItemTarget?> ReadTargetAsync(WorkItem item, FieldReader fields, string to)
    {
        var target = to.Split(':', 2) switch
        {
            ["role", var role] when staffRoles.Contains(role) => new WorkItemTarget(role, null),
            ["person", var address] when await staff.FindAsync(address) is { } person =>
                new WorkItemTarget(person.Has(item.Role) ? item.Role : person.Roles[0].Id, person.Person),
            _ => null,
        };
        fields.Must(target is not null, "to", "Choose to whom it is handed over.", FieldCodes.Required);
        return target;
    }

    readonly IReadOnlySet<string> staffRoles = panels.Roles;
}

/// <param name="Item">Whose panel is open.</param>
/// <param name="Act">Which panel.</param>
/// <param name="To">To whom it is handed over.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Errors">What to correct.</param>
public sealed record TypedWork(string Item, string Act, string To, string Text, IReadOnlyList<FieldError> Errors)
{
    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}
