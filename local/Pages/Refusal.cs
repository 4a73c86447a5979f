using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>Says why a request is refused: a page for people, a problem for programs.</summary>
static class Refusal
{
    /// <param name="field">The field that is wrong, or null.</param>
    public static IResult Of(HttpRequest request, int status, string title, string remedy, string? field = null)
    {
        if (request.WantsPage)
        {
            return new LocalPage<RefusalPage>(status, (nameof(RefusalPage.Title), title), (nameof(RefusalPage.Remedy), remedy));
        }

        return Problem(status, title, remedy, field);
    }

    /// <inheritdoc cref="Of"/>
    public static IResult Problem(int status, string title, string remedy, string? field = null) => Results.Problem(
        remedy,
        statusCode: status,
        title: title,
        extensions: field is null ? null : [new("errors", new[] { new { field, code = "invalid", message = remedy } })]);

    public static IResult NotFound(HttpRequest request) => Of(
        request, StatusCodes.Status404NotFound, "There is no such page", "Go on from /local, which leads to all of them.");

    public static IResult NoSuchNumber(HttpRequest request, string field) => Of(
        request, StatusCodes.Status400BadRequest, "The address isn't right", $"Give '{field}' as a number, or leave it out.", field);

    public static IResult OtherMethod(HttpRequest request, string allowed)
    {
        request.HttpContext.Response.Headers.Allow = allowed;
        return Of(request, StatusCodes.Status405MethodNotAllowed, "This isn't possible here", $"The address takes {allowed}.");
    }

    extension(HttpRequest request)
    {
        /// <summary>Whether a browser asks, for a person.</summary>
        public bool WantsPage => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }
}
