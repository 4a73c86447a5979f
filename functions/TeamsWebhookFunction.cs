using MemberServices.Teams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>What staff write to the outgoing webhook in Teams.</summary>
public sealed class TeamsWebhookFunction(TeamsWebhook webhook)
{
    [Function("AnswerTeams")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "teams")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        var cancel = request.HttpContext.RequestAborted;
        return await RequestBytes.ReadAsync(request, TeamsWebhook.MostBytes) is { } body
            && await webhook.AnswerAsync(body, request.Headers.Authorization, client, cancel) is { } answer
                ? new ContentResult { Content = answer, ContentType = "application/json; charset=utf-8", StatusCode = StatusCodes.Status200OK }
                : Problems.Of(StatusCodes.Status401Unauthorized, "not-signed", "Not for you", "Only the outgoing webhooks of our teams are answered here.");
    }
}
