using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;

namespace Local.Systems;

/// <summary>
/// In place of finance's system, the MLS vendor's and the lockbox provider's, which answer, and of the class and phone systems, which only tell: each of the first reads its subscription of the topic <c>events</c>
/// and answers by itself into the queue <c>commands</c>, after a while of the machine's clock.
/// </summary>
public sealed class Counterparts
{
    const string Topic = "events", Commands = "commands";

    readonly LocalMachine machine;
    readonly Broker broker;
    readonly Dictionary<string, Behavior> behavior = Counterpart.All.ToDictionary(each => each.Id, _ => Behavior.Answers);

    public Counterparts(LocalMachine machine)
    {
        this.machine = machine;
        broker = machine.Part<Broker>();
        machine.Database.WriteAsync(db => db.Execute(
            "CREATE TABLE IF NOT EXISTS system_requests (number INTEGER PRIMARY KEY, system TEXT NOT NULL, message TEXT NOT NULL UNIQUE, body TEXT NOT NULL, at INTEGER NOT NULL, said TEXT, said_at INTEGER, scheduled INTEGER NOT NULL DEFAULT 0, sent INTEGER NOT NULL DEFAULT 0)")).GetAwaiter().GetResult();
    }

    /// <value>How long they take. Default an hour.</value>
    public TimeSpan AnswersAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What a counterpart makes of the requests that come from now on.</summary>
    public Behavior this[string id]
    {
        get => behavior[id];
        set => behavior[id] = value;
    }

    /// <summary>Begins to read. A subscription that the machine doesn't have is passed over.</summary>
    public void Start()
    {
        foreach (var counterpart in Counterpart.All)
        {
            if (broker.Has(EntityPaths.Subscription(Topic, counterpart.Id)) && broker.Has(Commands))
            {
                broker.StartPump(EntityPaths.Subscription(Topic, counterpart.Id), new PumpOptions(), (message, _, _) => TakeAsync(counterpart, message));
            }
        }
    }

    /// <summary>How much was asked.</summary>
    public int Count => machine.Database.Read(db => (int)db.Scalar<long>("SELECT count(*) FROM system_requests"));

    /// <summary>What was asked, the newest first.</summary>
    public IReadOnlyList<SystemRequest> Requests(int most = 100) => machine.Database.Read(db => db.Query(
        $"{Stored.Select} ORDER BY number DESC LIMIT $1", Stored.Read, most)).ConvertAll(stored => stored.Shown);

    /// <summary>Answers a request now, whatever was or wasn't answered before.</summary>
    /// <returns>Whether there is such a request.</returns>
    public async Task<bool> AnswerAsync(long number, Behavior with)
    {
        if (Find(number) is not { } request)
        {
            return false;
        }

        await CancelAsync(request);
        if (with == Behavior.IsSilent)
        {
            await KeepAsync(request, said: null, at: null, scheduled: 0);
            return true;
        }

        var now = machine.Clock.GetUtcNow();
        var type = with == Behavior.Answers ? request.Counterpart.Done : request.Counterpart.Refused;
        await broker.SendAsync(Commands, [Answer(request, type, request.Sent + 1, now)]);
        await KeepAsync(request, type, now, scheduled: 0);
        return true;
    }

    /// <summary>The class system tells that somebody attended a class now.</summary>
    /// <param name="who">A case's number, or a member's key.</param>
    /// <param name="class">What the class system calls the class.</param>
    public async Task AttendAsync(string who, string @class)
    {
        var now = machine.Clock.GetUtcNow();
        var data = new JsonObject { [who.StartsWith("EN-", StringComparison.OrdinalIgnoreCase) ? "caseId" : "memberKey"] = who, ["classId"] = @class, ["attendedAt"] = now };
        await broker.SendAsync(Commands, [new(BinaryData.FromObjectAsJson(new { specversion = "1.0", id = $"{who} {@class} {now:O}", source = "/local/classes", type = "class.attended", time = now, data }))
        {
            ContentType = "application/cloudevents+json",
        }]);
    }

    /// <summary>The phone system tells that a call has ended now.</summary>
    /// <param name="call">Its id of the call.</param>
    /// <param name="outcome">"answered" or "abandoned".</param>
    /// <param name="who">The caller: a member's key or an email address; empty: nobody knows.</param>
    /// <param name="by">Who took it; empty: it doesn't say.</param>
    /// <param name="ticket">The ticket that it belongs to; empty: none.</param>
    public Task HangUpAsync(string call, string outcome, string who, string by, string ticket) => TellAsync(
        "call.ended", call, new JsonObject { ["callId"] = call, ["outcome"] = outcome, [who.Contains('@') ? "email" : "memberKey"] = Known(who), ["by"] = Known(by), ["caseId"] = Known(ticket) });

    /// <summary>The phone system tells what a caller answered with the keys after the call.</summary>
    /// <param name="call">Its id of the call.</param>
    /// <param name="who">The caller: a member's key.</param>
    /// <param name="by">Who took it; empty: it doesn't say.</param>
    /// <param name="satisfaction">1 to 5.</param>
    public Task PressKeyAsync(string call, string who, string by, int satisfaction) => TellAsync(
        "survey.answered", call, new JsonObject { ["callId"] = call, ["memberKey"] = who, ["by"] = Known(by), ["satisfaction"] = satisfaction });

