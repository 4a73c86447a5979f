using MemberServices.Cases;
using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>What the API answers to somebody who stepped in.</summary>
static class InterventionAnswers
{
    public static IActionResult Of<T>(InterventionResult<T> result) where T : class => result.State switch
    {
        InterventionState.Recorded => new JsonResult(result.Recorded!, StatusCodes.Status202Accepted),
        InterventionState.Invalid => Problems.BadRequest(result.Detail, [.. result.Errors.Select(Error)]),
        InterventionState.Unknown => Problems.NotFound(result.Detail),
        InterventionState.Conflict => Problems.Conflict(result.Detail),
        InterventionState.Ended => Problems.Gone(result.Detail),
        _ => throw new InvalidOperationException($"An intervention that became {result.State}."),
    };

    public static ProblemError Error(FieldError error) => new(error.Field, error.Message, error.Code);
}
