using Azure.Core;

namespace Azure.Communication.Email;

/// <summary>A mail that was handed over. Made from an id kept earlier, it asks what became of that mail.</summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    readonly EmailClient client;
    Response rawResponse;
    EmailSendResult result;
    RequestFailedException failure;

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

    public override bool HasCompleted => HasValue || failure is not null;

    public override bool HasValue => result is not null;

    /// <exception cref="InvalidOperationException">It has not completed yet.</exception>
    /// <exception cref="RequestFailedException">It has failed.</exception>
    public override EmailSendResult Value =>
        result ?? throw failure ?? (Exception)new InvalidOperationException("The operation has not completed yet.");

    public override Response GetRawResponse() => rawResponse;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        UpdateStatusAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <exception cref="RequestFailedException">There is no such mail, or it has failed (status 200).</exception>
    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default)
    {
        if (!HasCompleted)
        {
            (var status, rawResponse) = await client.GetStatusAsync(Id, cancellationToken).ConfigureAwait(false);
            if (status == EmailSendStatus.Succeeded)
            {
                result = new EmailSendResult(status);
            }
            else if (status == EmailSendStatus.Failed || status == EmailSendStatus.Canceled)
            {
                failure = new RequestFailedException(rawResponse);
            }
        }

        return failure is null ? rawResponse : throw failure;
    }
}
