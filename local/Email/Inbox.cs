using System.Security.Cryptography;

namespace Local.Email;

/// <summary>Where the machine's mails arrive: every one sent is kept, in the order of sending.</summary>
public sealed class Inbox
{
    const string Columns = "id, at, request";

    readonly LocalMachine machine;

    public Inbox(LocalMachine machine)
    {
        this.machine = machine;
        machine.Database.WriteAsync(db =>
        {
            db.Execute("CREATE TABLE IF NOT EXISTS mail_messages (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, hash BLOB NOT NULL, request BLOB NOT NULL)");
            db.Execute("CREATE TABLE IF NOT EXISTS mail_bouncing (address TEXT PRIMARY KEY) WITHOUT ROWID");
            db.Execute("CREATE TABLE IF NOT EXISTS mail_recipients (address TEXT COLLATE NOCASE, sequence INTEGER, PRIMARY KEY (address, sequence)) WITHOUT ROWID");
        }).GetAwaiter().GetResult();
    }

    /// <summary>The sending quota; null (the default): as many as you like.</summary>
    public MailQuota? Quota { get; set; }

    /// <summary>
    /// What happens to a second mail with the operation id of an earlier one. False (the default): if its content is
    /// the same it is answered as the first was, otherwise it is refused with 400. True: it is always refused with 400,
    /// which users of the service have reported. It is never a second mail.
    /// Sources: learn.microsoft.com/rest/api/communication/repeatable-requests, Azure/azure-sdk-for-net issue 50889.
    /// </summary>
    public bool RefusesRepeatedIds { get; set; }

    /// <summary>What goes wrong when mails are sent. Requests are <c>POST /emails:send</c> and <c>GET /emails/operations/ID</c>.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The addresses to which mails bounce, in lower case: what is sent there from now on is reported so.</summary>
    public IReadOnlySet<string> Bouncing => machine.Database.Read(db => db.Query("SELECT address FROM mail_bouncing", row => row.GetString(0))).ToHashSet();

    /// <summary>How many mails there are.</summary>
    public int Count => machine.Database.Read(db => (int)db.Scalar<long>("SELECT count(*) FROM mail_messages"));

    /// <summary>All mails, oldest first.</summary>
    public IReadOnlyList<Mail> All => Query($"SELECT {Columns} FROM mail_messages ORDER BY sequence");

    /// <summary>The mails to one address, whatever its case, oldest first.</summary>
    public IReadOnlyList<Mail> To(string address) => Query(
        $"SELECT {Columns} FROM mail_messages WHERE sequence IN (SELECT sequence FROM mail_recipients WHERE address = $1) ORDER BY sequence",
        address);

    /// <summary>The mails after the first <paramref name="skip"/>, newest first.</summary>
    public IReadOnlyList<Mail> Newest(int take, int skip = 0) =>
        Query($"SELECT {Columns} FROM mail_messages ORDER BY sequence DESC LIMIT $1 OFFSET $2", take, skip);

    /// <summary>The mail of a send operation, or null.</summary>
    public Mail? Find(string id) => Query($"SELECT {Columns} FROM mail_messages WHERE id = $1", id).SingleOrDefault();

    /// <summary>Mails to an address bounce from now on, or arrive again.</summary>
    public Task BounceAsync(string address, bool bounces) => machine.Database.WriteAsync(db => db.Execute(
        bounces ? "INSERT OR IGNORE INTO mail_bouncing VALUES ($1)" : "DELETE FROM mail_bouncing WHERE address = $1", address.ToLowerInvariant()));

    internal async Task<Receipt> ReceiveAsync(Guid id, byte[] body)
    {
        var request = MailRequest.Parse(body);
        if (request.Fault(body.Length) is { } fault)
        {
            return new Receipt.Refused(fault);
        }

        var now = machine.Clock.GetUtcNow();
        var receipt = await machine.Database.WriteAsync(db => Receive(db, id, request, body, now));
        if (receipt is Receipt.Accepted accepted)
        {
            var mails = accepted.IsNew ? request.Recipients.All.Count() : 0;
            machine.Meter.Add(Metered.Mails, "sent", mails);
            machine.Meter.Add(Metered.MailBytes, "sent", (long)mails * body.Length);
            var bouncing = Bouncing;
            await machine.Part<DeliveryReports>().SendAsync(id, request, address => bouncing.Contains(address.ToLowerInvariant()));
        }

        return receipt;
    }

    Receipt Receive(DatabaseSession db, Guid id, MailRequest request, byte[] body, DateTimeOffset now)
    {
        var hash = SHA256.HashData(body);
        if (db.Scalar<byte[]>("SELECT hash FROM mail_messages WHERE id = $1", id.ToString()) is { } earlier)
        {
            return !RefusesRepeatedIds && earlier.AsSpan().SequenceEqual(hash)
                ? new Receipt.Accepted(IsNew: false)
                : new Receipt.Refused("A mail was already sent with this operation id.");
        }

        if (Quota?.RetryAfter(db, now) is { } wait)
        {
            return new Receipt.Throttled(wait);
        }

        db.Execute("INSERT INTO mail_messages (id, at, hash, request) VALUES ($1, $2, $3, $4)", id.ToString(), now.UtcTicks, hash, body);
        var sequence = db.Scalar<long>("SELECT last_insert_rowid()");
        foreach (var recipient in request.Recipients.All)
        {
            db.Execute("INSERT OR IGNORE INTO mail_recipients VALUES ($1, $2)", recipient.Email, sequence);
        }

        return new Receipt.Accepted(IsNew: true);
    }

    List<Mail> Query(string sql, params object[] values) => machine.Database.Read(db => db.Query(sql, Read, values));

    static Mail Read(DatabaseRow row)
    {
        var request = MailRequest.Parse(row.GetBytes(2));
        return new Mail(
            Guid.Parse(row.GetString(0)),
            request.SenderAddress,
            [.. request.Recipients.All.Select(recipient => recipient.Email)],
            request.Content.Subject,
            request.Content.Html ?? "",
            request.Content.PlainText ?? "",
            new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
            request.Headers ?? new Dictionary<string, string>())
        {
            ReplyTo = request.ReplyTo is [var first, ..] ? first.Email : request.SenderAddress,
        };
    }
}
