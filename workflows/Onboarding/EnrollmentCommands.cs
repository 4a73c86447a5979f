using Azure;
using Azure.Messaging.ServiceBus;
using MemberServices.Messages;
using MemberServices.Onboarding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>What other systems ask for by message: enrollment.requested, with an application as its data.</summary>
public sealed partial class EnrollmentCommands(EnrollmentService enrollments, ILogger<EnrollmentCommands> log)
{
    const string Requested = "enrollment.requested";
    const string Channel = "message";

    [Function("TakeCommand")]
    public async Task TakeAsync(
        [ServiceBusTrigger(Bus.Commands, Connection = Bus.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        try
        {
            var errors = await StartAsync(message, client, cancellationToken);
            await (errors.Count == 0 ? actions.CompleteMessageAsync(message, cancellationToken) : actions.RefuseAsync(message, errors, log));
        }
        catch (RequestFailedException e)
        {
            // Neither completed nor abandoned: it comes again when its lock ends, a minute later instead of at once.
            Failed(log, message.MessageId, e.Status, e.ErrorCode);
        }
    }

    async Task<IReadOnlyList<MessageError>> StartAsync(ServiceBusReceivedMessage message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (command, reasons) = CloudEventReader.Read(message.Body);
        if (command is null)
        {
            return reasons;
        }

        if (command.Type != Requested)
        {
            return [new MessageError("type", $"must be one that is taken here: {Requested}")];
        }

        if (command.Data.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            return [new MessageError("data", "must be an object: the application")];
        }

        var read = ApplicationJson.Read(command.Data);
        var errors = read.With(read.Errors.Count > 0
            ? enrollments.Check(read.Application)
            : (await enrollments.StartAsync(
                client, read.Application, DeterministicId.From("message", command.Source, command.Id), command.Source, Channel, cancellationToken)).Errors);
        return [.. errors.Select(e => new MessageError($"data.{e.Field}", e.Message))];
    }

    [LoggerMessage(LogLevel.Error, "Command {MessageId} isn't carried out yet: status {Status} {ErrorCode}")]
    static partial void Failed(ILogger logger, string messageId, int status, string? errorCode);
}
