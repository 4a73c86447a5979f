using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>What other systems ask for by message: <see cref="Requested"/>, with an application as its data.</summary>
public sealed class EnrollmentCommands(EnrollmentService enrollments)
{
    public const string Requested = "enrollment.requested";

    /// <summary>Starts an enrollment. The same command again, told by its source and id, is the same enrollment.</summary>
    public async Task<IReadOnlyList<MessageError>> StartAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.Data.ValueKind != JsonValueKind.Object)
        {
            return [new MessageError("data", "must be an object: the application")];
        }

        var started = await enrollments.StartAsync(
            client, enrollments.Read(new FieldReader(command.Data)), DeterministicId.From("message", command.Source, command.Id),
            Actor.System(command.Source), Channel.Message, cancellationToken: cancellationToken);
        return MessageError.Of(started.Errors);
    }
}
