using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Local.Graph;

namespace Local.Teams;

/// <summary>
/// What Teams is to the app: channels whose workflows take cards, and an outgoing webhook that signs what people write. The
/// address of a channel has the form of Power Automate's and is answered here, whatever else it is asked for; nothing leaves the
/// machine. Sources: MicrosoftDocs/msteams-docs (add-outgoing-webhook, connectors-using).
/// </summary>
public sealed class LocalTeams
{
    /// <summary>The channel in which people write to the webhook.</summary>
    public const string Conversation = "Commands";

    /// <summary>The channels of the sample's policy, by the settings that name them.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["Level1", "Level2", "Managers", "Ops"];

    static readonly string[] Hosts = [".logic.azure.com", ".api.powerplatform.com"];

    const int LargestCard = 28 * 1024;

    readonly LocalMachine machine;
    readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    readonly string signature = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public LocalTeams(LocalMachine machine)
    {
        this.machine = machine;
        _ = machine.Part<LocalGraph>();
        machine.Database.WriteAsync(db => db.Execute(
            "CREATE TABLE IF NOT EXISTS teams_posts (sequence INTEGER PRIMARY KEY, channel TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, card TEXT)"))
            .GetAwaiter().GetResult();
    }

    /// <summary>What goes wrong: requests are <c>POST /workflows/CHANNEL/…</c>.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The webhook's security token, as Teams shows it once.</summary>
    public string SecurityToken => Convert.ToBase64String(key);

    /// <summary>The settings that the app has in Azure for its channels and its webhook.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Teams:WebhookKeys", SecurityToken), .. Channels.Select(channel => new KeyValuePair<string, string?>($"Teams:{channel}", AddressOf(channel)))];

    /// <summary>The address of a channel's workflow, which nobody else is told.</summary>
    public string AddressOf(string channel) =>
        $"https://prod-00.{machine.Name}.logic.azure.com/workflows/{channel}/triggers/manual/paths/invoke?api-version=2016-06-01&sig={signature}";

    /// <summary>What stands in a channel, newest first; null: in all of them.</summary>
    public IReadOnlyList<ChannelPost> Newest(string? channel, int take) => machine.Database.Read(db => db.Query(
        "SELECT channel, at, author, text, card FROM teams_posts WHERE $1 IS NULL OR channel = $1 ORDER BY sequence DESC LIMIT $2",
        row => new ChannelPost(
            row.GetString(0), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.GetString(2), row.GetString(3),
            row.IsNull(4) ? null : JsonElement.Parse(row.GetString(4))),
        channel, take));

    /// <summary>Who can write: the organization's people, by name.</summary>
    public IReadOnlyList<ChannelPerson> People => machine.Database.Read(db => db.Query(
        "SELECT id, name FROM graph_users WHERE type = 'Member' AND enabled = 1 ORDER BY name, id",
        row => new ChannelPerson(row.GetString(0), row.GetString(1))));

    /// <summary>The header with which Teams signs a body.</summary>
    public string Sign(ReadOnlySpan<byte> body) => "HMAC " + Convert.ToBase64String(HMACSHA256.HashData(key, body));

    /// <summary>Puts something into a channel.</summary>
    internal Task AddAsync(string channel, string author, string text, string? card)
    {
        var now = machine.Clock.GetUtcNow();
        return machine.Database.WriteAsync(db => db.Execute(
            "INSERT INTO teams_posts (channel, at, author, text, card) VALUES ($1, $2, $3, $4, $5)", channel, now.UtcTicks, author, text, card));
    }

    /// <summary>Makes a handler to give to an HttpClient; it answers requests to workflows and leaves the others to <paramref name="others"/>.</summary>
    public HttpMessageHandler CreateHandler(HttpMessageHandler? others = null) => new TeamsHandler(this) { InnerHandler = others ?? new SocketsHttpHandler() };

    async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var fault = Faults.Take(request);
        if (fault is { Status: { } status })
        {
            var refusal = new HttpResponseMessage((System.Net.HttpStatusCode)status);
            refusal.Headers.RetryAfter = fault.RetryAfter is { } wait ? new(wait) : null;
            return refusal;
        }

        var answer = await TakeAsync(request, cancellationToken);
        return fault is null ? new HttpResponseMessage((System.Net.HttpStatusCode)answer) : throw Fault.Lost();
    }

    async Task<int> TakeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        if (request.Method != HttpMethod.Post || request.RequestUri.AbsolutePath.Split('/') is not ["", "workflows", var channel, ..] || !Channels.Contains(channel))
        {
            return 404;
        }
        if (address != AddressOf(channel))
        {
            return 401;
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (body.Length > LargestCard)
        {
            return 413;
        }
        if (CardOf(body) is not { } card)
        {
            return 400;
        }

        await AddAsync(channel, "", "", card);
        return 202;
    }

    static string? CardOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("type").GetString() == "message" ? CardIn(json.RootElement) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The Adaptive Card of a message, or null.</summary>
    internal static string? CardIn(JsonElement message) => message.GetProperty("attachments") is { ValueKind: JsonValueKind.Array } attachments
        && attachments.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && first.GetProperty("contentType").GetString() == "application/vnd.microsoft.card.adaptive"
        && first.GetProperty("content").GetProperty("type").GetString() == "AdaptiveCard"
            ? first.GetProperty("content").GetRawText()
            : null;

    sealed class TeamsHandler(LocalTeams teams) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Hosts.Any(host => request.RequestUri!.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))
                ? teams.AnswerAsync(request, cancellationToken)
                : base.SendAsync(request, cancellationToken);
    }
}
