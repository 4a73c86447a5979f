using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace MemberServices.Telemetry;

/// <summary>
/// A span for each run of a function: which one, by which route, and how it ended; nothing of what was sent. Orchestrations
/// have none: they are replayed, and Durable tells of them.
/// </summary>
public sealed class InvocationSpans : IFunctionsWorkerMiddleware
{
    public const string SourceName = "MemberServices";

    static readonly ActivitySource Source = new(SourceName);

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        Source.HasListeners() && Start(context) is { } span ? InvokeAsync(context, next, span) : next(context);

    static async Task InvokeAsync(FunctionContext context, FunctionExecutionDelegate next, Activity span)
    {
        // A result is executed outside of the middleware, and the request is gone when all of that is over.
        var http = context.GetHttpContext();
        http?.Response.OnCompleted(() =>
        {
            Describe(span, http);
            span.Dispose();
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            Fail(span, e.GetType().FullName!);
            throw;
        }
        finally
        {
            if (http is null)
            {
                span.Dispose();
            }
        }
    }

    static Activity? Start(FunctionContext context)
    {
        var function = context.FunctionDefinition;
        var trigger = function.InputBindings.Values.Select(binding => binding.Type).FirstOrDefault(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        (ActivityKind Kind, string Trigger)? known = trigger?.ToLowerInvariant() switch
        {
            "httptrigger" => (ActivityKind.Server, "http"),
            "servicebustrigger" => (ActivityKind.Consumer, "pubsub"),
            "timertrigger" => (ActivityKind.Internal, "timer"),
            "activitytrigger" => (ActivityKind.Internal, "other"),
            _ => null,
        };
        if (known is not { } kind)
        {
            return null;
        }

        // What called: a span of this process, or the one that the host was told of by the request or the message.
        var parent = default(ActivityContext);
        if (Activity.Current is null)
        {
            _ = ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, isRemote: true, out parent);
        }

        return Source.StartActivity(function.Name, kind.Kind, parent, [new("faas.name", function.Name), new("faas.trigger", kind.Trigger)]);
    }

    static void Describe(Activity span, HttpContext http)
    {
        var method = Method(http.Request.Method);
        var status = http.Response.StatusCode;
        span.SetTag("http.request.method", method);
        span.SetTag("http.response.status_code", status);
        if ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } template)
        {
            var route = "/" + template.TrimStart('/');
            span.SetTag("http.route", route);
            span.DisplayName = $"{method} {route}";
        }

        if (status >= StatusCodes.Status500InternalServerError && span.Status != ActivityStatusCode.Error)
        {
            Fail(span, $"{status}");
        }
    }

    static void Fail(Activity span, string type)
    {
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("error.type", type);
    }

    // A client can send any word as a method.
    static string Method(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "_OTHER";
}
