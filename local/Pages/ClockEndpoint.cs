using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Local.Pages;

/// <summary>Shows the clock and moves it. Browsers get pages, programs JSON.</summary>
static class ClockEndpoint
{
    /// <summary>In place of a time: to just after what is due next.</summary>
    public const string Next = "next";

    static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    // What is due next happens, and what it sends arrives.
    static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    public static IResult Show(HttpRequest request, LocalMachine machine) =>
        request.WantsPage ? Page(200, machine) : Json(machine);

    public static async Task<IResult> AdvanceAsync(HttpRequest request, LocalMachine machine, IHostApplicationLifetime lifetime)
    {
        var (asked, back) = (default(string), false);
        if (!request.HasFormContentType && !request.HasJsonContentType())
        {
            return Refuse(415, "Send 'advance' in a form, or as JSON with Content-Type: application/json.");
        }

        (asked, back) = await ReadAsync(request);
        TimeSpan by;
        if (asked == Next)
        {
            if (LocalPages.NextDue(machine) is not { } due)
            {
                return Refuse(409, "Nothing waits for a time: give 'advance' as one.");
            }

            by = due - machine.Clock.GetUtcNow() + After;
            by = by > TimeSpan.Zero ? by : TimeSpan.Zero;
        }
        else if (asked?.Contains(':') != true || !TimeSpan.TryParseExact(asked, "c", CultureInfo.InvariantCulture, out by))
        {
            return Refuse(400, "Give 'advance' as text in the form days.hours:minutes:seconds, such as \"3.00:00:00\", or as \"next\" for what is due next.");
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
            await machine.Clock.AdvanceAsync(by, lifetime.ApplicationStopping);
        }
        catch (TimeoutException stuck)
        {
            return Refuse(503, stuck.Message);
        }
        catch (OperationCanceledException)
        {
            return Refuse(503, "This program ends. Start it again, and ask again: the clock goes on from where it stands.");
        }

        return request.WantsPage ? new SeeOther(back ? "/local" : "/local/clock") : Json(machine);

        IResult Refuse(int status, string remedy) => request.WantsPage
            ? Page(status, machine, asked, remedy)
            : Refusal.Problem(status, "The clock was not moved", remedy, "advance");
    }

    /// <returns>What stands under 'advance', and whether the browser came from the story.</returns>
    static async Task<(string? Advance, bool IsFromStory)> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFieldsAsync();
            return (form["advance"], form["from"] == "story");
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new() { AllowDuplicateProperties = false });
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("advance", out var advance)
                && advance.ValueKind == JsonValueKind.String
                ? (advance.GetString(), false)
                : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or IOException && !exception.IsTooLarge)
        {
            return default;
        }
    }

    static IResult Json(LocalMachine machine) => Results.Json(
        new { now = machine.Clock.GetUtcNow(), speed = machine.Clock.Speed, next = LocalPages.NextDue(machine) });

    static LocalPage<ClockPage> Page(int status, LocalMachine machine, string? asked = null, string? error = null) => new(
        status,
        (nameof(ClockPage.Now), machine.Clock.GetUtcNow()),
        (nameof(ClockPage.NextDue), LocalPages.NextDue(machine)),
        (nameof(ClockPage.Speed), machine.Clock.Speed),
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
