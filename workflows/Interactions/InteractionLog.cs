using MemberServices.Fields;
using MemberServices.Messages;

namespace MemberServices.Interactions;

/// <summary>Fills the members' timelines with what happens.</summary>
public sealed class InteractionLog(InteractionTable table)
{
    /// <summary>Adds an event to its member's timeline; nothing to do for an event that touches no member.</summary>
    public async Task<IReadOnlyList<MessageError>> AddAsync(DomainEvent domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent.MemberKey is not { } memberKey)
        {
            return [];
        }

        if (!MemberKey.IsValid(memberKey))
        {
            return [new MessageError("data.memberKey", "must be a member's key such as \"TX-123456\"")];
        }

        await table.AddAsync(memberKey, domainEvent, cancellationToken);
        return [];
    }
}
