using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.Onboarding.Applying;
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

        var read = ApplicationJson.Read(command.Data);
        var errors = read.With(read.Errors.Count > 0
            ? enrollments.Check(read.Application)
            : (await enrollments.StartAsync(
                client, read.Application, DeterministicId.From("message", command.Source, command.Id), Actor.System(command.Source), Channel.Message, cancellationToken)).Errors);
        return [.. errors.Select(e => new MessageError($"data.{e.Field}", e.Message))];
    }
}
