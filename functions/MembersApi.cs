using MemberServices.Members;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Members, for other systems to read.</summary>
public sealed class MembersApi(MemberTable table)
{
    [Function("ReadMember")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/members/{memberKey}")] HttpRequest request, string memberKey) =>
        await table.FindAsync(memberKey.Trim().ToUpperInvariant(), request.HttpContext.RequestAborted) is { } member
            ? new JsonResult(member)
            : Problems.NotFound("There is no such member. A member's key looks like \"TX-123456\", and is there once they have been active.");
}
