using System.Text.Json;
using MemberServices.Directory;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Teams;

/// <summary>Carries out what took longer than Teams waits, and posts the answer into a channel of the person's role.</summary>
public sealed partial class DelayedCommands(TeamsCommands commands, TeamsChannels channels, TeamsQueue queue, ILogger<DelayedCommands> log)
{
    /// <summary>Takes a message of the queue. It may come again: then nothing changes, and nothing is posted twice.</summary>
    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var reading = CloudEventReader.ReadData<TeamsMessage>(message, JsonSerializerOptions.Web);
        if (reading.Data is not { Key: { Length: > 0 } key, Text: not null } command)
        {
            return reading.Reasons.Count > 0 ? reading.Reasons : [new MessageError("data", "must be a message with its key and text")];
        }

        TeamsAnswer answer;
        try
        {
            answer = await commands.RunAsync(command, client, cancellationToken);
        }
        catch (Exception e) when (e is TransientDirectoryException or DirectoryRejectedException)
        {
            throw new NotYetException(e.Message);
        }

        // Whoever has no role isn't answered in others' channels.
        if (answer.Person is { } person && channels.For(person) is { } channel)
        {
            var card = answer.Card with { Parts = [new CardText($"For {person.Person.Name}, who asked: {command.Text}") { IsQuiet = true }, .. answer.Card.Parts] };
            await queue.SendAsync(DeterministicId.From(key, "answer"), channel.Role, card, cancellationToken);
        }
        else
        {
            Log.Unanswered(log, key);
        }

        return [];
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The delayed command {Message} isn't answered: its sender has no role, or no role of theirs a channel")]
        public static partial void Unanswered(ILogger logger, string message);
    }
}
