using Local.Graph;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Local.Pages;

/// <summary>The small Graph for a browser or a script: <c>/local/graph/v1.0/...</c>.</summary>
static class GraphEndpoint
{
    const string Prefix = "/local/graph";

    public static async Task AnswerAsync(HttpContext http, LocalMachine machine)
    {
        var address = new UriBuilder(http.Request.GetEncodedUrl());
        address.Path = address.Path[Prefix.Length..];
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), address.Uri) { Content = new StreamContent(http.Request.Body) };
        try
        {
            using var answer = await machine.Part<LocalGraph>().AnswerAsync(request, http.RequestAborted);
            await CopyAsync(answer, http.Response);
        }
        catch (HttpRequestException exception) when (exception.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge)
        {
            throw new BadHttpRequestException(tooLarge.Message, tooLarge.StatusCode);
        }
        catch (HttpRequestException)
        {
            http.Abort();
        }
    }

    static async Task CopyAsync(HttpResponseMessage answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var name in new[] { "request-id", "client-request-id", HeaderNames.RetryAfter })
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        if (answer.Content.Headers.ContentType is { } type)
        {
            response.ContentType = type.ToString();
            await answer.Content.CopyToAsync(response.Body);
        }
    }
}
