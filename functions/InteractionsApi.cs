using MemberServices.Fields;
using MemberServices.Interactions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>The members' timelines, for other systems to read.</summary>
public sealed class InteractionsApi(InteractionTable table)
{
    [Function("ReadInteractions")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/members/{memberKey}/interactions")] HttpRequest request,
        string memberKey)
    {
        memberKey = memberKey.Trim().ToUpperInvariant();
        if (!MemberKey.IsValid(memberKey))
        {
            return Problems.BadRequest("There are no members with such keys.", new ProblemError("memberKey", "must be a member's key such as \"TX-123456\""));
        }

        if (PageSize.Of(request, InteractionTable.MaxPage) is not { } lines)
        {
            return PageSize.Wrong(InteractionTable.MaxPage);
        }

        var page = await table.PageAsync(memberKey, lines, request.Query["after"].ToString(), request.HttpContext.RequestAborted);
        var next = page.After is null ? null : $"/api/members/{memberKey}/interactions?take={lines}&after={Uri.EscapeDataString(page.After)}";
        return new JsonResult(new { memberKey, interactions = page.Interactions, next });
    }
}
