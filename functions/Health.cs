using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Whether the app reaches what it stands on. What exactly fails is told to those who have a key, and to the log.</summary>
public sealed class Health(Reachability reachability)
{
    [Function("Health")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request)
    {
        var report = await ReportAsync(request);
        return new JsonReply(new { status = report.Status }, CodeOf(report));
    }

    [Function("HealthDetails")]
    public async Task<IActionResult> Details(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/health")] HttpRequest request)
    {
        var report = await ReportAsync(request);
        return new JsonReply(report, CodeOf(report));
    }

    Task<HealthReport> ReportAsync(HttpRequest request) => reachability.ReportAsync(request.HttpContext.RequestAborted);

    static int CodeOf(HealthReport report) =>
        report.Status == "healthy" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
}
