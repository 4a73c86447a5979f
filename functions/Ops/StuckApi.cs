using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices.Ops;

/// <summary>The cases that don't go on, for ops.</summary>
public sealed class StuckApi(StuckCases stuck)
{
    /// <summary>Takes take and after.</summary>
    [Function("FindStuckCases")]
    public async Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/ops/stuck")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        if (PageSize.Of(request, StuckCases.MostOfAPage) is not { } take)
        {
            return PageSize.Wrong(StuckCases.MostOfAPage);
        }
        return await stuck.PageAsync(client, take, request.Query["after"], request.HttpContext.RequestAborted) is { } page
            ? new JsonResult(page)
            : Problems.BadRequest("There is no such page.", new ProblemError("after", "must be what the page before answered as \"after\""));
    }
}
