using System.Globalization;
using Azure;
using Azure.Messaging.ServiceBus;
using MemberServices.Interactions;
using MemberServices.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>The members' timelines: filled from the topic, read through the API.</summary>
public sealed partial class InteractionLog(InteractionTable table, ILogger<InteractionLog> log)
{
    const int DefaultTake = 50;

    [Function("LogInteraction")]
    public async Task LogAsync(
        [ServiceBusTrigger(Bus.Events, Bus.Interactions, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        var (domainEvent, reasons) = DomainEventReader.Read(message.Body);
        if (domainEvent is null)
        {
            await actions.RefuseAsync(message, reasons, log);
            return;
        }

        if (domainEvent.Member is not null && !InteractionTable.IsMember(domainEvent.Member))
        {
            await actions.RefuseAsync(message, [new MessageError("data.member", "must be a member's id such as \"TX-123456\"")], log);
            return;
        }

        try
        {
            if (domainEvent.Member is { } member)
            {
                await table.AddAsync(member, domainEvent, cancellationToken);
            }

            await actions.CompleteMessageAsync(message, cancellationToken);
        }
        catch (RequestFailedException e)
        {
            // Neither completed nor abandoned: it comes again when its lock ends, a minute later instead of at once.
            Failed(log, domainEvent.Id, e.Status, e.ErrorCode);
        }
    }

    [Function("ReadInteractions")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/members/{id}/interactions")] HttpRequest request,
        string id)
    {
        var member = id.Trim().ToUpperInvariant();
        if (!InteractionTable.IsMember(member))
        {
            return Problems.BadRequest("There are no members with such ids.", new ProblemError("id", "must be a member's id such as \"TX-123456\""));
        }

        var take = request.Query["take"].ToString();
        var lines = DefaultTake;
        if (take.Length > 0 && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out lines) || lines is < 1 or > InteractionTable.MaxPage))
        {
            return Problems.BadRequest("The page can't have that many lines.", new ProblemError("take", $"must be from 1 to {InteractionTable.MaxPage}"));
        }

        var page = await table.PageAsync(member, lines, request.Query["after"].ToString(), request.HttpContext.RequestAborted);
        var next = page.After is null ? null : $"/api/members/{member}/interactions?take={lines}&after={Uri.EscapeDataString(page.After)}";
        return new JsonResult(new { member, interactions = page.Interactions, next });
    }

    [LoggerMessage(LogLevel.Error, "DomainEvent {DomainEvent} isn't on its timeline yet: status {Status} {ErrorCode}")]
    static partial void Failed(ILogger logger, string domainEvent, int status, string? errorCode);
}
