namespace MemberServices.Messages;

/// <summary>Tells the topic what happened.</summary>
public sealed class FactPublisher
{
    /// <summary>Publishes a fact as a CloudEvent. A repeat with the same id is dropped by the topic.</summary>
    public Task PublishAsync(Fact fact, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
