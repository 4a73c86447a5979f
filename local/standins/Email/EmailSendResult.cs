namespace Azure.Communication.Email;

/// <summary>What became of a mail that was handed over.</summary>
public class EmailSendResult
{
    internal EmailSendResult(EmailSendStatus status) => Status = status;

    /// <summary>Succeeded says that the mail was accepted for delivery, not that it arrived.</summary>
    public EmailSendStatus Status { get; }
}
