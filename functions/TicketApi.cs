using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Tickets;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.Viewing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>Tickets for other systems and for staff.</summary>
public sealed class TicketApi(TicketFields fields, TicketService tickets, TicketQueues queues, TicketViews views, StaffActs acts, TimeProvider clock)
{
    const string NoSuchTicket = "There is no such ticket. Look at its number.";

    /// <summary>Opens a ticket. A header Idempotency-Key, or a member idempotencyKey, names the request: again, it is answered as the first was.</summary>
    [Function("OpenTicket")]
    public async Task<IActionResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var cancel = request.HttpContext.RequestAborted;
        return StartAnswers.Of(request, "/api/tickets", await tickets.StartAsync(
            client, await fields.ReadAsync(new FieldReader(body.Object), isTrusted: true, cancel), body.KeyOf(request), Actor.System("api"), Channel.Api, cancellationToken: cancel));
    }

    /// <summary>Takes level, person, q, take and after. A level's tickets come by when they are due, others the newest first.</summary>
    [Function("FindTickets")]
    public async Task<IActionResult> FindAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets")] HttpRequest request)
    {
        if (PageSize.Of(request, CaseIndex.MostOfAPage) is not { } take)
        {
            return PageSize.Wrong(CaseIndex.MostOfAPage);
        }
        var (query, errors) = queues.Read(request.Query["level"].ToString(), request.Query["person"].ToString(), request.Query["q"].ToString());
        if (query is null)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", [.. errors.Select(InterventionAnswers.Error)]);
        }
        return await queues.PageAsync(query, take, request.Query["after"].ToString(), request.HttpContext.RequestAborted) is { } page
            ? new JsonResult(page)
            : Problems.BadRequest("The question has no such page.", new ProblemError("after", "must be what the page before answered as \"after\", with the same parameters"));
    }

    [Function("ReadTicket")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tickets/{id}")] HttpRequest request, string id) =>
        CaseId.TryParse(id, out var number) && number.Kind == CaseKind.Ticket && await tickets.FindAsync(number, request.HttpContext.RequestAborted) is { } record
            ? new JsonResult(views.Of(record, clock.GetUtcNow()))
            : Problems.NotFound(NoSuchTicket);

    /// <summary>Does something with a ticket: see <see cref="StaffActs.Kinds"/>. The body says by whom.</summary>
    [Function("ActOnTicket")]
    public async Task<IActionResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/{act}")] HttpRequest request, [DurableClient] DurableTaskClient client, string id, string act)
    {
        if (StaffActs.Kinds.FirstOrDefault(kind => kind.Equals(act, StringComparison.OrdinalIgnoreCase)) is not { } kind)
        {
            return Problems.NotFound($"A ticket takes {string.Join(", ", StaffActs.Kinds.Select(each => $"/{each}"))}.");
        }
        if (!CaseId.TryParse(id, out var number) || number.Kind != CaseKind.Ticket)
        {
            return Problems.NotFound(NoSuchTicket);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        return InterventionAnswers.Of(await acts.ApplyAsync(client, number, kind, new FieldReader(body.Object), request.HttpContext.RequestAborted));
    }
}
