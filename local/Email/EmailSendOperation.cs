#nullable disable
using Azure.Core;

namespace Azure.Communication.Email;

/// <summary>A mail that was handed over. Made from an id kept earlier, it asks what became of that mail.</summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    readonly EmailClient client;
    Response rawResponse;
    EmailSendResult result;

    public EmailSendOperation(string id, EmailClient client)
        : this(client, id, null)
    {
    }

    internal EmailSendOperation(EmailClient client, string id, Response rawResponse)
    {
        Id = id;
        this.client = client;
        this.rawResponse = rawResponse;
    }

    protected EmailSendOperation()
    {
    }

    public override string Id { get; }

    public override bool HasCompleted => HasValue;

    public override bool HasValue => result is not null;

    /// <exception cref="InvalidOperationException">It has not completed yet.</exception>
    public override EmailSendResult Value => result ?? throw new InvalidOperationException("The operation has not completed yet.");

    public override Response GetRawResponse() => rawResponse;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        UpdateStatusAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default)
    {
        if (HasCompleted)
        {
            return rawResponse;
        }

        var (status, response) = await client.GetStatusAsync(Id, cancellationToken).ConfigureAwait(false);
        rawResponse = response;
        if (status == EmailSendStatus.Succeeded)
        {
            result = new EmailSendResult(status);
        }

        return response;
    }
}
