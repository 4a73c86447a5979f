using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Local.Host;

/// <summary>Answers the requests of one HTTP function.</summary>
sealed class HttpEndpoint(FunctionInvoker invoker, AuthorizationLevel level, string key, CancellationToken stopping)
{
    const string KeyHeader = "x-functions-key";
    const string KeyQuery = "code";

    readonly byte[] keyHash = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static HttpContext RequestOf(FunctionContext context) => (HttpContext)((RunContext)context).TriggerInput!;

    public async Task HandleAsync(HttpContext http)
    {
        if (level != AuthorizationLevel.Anonymous && !HasKey(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        try
        {
            await invoker.RunAsync(http, ended.Token, new RequestBinding(http.Request), context => context.InstanceServices = http.RequestServices);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (BadHttpRequestException exception)
        {
            Fail(http, exception.StatusCode);
        }
        catch (Exception exception)
        {
            invoker.Logger.LogError(exception, "Function '{Function}' failed.", invoker.Definition.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    bool HasKey(HttpRequest request)
    {
        var given = request.Headers[KeyHeader].ToString();
        if (given.Length == 0)
        {
            given = request.Query[KeyQuery].ToString();
        }

        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), keyHash);
    }
}