    async Task TellAsync(string type, string call, JsonObject data)
    {
        var now = machine.Clock.GetUtcNow();
        await broker.SendAsync(Commands, [new(BinaryData.FromObjectAsJson(new { specversion = "1.0", id = $"{type} {call} {now:O}", source = "/local/phone", type, time = now, data }))
        {
            ContentType = "application/cloudevents+json",
        }]);
    }

    static string? Known(string text) => text.Length > 0 ? text : null;

    /// <summary>Repeats the last answer, as a sender does that isn't sure: under another message id.</summary>
    public async Task<bool> RepeatAsync(long number) =>
        Find(number) is { Said: { } said } request && await AnswerAsync(number, said == request.Counterpart.Done ? Behavior.Answers : Behavior.Refuses);

    /// <summary>The app asks something. The answer waits in the queue until it is time, so that it comes whatever happens to this process.</summary>
    async Task TakeAsync(Counterpart counterpart, ServiceBusReceivedMessage message)
    {
        var now = machine.Clock.GetUtcNow();
        var body = message.Body.ToString();
        await machine.Database.WriteAsync(db => db.Execute(
            "INSERT OR IGNORE INTO system_requests (system, message, body, at) VALUES ($1, $2, $3, $4)", counterpart.Id, message.MessageId, body, now.UtcTicks));
        var request = machine.Database.Read(db => db.Query($"{Stored.Select} WHERE message = $1", Stored.Read, message.MessageId)).Single();
        if (request.Said is not null || behavior[counterpart.Id] == Behavior.IsSilent || Counterpart.Unanswered.Contains(request.Type))
        {
            return;
        }

        var type = behavior[counterpart.Id] == Behavior.Answers ? counterpart.Done : counterpart.Refused;
        var numbers = await broker.SendAsync(Commands, [Answer(request, type, request.Sent + 1, now + AnswersAfter)]);
        await KeepAsync(request, type, now + AnswersAfter, AnswersAfter > TimeSpan.Zero ? numbers[0] : 0);
    }

    async Task CancelAsync(Stored request)
    {
        if (request.Scheduled == 0 || request.SaidAt <= machine.Clock.GetUtcNow())
        {
            return;
        }

        try
        {
            await broker.CancelScheduledAsync(Commands, [request.Scheduled]);
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            // It is on its way already: then there are two answers.
        }
    }

    Task<int> KeepAsync(Stored request, string? said, DateTimeOffset? at, long scheduled) => machine.Database.WriteAsync(db => db.Execute(
        "UPDATE system_requests SET said = $2, said_at = $3, scheduled = $4, sent = sent + 1 WHERE number = $1", request.Number, said, at?.UtcTicks, scheduled));

    Stored? Find(long number) => machine.Database.Read(db => db.Query($"{Stored.Select} WHERE number = $1", Stored.Read, number)).SingleOrDefault();

    static ServiceBusMessage Answer(Stored request, string type, int time, DateTimeOffset at)
    {
        var id = $"{request.Counterpart.Id}-{request.Message}-{time}";
        var data = new JsonObject();
        foreach (var name in new[] { "caseId", "step", "target", "request" })
        {
            if (request.Details.TryGetProperty(name, out var value))
            {
                data[name] = JsonSerializer.SerializeToNode(value);
            }
        }

        if (type == request.Counterpart.Refused)
        {
            data["reason"] = "Refused on the page of the systems";
        }
        else if (request.Counterpart.NumbersMembers && request.Type == "provisioning.requested")
        {
            data["memberMlsId"] = $"{400_000 + request.Number}";
        }

        return new(BinaryData.FromObjectAsJson(new { specversion = "1.0", id, source = $"/local/{request.Counterpart.Id}", type, time = at, data }))
        {
            MessageId = id,
            Subject = type,
            ContentType = "application/cloudevents+json; charset=utf-8",
            ScheduledEnqueueTime = at,
        };
    }

    sealed record Stored(long Number, Counterpart Counterpart, string Message, JsonElement Event, DateTimeOffset At, string? Said, DateTimeOffset? SaidAt, long Scheduled, int Sent)
    {
        public const string Select = "SELECT number, system, message, body, at, said, said_at, scheduled, sent FROM system_requests";

        public string Type => Event.GetProperty("type").GetString()!;

        public JsonElement Details => Event.GetProperty("data").GetProperty("details");

        public SystemRequest Shown => new(Number, Counterpart, Type, Text("caseId"), $"{Text("memberFullName")} ({Text("memberKey")})", At, Said, SaidAt);

        public static Stored Read(DatabaseRow row) => new(
            row.GetInt64(0), Counterpart.All.Single(each => each.Id == row.GetString(1)), row.GetString(2), JsonSerializer.Deserialize<JsonElement>(row.GetString(3)),
            new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero), row.IsNull(5) ? null : row.GetString(5),
            row.IsNull(6) ? null : new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero), row.GetInt64(7), row.GetInt32(8));

        string Text(string name) => Details.TryGetProperty(name, out var value) ? value.ToString() : "";
    }
}
