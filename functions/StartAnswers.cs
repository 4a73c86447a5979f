using MemberServices.Cases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>What the API answers to a request that opens a case.</summary>
static class StartAnswers
{
    /// <param name="request">To a path that has its cases below it.</param>
    /// <param name="path">That path.</param>
    /// <param name="start">What became of it.</param>
    public static IActionResult Of(HttpRequest request, string path, StartResult start)
    {
        if (start.Id is not { } id)
        {
            return Problems.BadRequest("Correct the fields and send it again.", [.. start.Errors.Select(InterventionAnswers.Error)]);
        }
        var address = $"{path}/{id}";
        request.HttpContext.Response.Headers.Location = address;
        return new JsonResult(new { id, status = address, isNew = start.IsNew }, start.IsNew ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }
}
