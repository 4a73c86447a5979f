using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email;

/// <summary>Sends mail through Azure Communication Services, as an identity that a token proves.</summary>
public class EmailClient
{
    const string Scope = "https://communication.azure.com//.default";

    readonly HttpPipeline pipeline;
    readonly Uri endpoint;
    readonly string version;

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new EmailClientOptions();
        this.endpoint = endpoint;
        version = options.ApiVersion;
        pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, Scope));
    }

    protected EmailClient()
    {
    }

    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    /// <exception cref="ArgumentException">The message lacks something that the service demands.</exception>
    /// <exception cref="RequestFailedException">The service refused it, or didn't answer (status 0).</exception>
    public virtual async Task<EmailSendOperation> SendAsync(
        WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.Validate();
        using var http = Request(RequestMethod.Post, "/emails:send");
        http.Request.Headers.Add("Operation-Id", operationId.ToString());
        http.Request.Headers.Add("Content-Type", "application/json");
        http.Request.Content = RequestContent.Create(message.ToJson());
        var answer = await SendAsync(http, 202, cancellationToken).ConfigureAwait(false);
        var operation = new EmailSendOperation(this, answer.GetProperty("id").GetString(), http.Response);
        if (wait == WaitUntil.Completed)
        {
            await operation.WaitForCompletionAsync(cancellationToken).ConfigureAwait(false);
        }

        return operation;
    }

    internal async Task<(EmailSendStatus Status, Response Response)> GetStatusAsync(string id, CancellationToken cancellationToken)
    {
        using var http = Request(RequestMethod.Get, $"/emails/operations/{Uri.EscapeDataString(id)}");
        var answer = await SendAsync(http, 200, cancellationToken).ConfigureAwait(false);
        return (answer.GetProperty("status").GetString(), http.Response);
    }

    HttpMessage Request(RequestMethod method, string path)
    {
        var http = pipeline.CreateMessage();
        http.Request.Method = method;
        http.Request.Uri.Reset(endpoint);
        http.Request.Uri.AppendPath(path, escape: false);
        http.Request.Uri.AppendQuery("api-version", version);
        http.Request.Headers.Add("Accept", "application/json");
        return http;
    }

    async Task<JsonElement> SendAsync(HttpMessage http, int expected, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(http, cancellationToken).ConfigureAwait(false);
        return http.Response.Status == expected
            ? JsonElement.Parse(http.Response.Content)
            : throw new RequestFailedException(http.Response);
    }
}
