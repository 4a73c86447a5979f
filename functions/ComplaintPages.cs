using MemberServices.Cases;
using MemberServices.Complaints;
using MemberServices.Complaints.Acting;
using MemberServices.Complaints.Opening;
using MemberServices.Complaints.Viewing;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Messages;
using MemberServices.Pages;
using MemberServices.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ComplaintRecord = MemberServices.Cases.CaseRecord<MemberServices.Complaints.ComplaintOpened, MemberServices.Cases.NoOutcome>;

namespace MemberServices;

/// <summary>The page that a complainant and staff share about a complaint.</summary>
public sealed class ComplaintPages(
    ComplaintService complaints, ComplaintDesk desk, ComplaintFields rules, LinkedCases linked, PageRenderer pages, TimeProvider clock)
{
    static readonly FieldRule Why = FieldRules.Reason("the reason", empty: null);
    static readonly FieldRule YesOrNo = FieldRules.Choice("your answer", "Choose yes or no.", "Choose yes or no.", ["yes", "no"]);

    /// <summary>What a form has done, by the word in the address that the browser is sent on to.</summary>
    static readonly Dictionary<string, string> Said = new()
    {
        ["reply"] = "We have what you wrote. Whoever looks after your complaint gets it now.",
        ["prefer"] = "We have your choice.",
        ["yes"] = "Thank you for your answer.",
        ["no"] = "Thank you for telling us. Your complaint is open again, one level higher.",
        ["reopen"] = "It is open again.",
        ["taken-back"] = "Your complaint is closed.",
        ["new"] = "We opened a new complaint that goes on with this one. You get an email with a link to it.",
    };

    [Function("ComplaintPage")]
    public async Task<IActionResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "complaints/{token}")] HttpRequest request, string token) =>
        await linked.ShowAsync(request, await FindAsync(token), record => PageAsync(
            StatusCodes.Status200OK, record, token, said: Said.GetValueOrDefault(request.Query["done"].ToString()), filledIn: name => request.Query[name] == "yes" ? "yes" : request.Query[name] == "no" ? "no" : ""));

    [Function("ComplaintFormSent")]
    public Task<IActionResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "complaints/{token}")] HttpRequest request, [DurableClient] DurableTaskClient durable, FunctionContext context,
        string token) => linked.SendAsync(
            request, context, () => FindAsync(token),
            (record, sent, problem) => PageAsync(StatusCodes.Status429TooManyRequests, record, token, sent: sent, problem: problem),
            (record, sent) => ActAsync(durable, record, sent, token, request.HttpContext.RequestAborted));

    async Task<IActionResult> ActAsync(DurableTaskClient durable, ComplaintRecord record, PostedForm sent, string token, CancellationToken cancel)
    {
        var fields = sent.Fields;
        if (sent["act"] == "reopen" && record.State.IsOver(record.Opened, clock.GetUtcNow()))
        {
            return await FollowAsync(durable, record, sent, fields, token, cancel);
        }
        var (act, done) = Read(record, sent, fields);
        if (act is null || fields.Errors.Count > 0)
        {
            return await PageAsync(StatusCodes.Status400BadRequest, record, token, sent: sent, errors: fields.Errors);
        }
        var result = await desk.ApplyAsync(durable, record.Id, act, record.Complainant, Channel.Form, cancel);
        return result.State == InterventionState.Recorded
            ? new RedirectAfterPost($"{PathOf(token)}?done={done}")
            : await PageAsync(StatusCodes.Status409Conflict, await complaints.FindAsync(record.Id, cancel) ?? record, token, sent: sent, problem: result.Detail);
    }

    [Function("TakeBackComplaintForm")]
    public async Task<IActionResult> AskTakeBackAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "complaints/{token}/take-back")] HttpRequest request, string token) =>
        (await FindAsync(token))?.Record switch
        {
            { State.Phase: ComplaintPhase.Closed } => new RedirectAfterPost(PathOf(token)),
            { } record => await TakeBackPageAsync(StatusCodes.Status200OK, record, token),
            null => await linked.UnknownAsync(),
        };

    [Function("TakeBackComplaintSent")]
    public async Task<IActionResult> TakeBackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "complaints/{token}/take-back")] HttpRequest request, [DurableClient] DurableTaskClient durable, string token)
    {
        var (sent, refusal) = await pages.ReadFormAsync(request);
        if (sent is null)
        {
            return refusal!;
        }
        if (await FindAsync(token) is not { Record: var record })
        {
            return await linked.UnknownAsync();
        }
        var fields = sent.Fields;
        var why = fields.OptionalText("why", Why);
        // A mail scanner that sends whatever form it finds has ticked nothing.
        fields.Must(sent[TakeBackComplaintPage.Field] == "yes", TakeBackComplaintPage.Field, "Tick the box to take back your complaint.", FieldCodes.Required);
        if (fields.Errors.Count > 0)
        {
            return await TakeBackPageAsync(StatusCodes.Status400BadRequest, record, token, sent, fields.Errors);
        }
        await desk.ApplyAsync(durable, record.Id, ComplaintActs.TakeBack(why), record.Complainant, Channel.Form, request.HttpContext.RequestAborted);
        return new RedirectAfterPost($"{PathOf(token)}?done=taken-back");
    }

    (ComplaintAct? Act, string Done) Read(ComplaintRecord record, PostedForm sent, FieldReader fields)
    {
        switch (sent["act"])
        {
            case "reply":
                return (ComplaintActs.Reply(fields.Text("text", ComplaintFields.Text)), "reply");
            case "prefer":
                return (ComplaintActs.Prefer(rules.ReadPreference(fields, record.Opened.Request)), "prefer");
            case "answer":
                var (outcome, handling) = (fields.Text("outcome", YesOrNo) == "yes", fields.Text("handling", YesOrNo) == "yes");
                var isSatisfied = outcome && handling;
                var said = fields.OptionalText("said", isSatisfied || fields.Errors.Count > 0 ? ComplaintFields.Said : ComplaintFields.Said with { Empty = "Write in a few words what isn’t right." });
                return (ComplaintActs.Answer(new ComplaintAnswer(outcome, handling, said)), isSatisfied ? "yes" : "no");
            case "reopen":
                return (ComplaintActs.Reopen(fields.Text("text", ComplaintFields.Text)), "reopen");
            default:
                fields.Must(false, "text", "Send one of the page’s forms.");
                return (null, "");
        }
    }

    /// <summary>Opens a complaint that goes on with one that was closed too long ago. Whoever has its link proves by it who they are.</summary>
    async Task<IActionResult> FollowAsync(
        DurableTaskClient durable, ComplaintRecord closed, PostedForm sent, FieldReader fields, string token, CancellationToken cancellationToken)
    {
        var text = fields.Text("text", ComplaintFields.Text);
        if (fields.Errors.Count > 0)
        {
            return await PageAsync(StatusCodes.Status400BadRequest, closed, token, sent: sent, errors: fields.Errors);
        }
        await complaints.FollowAsync(durable, closed, text, DeterministicId.From("follows", closed.Id, text), closed.Complainant, Channel.Form, cancellationToken);
        return new RedirectAfterPost($"{PathOf(token)}?done=new");
    }

    static string PathOf(string token) => $"/complaints/{Uri.EscapeDataString(token)}";

    Task<LinkedCase<ComplaintRecord>?> FindAsync(string token) =>
        linked.FindAsync(LinkPurpose.Complaint, token, async id => await complaints.FindAsync(id) is { IsErased: false } record ? record : null);

    async Task<PageResult> PageAsync(
        int status, ComplaintRecord record, string token, string? said = null, PostedForm? sent = null, IReadOnlyList<FieldError>? errors = null, string? problem = null,
        Func<string, string>? filledIn = null)
    {
        var page = await pages.PageAsync<ComplaintPage>(
            status,
            (nameof(Complaints.Viewing.ComplaintPage.Record), record),
            (nameof(Complaints.Viewing.ComplaintPage.Address), PathOf(token)),
            (nameof(Complaints.Viewing.ComplaintPage.TakeBackAddress), $"{PathOf(token)}/take-back"),
            (nameof(Complaints.Viewing.ComplaintPage.Said), said),
            (nameof(Complaints.Viewing.ComplaintPage.Sent), sent),
            (nameof(Complaints.Viewing.ComplaintPage.Errors), errors ?? []),
            (nameof(Complaints.Viewing.ComplaintPage.Problem), problem),
            (nameof(Complaints.Viewing.ComplaintPage.FilledIn), filledIn));
        return status == StatusCodes.Status200OK ? page : page.Saying(problem ?? PageResult.CorrectIt, errors ?? []);
    }

    async Task<PageResult> TakeBackPageAsync(int status, ComplaintRecord record, string token, PostedForm? sent = null, IReadOnlyList<FieldError>? errors = null)
    {
        var page = await pages.PageAsync<TakeBackComplaintPage>(
            status,
            (nameof(TakeBackComplaintPage.Record), record),
            (nameof(TakeBackComplaintPage.Address), $"{PathOf(token)}/take-back"),
            (nameof(TakeBackComplaintPage.KeepAddress), PathOf(token)),
            (nameof(TakeBackComplaintPage.Sent), sent),
            (nameof(TakeBackComplaintPage.Errors), errors ?? []));
        return errors is null ? page : page.Saying(PageResult.CorrectIt, errors);
    }
}
