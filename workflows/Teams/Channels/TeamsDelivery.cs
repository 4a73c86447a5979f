using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Teams;

/// <summary>
/// Posts cards into channels, each once, unless the channel's answer is lost or the process ends before the row is written that says
/// so: a workflow doesn't recognize a repeat. A channel that isn't there any more is a work item for ops, once, and its cards go to the managers.
/// </summary>
public sealed partial class TeamsDelivery(
    TeamsChannels channels, PostTable posts, TeamsQueue queue, IHttpClientFactory http, WorkItemService workItems, WorkItemPolicy policy, BusinessCalendar calendar,
    TimeProvider clock, ILogger<TeamsDelivery> log)
{
    /// <summary>The name of the client, which follows no redirects and logs no addresses.</summary>
    public const string Client = "Teams";

    /// <summary>How long a channel's workflow may take to answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Takes a message of the queue.</summary>
    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var reading = CloudEventReader.ReadData<TeamsPost>(message, JsonSerializerOptions.Web);
        return reading.Data switch
        {
            null => reading.Reasons,
            { Id: not { Length: > 0 } } => [new MessageError("data.id", "must be there")],
            { Role: null } => [new MessageError("data.role", "must be there")],
            { Card.ValueKind: not JsonValueKind.Object } => [new MessageError("data.card", "must be an Adaptive Card")],
            var post => await PostAsync(post, cancellationToken),
        };
    }

    async Task<IReadOnlyList<MessageError>> PostAsync(TeamsPost post, CancellationToken cancellationToken)
    {
        if (await posts.HasAsync(post.Id, cancellationToken))
        {
            return [];
        }
        if (channels.For(post.Role) is not { } channel)
        {
            // Nobody set one up. Health says so, and what the card is about stands on the staff page.
            Log.NoChannel(log, post.Id, post.Role);
            return [];
        }

        var (refusal, status, retryAfter) = await OfferAsync(channel, post, cancellationToken);
        switch (refusal)
        {
            case null:
                await posts.AddAsync(post.Id, clock.GetUtcNow(), cancellationToken);
                await workItems.CloseAsync(Broken(channel), "The channel takes posts again", cancellationToken);
                return [];
            case TeamsRefusal.NotNow when post.Try < TeamsRetry.MostTries:
                var at = clock.GetUtcNow() + TeamsRetry.After(post.Try, retryAfter);
                await queue.SendAgainAsync(post, at, cancellationToken);
                Log.Postponed(log, post.Id, channel.Role, post.Try, status, at);
                return [];
            case TeamsRefusal.NoChannel:
                await TellOpsAsync(channel, status, cancellationToken);
                if (channel.Role != TeamsChannels.Fallback && channels.For(TeamsChannels.Fallback) is not null)
                {
                    await queue.SendAsync(post with { Id = DeterministicId.From(post.Id, TeamsChannels.Fallback), Role = TeamsChannels.Fallback, Try = 1 }, cancellationToken);
                }
                return [];
            default:
                return [new MessageError("channel", $"must take the card: {channel} answered {status}, at try {post.Try}")];
        }
    }

    /// <summary>Offers it once. Null: taken.</summary>
    async Task<(TeamsRefusal? Refusal, string Status, TimeSpan? RetryAfter)> OfferAsync(TeamsChannel channel, TeamsPost post, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["type"] = "message", ["attachments"] = new JsonArray(CardJson.Attachment(JsonObject.Create(post.Card)!)) };
        try
        {
            using var client = http.CreateClient(Client);
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json);
            using var answer = await client.PostAsync(channel.Address, content, cancellationToken);
            var retryAfter = answer.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - clock.GetUtcNow() : null;
            return (answer.IsSuccessStatusCode ? null : TeamsRetry.Judge(answer.StatusCode), $"{(int)answer.StatusCode}", retryAfter);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (TeamsRefusal.NotNow, "nothing", null);
        }
    }

    async Task TellOpsAsync(TeamsChannel channel, string status, CancellationToken cancellationToken)
    {
        Log.Gone(log, channel.Role, status);
        var now = clock.GetUtcNow();
        await workItems.OpenAsync(
            new WorkItem(
                Broken(channel), StaffRoles.Ops,
                $"The Teams channel of {channels.NameOf(channel.Role)} answers {status}: make its workflow anew and put the address into the setting {channel.Setting}",
                calendar.DeadlineAfter(now, policy.DueDays), null, null, now),
            cancellationToken);
    }

    static string Broken(TeamsChannel channel) => DeterministicId.From("teams-channel", channel.Role, channel.Fingerprint);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Card {Post} for {Role} is posted nowhere: no channel is set up")]
        public static partial void NoChannel(ILogger logger, string post, string role);

        [LoggerMessage(2, LogLevel.Warning, "Card {Post}, try {Try}: the channel of {Role} answered {Status}; again at {At:u}")]
        public static partial void Postponed(ILogger logger, string post, string role, int @try, string status, DateTimeOffset at);

        [LoggerMessage(3, LogLevel.Error, "The Teams channel of {Role} isn't there: it answered {Status}")]
        public static partial void Gone(ILogger logger, string role, string status);
    }
}
