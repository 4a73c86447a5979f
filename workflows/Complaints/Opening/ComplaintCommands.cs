using MemberServices.Cases;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Opening;

/// <summary>What other systems tell by message: a complaint that was made there.</summary>
public sealed class ComplaintCommands(ComplaintFields fields, ComplaintService complaints, TimeProvider clock)
{
    public const string Opened = "complaint.opened";

    /// <summary>Opens a complaint. The same message again, told by its source and id, is the same complaint.</summary>
    public async Task<IReadOnlyList<MessageError>> OpenAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.ReadFields() is not { } reader)
        {
            return [MessageError.NotAnObject];
        }
        var channel = OtherDesk.ReadChannel(reader);
        var at = OtherDesk.ReadTime(command, reader, clock.GetUtcNow());
        var read = await fields.ReadAsync(reader, isTrusted: true, cancellationToken);
        var start = await complaints.StartAsync(
            client, read with { Errors = reader.Errors }, DeterministicId.From("message", command.Source, command.Id), Actor.System(command.Source), channel, at,
            cancellationToken: cancellationToken);
        return MessageError.Of(start.Errors);
    }
}
