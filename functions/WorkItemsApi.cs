using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.WorkItems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>What waits for the staff: to be found, taken, handed over and done.</summary>
public sealed class WorkItemsApi(WorkItemTable table, WorkItemActs acts, StaffDirectory staff, StaffPolicy policy)
{
    const string NoSuchItem = "There is no such work item. List them: /api/work-items";

    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule Outcome = FieldRules.Reason("the outcome", "Say what came of it. Only staff read it.");
    static readonly FieldRule ToPerson = FieldRules.Email("the email address of who gets it") with { Empty = null };

    FieldRule ToRole => FieldRules.Choice("the role", null, OneOf(Roles), Roles);

    IReadOnlyList<string> Roles => [.. policy.Roles.Select(role => role.Id)];

    /// <summary>Takes role, owner (an email address), case, state, take and after. Without state: what is still to be done.</summary>
    [Function("ListWorkItems")]
    public async Task<IActionResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/work-items")] HttpRequest request)
    {
        var (role, owner, @case, state) = (Of(request, "role")?.ToLowerInvariant(), Of(request, "owner"), Of(request, "case"), Of(request, "state")?.ToLowerInvariant());
        var id = default(CaseId);
        ProblemError? error = role is not null && !Roles.Contains(role) ? new("role", OneOf(Roles), FieldCodes.Unknown)
            : owner is not null && !EmailAddress.IsValid(owner) ? new("owner", "must be an email address such as sarah@example.com")
            : @case is not null && !CaseId.TryParse(@case, out id) ? new("case", "must be a case's number such as \"EN-7KQ2MX\"")
            : state is not null && WorkItemNames<WorkItemState>.Find(state) is null ? new("state", OneOf(WorkItemNames<WorkItemState>.All), FieldCodes.Unknown)
            : null;
        if (error is not null)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", error);
        }
        if (PageSize.Of(request, WorkItemTable.MostOfAPage) is not { } take)
        {
            return PageSize.Wrong(WorkItemTable.MostOfAPage);
        }
        var query = new WorkItemQuery(role, owner, @case is null ? null : id.ToString(), state is null ? null : WorkItemNames<WorkItemState>.Find(state));
        return await table.PageAsync(query, take, Of(request, "after"), request.HttpContext.RequestAborted) is { } page
            ? new JsonResult(new { workItems = page.Rows.Select(Shown), page.After })
            : Problems.BadRequest(
                "The question has no such page.",
                new ProblemError("after", "must be what the page before answered as \"after\", with the same role, owner, case and state"));
    }

    [Function("ReadWorkItem")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/work-items/{item}")] HttpRequest request, string item) =>
        await table.ReadAsync(item, request.HttpContext.RequestAborted) is { } record ? Told(record) : Problems.NotFound(NoSuchItem);

    /// <summary>Takes by.</summary>
    [Function("TakeWorkItem")]
    public Task<IActionResult> TakeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/work-items/{item}/take")] HttpRequest request, string item) =>
        ActAsync(request, item, (by, _) => Task.FromResult<Func<WorkItemActor, Task<WorkItemAnswer>>?>(actor => acts.TakeAsync(item, actor, request.HttpContext.RequestAborted)));

    /// <summary>Takes by, reason, toRole or toPerson (an email address) or both, and version.</summary>
    [Function("HandWorkItemOver")]
    public Task<IActionResult> HandOverAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/work-items/{item}/hand-over")] HttpRequest request, string item) =>
        ActAsync(request, item, async (now, fields) =>
        {
            var (reason, target) = (fields.Text("reason", Reason), await ReadTargetAsync(now, fields));
            return target is null ? null : actor => acts.HandOverAsync(item, actor, target, reason, request.HttpContext.RequestAborted);
        });

    /// <summary>Takes by, outcome and version.</summary>
    [Function("FinishWorkItem")]
    public Task<IActionResult> DoneAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/work-items/{item}/done")] HttpRequest request, string item) =>
        ActAsync(request, item, (_, fields) =>
        {
            var outcome = fields.Text("outcome", Outcome);
            return Task.FromResult<Func<WorkItemActor, Task<WorkItemAnswer>>?>(actor => acts.DoneAsync(item, actor, outcome, request.HttpContext.RequestAborted));
        });

    async Task<IActionResult> ActAsync(
        HttpRequest request, string id, Func<WorkItem, FieldReader, Task<Func<WorkItemActor, Task<WorkItemAnswer>>?>> read)
    {
        if (await table.ReadAsync(id, request.HttpContext.RequestAborted) is not { } record)
        {
            return Problems.NotFound(NoSuchItem);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var fields = new FieldReader(body.Object);
        var by = await staff.ReadByAsync(fields);
        var act = await read(record.Item, fields);
        var version = fields.Integer("version");
        if (fields.Errors.Count > 0 || act is null || by is null || await staff.FindAsync(by.Email) is not { } person)
        {
            return Problems.BadRequest("Correct the fields and send it again.", [.. fields.Errors.Select(e => new ProblemError(e.Field, e.Message, e.Code))]);
        }
        return await act(new WorkItemActor(person, Actor.SystemFor(by.Name).Name, version)) switch
        {
            { Refusal: null, Record: { } done } => Told(done),
            { Refusal: WorkItemRefusal.NotTheirs, Detail: { } detail } => Problems.Of(StatusCodes.Status403Forbidden, "not-in-role", "This is another role's work", detail),
            { Refusal: WorkItemRefusal.Conflict, Detail: { } detail } => Problems.Conflict(detail),
            _ => Problems.NotFound(NoSuchItem),
        };
    }

    /// <summary>A person gets it in the item's role where they have it, else in the role that is named, else in their first one.</summary>
    async Task<WorkItemTarget?> ReadTargetAsync(WorkItem item, FieldReader fields)
    {
        var (role, address) = (fields.OptionalText("toRole", ToRole), fields.OptionalText("toPerson", ToPerson));
        fields.Must(role is not null || address is not null, "toPerson", "Say to whom: toPerson, an email address, or toRole.", FieldCodes.Required);
        if (fields.Errors.Count > 0)
        {
            return null;
        }
        if (address is null)
        {
            return new WorkItemTarget(role!, null);
        }
        var person = await staff.FindAsync(address);
        fields.Must(
            person is not null, "toPerson", "Send the email address of somebody of the staff: nobody in the groups of the roles has this one.", FieldCodes.Unknown);
        fields.Must(
            person is null || role is null || person.Has(role), "toRole", $"{person?.Person.Name} isn't of this role. Leave it out, or send one of {string.Join(", ", person?.Roles.Select(each => each.Id) ?? [])}.");
        return person is null ? null : new WorkItemTarget(role ?? (person.Has(item.Role) ? item.Role : person.Roles[0].Id), person.Person);
    }

    static string OneOf(IEnumerable<string> names) => $"Send one of {string.Join(", ", names)}.";

    static string? Of(HttpRequest request, string name) => request.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    static JsonResult Told(WorkItemRecord record) => new(new
    {
        workItem = Shown(record.Item),
        story = record.Story.Select(entry => new { entry.Number, entry.Kind, entry.At, entry.By, entry.From, entry.To, entry.Text }),
    });

    static object Shown(WorkItem item) => new
    {
        item.Id,
        item.Role,
        owner = item.Owner is { } owner ? new { owner.Name, owner.Email } : null,
        item.State,
        item.Title,
        item.Case,
        item.MemberKey,
        item.OpenedAt,
        item.Due,
        nextReminderAt = item.NextReminder,
        item.ClosedAt,
        item.ClosedBecause,
        item.Version,
        status = $"/api/work-items/{item.Id}",
    };
}
