using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Local.Host;

/// <summary>The headers of host.json's customHeaders: on every answer, whoever gives it, and never over one that is there.</summary>
static class CustomHeaders
{
    public static void UseCustomHeaders(this IApplicationBuilder app, IReadOnlyDictionary<string, string> headers) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            foreach (var (name, value) in headers)
            {
                http.Response.Headers.TryAdd(name, value);
            }

            return Task.CompletedTask;
        });
        return next(http);
    });
}
