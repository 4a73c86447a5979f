using Azure;
using Azure.Data.Tables;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Contacts;

/// <summary>
/// The table <c>OptOuts</c>: who doesn't want to be come to without asking for it, by surveys, their reminders, calls from lists or notices
/// for information. A row for each key of the person, so that it holds for the member and for their mailbox; of two members who share a
/// mailbox, for both. Mails about what they asked for themselves go on.
/// </summary>
public sealed class OptOuts(TableServiceClient service, PersonFinder people, EventPublisher events, TimeProvider clock) : IPersonalData
{
    public const string TableName = "OptOuts";

    /// <summary>The events that tell of it.</summary>
    public const string OutEvent = "contact.opted-out", InEvent = "contact.opted-in";

    const string OutRow = "out";

    readonly EntityTable table = new(service, TableName);

    /// <summary>Since when somebody isn't to be asked; null: they may be.</summary>
    public async Task<DateTimeOffset?> SinceAsync(Contacted who, CancellationToken cancellationToken = default)
    {
        foreach (var key in await KeysOfAsync(who, cancellationToken))
        {
            if (await table.FindAsync<Row>(key, OutRow, cancellationToken) is { } row)
            {
                return row.Since;
            }
        }
        return null;
    }

    /// <summary>Takes somebody out, or back in; a repeat changes nothing.</summary>
    /// <returns>Since when they are out; null: they are in.</returns>
    public async Task<DateTimeOffset?> SetAsync(Contacted who, bool isOut, CancellationToken cancellationToken = default)
    {
        var keys = await KeysOfAsync(who, cancellationToken);
        if (!isOut && await SinceAsync(who, cancellationToken) is { } since)
        {
            await TellAsync(InEvent, keys, since, clock.GetUtcNow(), "May be asked again", cancellationToken);
        }
        foreach (var key in keys)
        {
            await (isOut
                ? table.AddIfAbsentAsync(new Row { PartitionKey = key, RowKey = OutRow, Since = clock.GetUtcNow() }, cancellationToken)
                : table.DeleteAsync(key, OutRow, cancellationToken));
        }
        var now = await SinceAsync(who, cancellationToken);
        if (now is { } at)
        {
            // Told again by a repeat: whoever wrote it may have gone down before.
            await TellAsync(OutEvent, keys, at, at, "Doesn’t want to be asked any more", cancellationToken);
        }
        return now;
    }

    Task TellAsync(string type, IReadOnlyList<string> keys, DateTimeOffset since, DateTimeOffset at, string summary, CancellationToken cancellationToken) => events.PublishAsync(
        new DomainEvent(
            type, DeterministicId.From(type, keys[0], since.UtcTicks), at, KnownPerson.IsOfMailbox(keys[0]) ? null : keys[0], null, "the member", "web", summary),
        cancellationToken);

    string IPersonalData.What => "opt-outs";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        var all = new List<object>();
        foreach (var key in KeysOf(person))
        {
            all.AddRange(await table.FindAsync<Row>(key, OutRow, cancellationToken) is { } row ? [new { row.Since }] : []);
        }
        return [.. all.Distinct()];
    }

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var key in KeysOf(person))
        {
            await table.DeleteAsync(key, OutRow, cancellationToken);
        }
    }

    static IEnumerable<string> KeysOf(KnownPerson person) => person.Emails.Select(KnownPerson.KeyOf).Prepend(person.Key).Distinct();

    async Task<IReadOnlyList<string>> KeysOfAsync(Contacted who, CancellationToken cancellationToken) =>
        (who.Key is { } key ? await people.OfKeyAsync(key, cancellationToken) : await people.OfEmailAsync(who.Email!, cancellationToken)).Keys;

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset Since { get; set; }
    }
}
