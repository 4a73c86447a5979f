using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Health;

/// <summary>Whether the app reaches what it stands on. What exactly fails is told to those who have a key, and to the log.</summary>
public sealed class HealthFunctions(HealthReports reports)
{
    [Function("Health")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request)
    {
        var report = await reports.LatestAsync(request.HttpContext.RequestAborted);
        return new JsonResult(new { status = report.Status }, CodeOf(report));
    }

    [Function("HealthDetails")]
    public async Task<IActionResult> Details(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/health")] HttpRequest request)
    {
        var report = await reports.LatestAsync(request.HttpContext.RequestAborted);
        return new JsonResult(report, CodeOf(report));
    }

    static int CodeOf(HealthView report) =>
        report.Status == "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
}
