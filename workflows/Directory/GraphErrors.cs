using System.Globalization;
using Azure.Identity;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace MemberServices.Directory;

/// <summary>Sorts what Graph and the way to it throw: does it pass, or not.</summary>
static class GraphErrors
{
    // Beyond this we look again anyway.
    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>A reference that is there already: Graph answers 400, with nothing but its text to tell.</summary>
    public static bool IsThereAlready(ApiException e) =>
        e.ResponseStatusCode == 400 && e is ODataError { Error.Message: { } text } && text.Contains("already exist", StringComparison.OrdinalIgnoreCase);

    public static bool IsGone(ApiException e) => e.ResponseStatusCode == 404;

    public static DirectoryRejectedException Rejected(ApiException e) =>
        new($"The directory answered {e.ResponseStatusCode} ({(e is ODataError { Error.Code: { } code } ? code : "no code")}).", e);

    public static Task UnderstoodAsync(Func<Task> call, Func<ApiException, bool> isFine) => UnderstoodAsync(async () =>
    {
        try
        {
            await call();
        }
        catch (ApiException e) when (isFine(e))
        {
            // What was asked for is so.
        }

        return true;
    });

    public static async Task<T> UnderstoodAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ApiException e) when (Passes(e.ResponseStatusCode))
        {
            throw new TransientDirectoryException($"The directory answered {e.ResponseStatusCode}.", RetryAfter(e), e);
        }
        catch (ApiException e)
        {
            throw Rejected(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or AuthenticationFailedException)
        {
            throw new TransientDirectoryException("The directory didn't answer.", null, e);
        }
    }

    // 404 too: what was just made can't be found everywhere at once.
    static bool Passes(int status) => status is 404 or 408 or 409 or 423 or 429 or >= 500;

    static TimeSpan? RetryAfter(ApiException e)
    {
        var header = e.ResponseHeaders?.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        return double.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestRetryAfter.TotalSeconds))
            : null;
    }
}
