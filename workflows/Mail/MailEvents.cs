using MemberServices.Messages;

namespace MemberServices.Mail;

/// <summary>What is told of a mail.</summary>
public static class MailEvents
{
    /// <summary>An event about a mail, once for each of its topics; of a mail without any, once.</summary>
    public static IReadOnlyList<DomainEvent> About(this DomainEvent told, IReadOnlyList<MailTopic> topics) => topics switch
    {
        [] => [told],
        [var only] => [told with { Case = only.Case, MemberKey = only.MemberKey }],
        _ => [.. topics.Select((topic, index) => told with
        {
            Id = DeterministicId.From(told.Id, topic.Case ?? $"{index}"), Case = topic.Case, MemberKey = topic.MemberKey,
        })],
    };
}
