namespace MemberServices.Mail;

/// <summary>Where letters go out.</summary>
public sealed class Outbox
{
    /// <summary>Queues a letter. A repeat with the same id is not a second mail.</summary>
    public Task QueueAsync(Letter letter, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
