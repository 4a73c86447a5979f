using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>How much a caller wants at a time: the parameter <c>take</c>.</summary>
static class PageSize
{
    const int Default = 50;

    /// <summary>The number that is asked for, 50 when none is; null when it is wrong.</summary>
    public static int? Of(HttpRequest request, int most) => request.Query["take"].ToString() switch
    {
        "" => Default,
        var take when int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
        _ => null,
    };

    public static IActionResult Wrong(int most) =>
        Problems.BadRequest("The page can't have that many lines.", new ProblemError("take", $"must be from 1 to {most}"));
}
