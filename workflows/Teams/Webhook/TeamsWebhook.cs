using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Directory;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Teams;

/// <summary>How long a message is waited for; of the system's time, since Teams waits in it.</summary>
/// <param name="Time">Teams takes an answer for five seconds, the way there and back included.</param>
public sealed record TeamsPatience(TimeSpan Time)
{
    public static TeamsPatience Default { get; } = new(TimeSpan.FromSeconds(3.5));
}

/// <summary>
/// Answers what people write to the outgoing webhook. What isn't signed, or is old, is refused before anything in it is looked
/// up. What takes longer than Teams waits goes on in the queue, and is answered in the channel of the sender's role.
/// </summary>
public sealed partial class TeamsWebhook(
    TeamsSignature signature, AnswerTable answers, TeamsCommands commands, TeamsQueue queue, TeamsPatience patience, TimeProvider clock, ILogger<TeamsWebhook> log)
{
    /// <summary>A message of somebody who types is far smaller.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>How old a message may be, or how far ahead of this clock.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    static readonly Card Later = new("Working on it")
    {
        Parts = [new CardText("This takes longer than usual. The answer follows in the channel of your role.")],
    };

    static readonly Card Failed = new("Something failed on our side")
    {
        Tone = CardTone.Attention,
        Parts = [new CardText("It may not have been done: look first, then send it again.")],
    };

    /// <summary>The answer as JSON; null: refused, and nobody is told why.</summary>
    /// <param name="body">The request's, as it came.</param>
    /// <param name="authorization">The request's header, or null.</param>
    /// <param name="client">The trigger's binding.</param>
    /// <param name="cancellationToken">Gives up: the caller has.</param>
    public async Task<string?> AnswerAsync(ReadOnlyMemory<byte> body, string? authorization, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!signature.IsValid(body.Span, authorization))
        {
            Log.Refused(log, "no signature of ours");
            return null;
        }
        if (TeamsMessage.Read(body) is not { } message)
        {
            Log.Refused(log, "no message");
            return null;
        }
        if ((clock.GetUtcNow() - message.SentAt).Duration() > LongestAge)
        {
            Log.Refused(log, "too old, or too new");
            return null;
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await AnswerAsync(message, client, late.Token).WaitAsync(patience.Time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or TransientDirectoryException)
        {
            // What is under way stops where it can; the queue does it again from the beginning, which changes nothing twice.
            await late.CancelAsync();
            await queue.SendAsync(message, cancellationToken);
            return await answers.KeepAsync(message.Key, Json(Later), clock.GetUtcNow(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(log, message.Key, e);
            return Json(Failed);
        }
    }

    async Task<string> AnswerAsync(TeamsMessage message, DurableTaskClient client, CancellationToken cancellationToken) =>
        await answers.FindAsync(message.Key, cancellationToken)
        ?? await answers.KeepAsync(message.Key, Json((await commands.RunAsync(message, client, cancellationToken)).Card), clock.GetUtcNow(), cancellationToken);

    static string Json(Card card) => new JsonObject { ["type"] = "message", ["attachments"] = new JsonArray(CardJson.Attachment(CardJson.Of(card))) }
        .ToJsonString(JsonSerializerOptions.Web);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message to the Teams webhook is refused: {Why}")]
        public static partial void Refused(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Error, "The Teams message {Message} failed")]
        public static partial void Failed(ILogger logger, string message, Exception e);
    }
}
