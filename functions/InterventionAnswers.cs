using MemberServices.Cases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>What the API answers to somebody who stepped in.</summary>
static class InterventionAnswers
{
    public static IActionResult ToAnswer<T>(this InterventionResult<T> result) where T : class => result.State switch
    {
        InterventionState.Recorded => new JsonResult(result.Recorded!, StatusCodes.Status202Accepted),
        InterventionState.Invalid => Problems.BadRequest(result.Detail, [.. result.Errors.Select(error => new ProblemError(error.Field, error.Message, error.Code))]),
        InterventionState.Unknown => Problems.NotFound(result.Detail),
        InterventionState.Conflict => Problems.Conflict(result.Detail),
        InterventionState.Ended => Problems.Gone(result.Detail),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result.State, "A state without an answer."),
    };
}
