#nullable disable
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Local.Email;

namespace Azure.Communication.Email;

/// <summary>
/// Sends mail to the inbox of the local edition that its endpoint names, over the REST calls of the official client
/// and Azure.Core's own pipeline, so that retries, options and failures are the official ones.
/// </summary>
public class EmailClient
{
    readonly HttpPipeline pipeline;
    readonly Uri endpoint;
    readonly string version;

    public EmailClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public EmailClient(string connectionString, EmailClientOptions options)
        : this(EndpointOf(connectionString), options)
    {
    }

    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions options = null)
        : this(endpoint, options)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null)
        : this(endpoint, options)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    protected EmailClient()
    {
    }

    EmailClient(Uri endpoint, EmailClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new EmailClientOptions();
        // The pipeline's URI builder knows no scheme but http and https.
        this.endpoint = new UriBuilder(Uri.UriSchemeHttp, endpoint.Host).Uri;
        version = options.ApiVersion;
        pipeline = HttpPipelineBuilder.Build(options);
    }

    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    public virtual async Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.Validate();
        using var http = Request(RequestMethod.Post, "/emails:send");
        http.Request.Headers.Add("Operation-Id", operationId.ToString());
        http.Request.Headers.Add("Content-Type", "application/json");
        http.Request.Content = RequestContent.Create(MailRequest.Of(message).ToBytes());
        var (answer, response) = await SendAsync(http, 202, cancellationToken).ConfigureAwait(false);
        var operation = new EmailSendOperation(this, answer.GetProperty("id").GetString(), response);
        if (wait == WaitUntil.Completed)
        {
            await operation.WaitForCompletionAsync(cancellationToken).ConfigureAwait(false);
        }

        return operation;
    }

    internal async Task<(EmailSendStatus Status, Response Response)> GetStatusAsync(string id, CancellationToken cancellationToken)
    {
        using var http = Request(RequestMethod.Get, $"/emails/operations/{Uri.EscapeDataString(id)}");
        var (answer, response) = await SendAsync(http, 200, cancellationToken).ConfigureAwait(false);
        return (answer.GetProperty("status").GetString(), response);
    }

    static Uri EndpointOf(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var pair = connectionString.Split(';').Select(part => part.Split('=', 2))
            .FirstOrDefault(part => part[0].Trim().Equals("endpoint", StringComparison.OrdinalIgnoreCase) && part.Length == 2);
        return pair is null
            ? throw new InvalidOperationException("The connection string has no endpoint.")
            : new Uri(pair[1]);
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

    async Task<(JsonElement Answer, Response Response)> SendAsync(HttpMessage http, int expected, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(http, cancellationToken).ConfigureAwait(false);
        var response = http.Response;
        if (response.Status != expected)
        {
            throw new RequestFailedException(response);
        }

        using var document = JsonDocument.Parse(response.Content);
        return (document.RootElement.Clone(), response);
    }
}
