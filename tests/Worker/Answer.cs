using System.Net.Http.Headers;
using MemberServices.Tests.Worker.Messages;

namespace MemberServices.Tests.Worker;

/// <summary>What a request came back with.</summary>
/// <param name="Function">Which function was asked.</param>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Headers">Those of the answer, or null where the function failed.</param>
/// <param name="Failure">The exception of a function that failed, or null.</param>
sealed record Answer(string Function, int Status, string Body, HttpResponseHeaders? Headers, string? Failure)
{
    public static async Task<Answer> OfAsync(string function, HttpResponseMessage response) =>
        new(function, (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, null);

    /// <summary>What the host makes of a function that failed.</summary>
    /// <param name="function">Which function.</param>
    /// <param name="result">How it failed.</param>
    /// <param name="request">Why the request itself didn't reach the worker, or null.</param>
    public static Answer OfFailed(string function, StatusResult result, string? request) =>
        new(function, 500, "", null, $"{request}\n{result.Exception?.Message}\n{result.Exception?.StackTrace}");

    /// <summary>Fails where the answer isn't that one, and shows it.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="text">What the body must contain.</param>
    public Answer MustBe(int status, string text = "")
    {
        Assert.True(Status == status && Body.Contains(text, StringComparison.Ordinal), $"Not {status} '{text}' from {Function}, but {Status}: {Failure}{Body}");
        return this;
    }
}
