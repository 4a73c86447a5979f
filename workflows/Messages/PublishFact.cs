using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Messages;

/// <summary>The activity that publishes a fact. Run again, it publishes the same message, which the topic drops.</summary>
public sealed class PublishFact(FactPublisher facts)
{
    [Function(nameof(PublishFact))]
    public Task Run([ActivityTrigger] Fact fact) => facts.PublishAsync(fact);
}
