using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Pages;
using MemberServices.Requests;
using MemberServices.Surveys;
using MemberServices.Surveys.Answering;
using MemberServices.Surveys.Starting;
using MemberServices.Tickets;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.Telling;
using MemberServices.Tickets.Viewing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TicketRecord = MemberServices.Cases.CaseRecord<MemberServices.Tickets.TicketOpened, MemberServices.Cases.NoOutcome>;

namespace MemberServices;

/// <summary>The page that a customer and staff share about a ticket.</summary>
public sealed class TicketPages(
    TicketService tickets, TicketDesk desk, TicketViews views, SurveyStarts surveys, SurveyDesk survey, SurveyPolicy policy, LinkedCases linked,
    PageRenderer pages, TimeProvider clock)
{
    /// <summary>What a form has done, by the word in the address that the browser is sent on to.</summary>
    static readonly Dictionary<string, string> Said = new()
    {
        ["reply"] = "We have what you wrote. Whoever has your ticket gets it now.",
        ["yes"] = "Thank you. Your ticket is closed.",
        ["partly"] = "Thank you for telling us. We go on with it.",
        ["no"] = "Thank you for telling us. We go on with it.",
        ["solved"] = "Your ticket is closed.",
        ["reopen"] = "It is open again.",
        ["manager"] = "A manager gets in touch with you.",
        ["new"] = "We opened a new ticket that goes on with this one. You get an email with a link to it.",
    };

    [Function("TicketPage")]
    public async Task<IActionResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tickets/{token}")] HttpRequest request, string token) =>
        await linked.ShowAsync(
            request, await FindAsync(token), record => PageAsync(StatusCodes.Status200OK, record, token, said: Said.GetValueOrDefault(request.Query["done"].ToString())));

    [Function("TicketFormSent")]
    public Task<IActionResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tickets/{token}")] HttpRequest request, [DurableClient] DurableTaskClient durable, FunctionContext context,
        string token) => linked.SendAsync(
            request, context, () => FindAsync(token),
            (record, sent, problem) => PageAsync(StatusCodes.Status429TooManyRequests, record, token, sent: sent, problem: problem),
            (record, sent) => ActAsync(durable, record, sent, token, request.HttpContext.RequestAborted));

    async Task<IActionResult> ActAsync(DurableTaskClient durable, TicketRecord record, PostedForm sent, string token, CancellationToken cancel)
    {
        var fields = sent.Fields;
        if (sent["act"] == "reopen" && record.State.IsOver(record.Opened, clock.GetUtcNow()))
        {
            return await FollowAsync(durable, record, sent, fields, token, cancel);
        }
        var (act, done) = Read(sent, fields);
        if (act is null || fields.Errors.Count > 0)
        {
            return await PageAsync(StatusCodes.Status400BadRequest, record, token, sent: sent, errors: fields.Errors);
        }
        var result = await desk.ApplyAsync(durable, record.Id, act, record.Customer, Channel.Form, cancel);
        if (result.State == InterventionState.Recorded && done == "yes" && await SurveyAsync(durable, record.Id, cancel) is { } questions)
        {
            return new RedirectAfterPost($"/surveys/{Uri.EscapeDataString(questions)}?done=closed");
        }
        return result.State == InterventionState.Recorded
            ? new RedirectAfterPost($"/tickets/{Uri.EscapeDataString(token)}?done={done}")
            : await PageAsync(StatusCodes.Status409Conflict, await tickets.FindAsync(record.Id, cancel) ?? record, token, sent: sent, problem: result.Detail);
    }

    /// <summary>"Yes" opens the survey's questions at once, to who is in the sample; who doesn't answer there gets a mail an hour later. Null: they aren't asked.</summary>
    async Task<string?> SurveyAsync(DurableTaskClient durable, CaseId id, CancellationToken cancellationToken)
    {
        var record = (await tickets.FindAsync(id, cancellationToken))!;
        var (state, request) = (record.State, record.Opened.Request);
        if (request.MemberKey is not { } memberKey || state.Phase != TicketPhase.Closed || TicketConsequences.SolutionOf(record, record.Entries.Count) is not { } solved)
        {
            return null;
        }
        var service = Service.OfTicket(id.ToString(), state.Episode, solved.At, solved.Subject, solved.By, request.Category, state.Level);
        return await surveys.StartAsync(durable, service, memberKey, state.Since.AddMinutes(policy.TicketMinutes) - solved.At, cancellationToken: cancellationToken) is { } opened
            ? await survey.ShowAsync(durable, opened, cancellationToken)
            : null;
    }

    static (TicketAct? Act, string Done) Read(PostedForm sent, FieldReader fields)
    {
        switch (sent["act"])
        {
            case "reply":
                return (TicketActs.Reply(fields.Text("text", TicketFields.Text)), "reply");
            case "confirm":
                var isAnswer = EnumNames<SolvedAnswer>.TryParse(sent["answer"], out var answer);
                fields.Must(isAnswer, "answer", "Choose yes, partly or no.", FieldCodes.Required);
                var words = fields.OptionalText("text", answer is SolvedAnswer.Partly or SolvedAnswer.No
                    ? TicketFields.Text with { Empty = "Say in a few words what is still missing." }
                    : TicketFields.Text with { Empty = null });
                return (TicketActs.Confirm(answer, words), sent["answer"]);
            case "solved":
                fields.Must(sent["solved"] == "yes", "solved", "Tick the box to close your ticket.", FieldCodes.Required);
                return (TicketActs.SolvedItself(), "solved");
            case "reopen":
                return (TicketActs.Reopen(fields.Text("text", TicketFields.Text)), "reopen");
            case "manager":
                fields.Must(sent["manager"] == "yes", "manager", "Tick the box to ask for a manager.", FieldCodes.Required);
                return (TicketActs.AskManager(), "manager");
            default:
                fields.Must(false, "text", "Send one of the page’s forms.");
                return (null, "");
        }
    }

    /// <summary>Opens a ticket that goes on with one that was closed too long ago. Whoever has its link proves by it who they are.</summary>
    async Task<IActionResult> FollowAsync(
        DurableTaskClient durable, TicketRecord closed, PostedForm sent, FieldReader fields, string token, CancellationToken cancellationToken)
    {
        var text = fields.Text("text", TicketFields.Text);
        if (fields.Errors.Count > 0)
        {
            return await PageAsync(StatusCodes.Status400BadRequest, closed, token, sent: sent, errors: fields.Errors);
        }
        await tickets.FollowAsync(durable, closed, text, Messages.DeterministicId.From("follows", closed.Id, text), closed.Customer, Channel.Form, cancellationToken);
        return new RedirectAfterPost($"/tickets/{Uri.EscapeDataString(token)}?done=new");
    }

    Task<LinkedCase<TicketRecord>?> FindAsync(string token) =>
        linked.FindAsync(LinkPurpose.Ticket, token, async id => await tickets.FindAsync(id) is { IsErased: false } record ? record : null);

    async Task<PageResult> PageAsync(
        int status, TicketRecord record, string token, string? said = null, PostedForm? sent = null, IReadOnlyList<FieldError>? errors = null, string? problem = null)
    {
        var page = await pages.PageAsync<SharedPage>(
            status,
            (nameof(SharedPage.Ticket), views.Of(record, clock.GetUtcNow())),
            (nameof(SharedPage.Address), $"/tickets/{Uri.EscapeDataString(token)}"),
            (nameof(SharedPage.Said), said),
            (nameof(SharedPage.Sent), sent),
            (nameof(SharedPage.Errors), errors ?? []),
            (nameof(SharedPage.Problem), problem));
        return status == StatusCodes.Status200OK ? page : page.Saying(problem ?? PageResult.CorrectIt, errors ?? []);
    }
}
