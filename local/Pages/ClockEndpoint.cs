using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>Shows the clock and moves it. Browsers get pages, programs JSON.</summary>
static class ClockEndpoint
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    public static IResult Show(HttpRequest request, LocalMachine machine) =>
        WantsPage(request) ? Page(200, machine.Clock) : Json(machine.Clock);

    public static async Task<IResult> AdvanceAsync(HttpRequest request, LocalMachine machine)
    {
        var asked = await ReadAsync(request);
        if (asked?.Contains(':') != true || !TimeSpan.TryParseExact(asked, "c", CultureInfo.InvariantCulture, out var by))
        {
            return Refuse(400, "Give 'advance' as text in the form days.hours:minutes:seconds, such as \"3.00:00:00\".");
        }

        if (by < TimeSpan.Zero)
        {
            return Refuse(400, "Time doesn't go back: give 'advance' without a minus sign.");
        }

        if (by > Longest)
        {
            return Refuse(400, "Give 'advance' as at most ten years (3653.00:00:00), and ask again if you need more.");
        }

        try
        {
            await machine.Clock.AdvanceAsync(by);
        }
        catch (TimeoutException stuck)
        {
            return Refuse(503, stuck.Message);
        }

        return WantsPage(request) ? new SeeOther("/local/clock") : Json(machine.Clock);

        IResult Refuse(int status, string remedy) => WantsPage(request)
            ? Page(status, machine.Clock, asked, remedy)
            : Results.ValidationProblem(
                new Dictionary<string, string[]> { ["advance"] = [remedy] }, remedy, statusCode: status, title: "The clock was not moved");
    }

    static async Task<string?> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            return (await request.ReadFieldsAsync())["advance"];
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("advance", out var advance)
                && advance.ValueKind == JsonValueKind.String
                ? advance.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or IOException)
        {
            return null;
        }
    }

    static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    static IResult Json(LocalClock clock) => Results.Json(new { now = clock.GetUtcNow(), speed = clock.Speed });

    static LocalPage<ClockPage> Page(int status, LocalClock clock, string? asked = null, string? error = null) => new(
        status,
        (nameof(ClockPage.Now), clock.GetUtcNow()),
        (nameof(ClockPage.Speed), clock.Speed),
        (nameof(ClockPage.Asked), asked),
        (nameof(ClockPage.Error), error));
}

/// <summary>Sends a browser on after a form, so that a reload doesn't send the form again.</summary>
sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
