using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Contacts;

/// <summary>
/// The table <c>ContactBudgets</c>: a row for each person, by the key of the member or of the mailbox. When a mailbox turns out
/// to be a member's, its row is closed with the member's key, and the member's row takes over what is in it: from then
/// on only that one is spent from. A closed row doesn't change, so whoever stops in between has lost nothing.
/// </summary>
public sealed class ContactBudgetTable(TableServiceClient service, ContactPolicy policy) : IForgetting, IPersonalData
{
    public const string TableName = "ContactBudgets";

    const string BudgetRow = "budget";

    readonly EntityTable table = new(service, TableName);

    /// <summary>What is known of somebody's contacts, without changing anything.</summary>
    internal async Task<Spendings> ReadAsync(FoundPerson person, CancellationToken cancellationToken)
    {
        var own = await FindAsync(person.Key, cancellationToken);
        var all = own.Spendings;
        foreach (var mailbox in person.Mailboxes.Where(each => each != person.Key && !own.Joined.Contains(each)))
        {
            all = all.And((await FindAsync(mailbox, cancellationToken)).Spendings);
        }
        return all;
    }

    /// <summary>Changes somebody's contacts in one step.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="change">Called once a try; a second time must give the same.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Gives up; the next try completes it.</param>
    /// <returns>The contacts as they are stored now; or the key of the member whose mailbox it has turned out to be, with nothing changed.</returns>
    internal async Task<(Spendings? All, string? MovedTo)> ChangeAsync(
        FoundPerson person, Func<Spendings, Spendings> change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (person.MemberKey is not { } key)
        {
            var alone = await ChangeAsync(person.Key, budget => budget.JoinedTo is null ? budget with { Spendings = change(budget.Spendings) } : budget, now, cancellationToken);
            return alone.JoinedTo is { } member ? (null, member) : (alone.Spendings, null);
        }

        var known = (await FindAsync(key, cancellationToken)).Joined;
        var added = new Dictionary<string, Spendings>();
        foreach (var mailbox in person.Mailboxes.Except(known))
        {
            var joined = await ChangeAsync(mailbox, budget => budget.JoinedTo is null ? budget with { JoinedTo = key } : budget, now, cancellationToken);
            // When another member had the mailbox first, what went to it counts there.
            added[mailbox] = joined.JoinedTo == key ? joined.Spendings : Spendings.None;
        }
        var own = await ChangeAsync(
            key,
            budget =>
            {
                var others = added.Where(each => !budget.Joined.Contains(each.Key)).ToList();
                return budget with
                {
                    Spendings = change(others.Aggregate(budget.Spendings, (all, each) => all.And(each.Value))),
                    Joined = [.. budget.Joined, .. others.Select(each => each.Key)],
                };
            },
            now, cancellationToken);
        return (own.Spendings, null);
    }

    string IForgetting.What => "contact budgets";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - 2 * policy.Window;
        return table.DeleteAllAsync($"ChangedAt lt {before}", cancellationToken);
    }

    string IPersonalData.What => "contact-budget";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        var all = new List<object>();
        foreach (var key in KeysOf(person))
        {
            all.AddRange(await FindAsync(key, cancellationToken) is var budget && IsOf(budget, person) ? budget.All : []);
        }
        return [.. all.Distinct()];
    }

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var key in KeysOf(person))
        {
            if (await table.FindAsync<Row>(key, BudgetRow, cancellationToken) is { } row && IsOf(row.Read(), person))
            {
                await table.DeleteIfSameAsync(row, cancellationToken);
            }
        }
    }

    static bool IsOf(Budget budget, KnownPerson person) => budget.JoinedTo is null || budget.JoinedTo == person.Key;

    static IEnumerable<string> KeysOf(KnownPerson person) => person.Emails.Select(KnownPerson.KeyOf).Prepend(person.Key).Distinct();

    async Task<Budget> FindAsync(string key, CancellationToken cancellationToken) =>
        (await table.FindAsync<Row>(key, BudgetRow, cancellationToken))?.Read() ?? Budget.Empty;

    async Task<Budget> ChangeAsync(string key, Func<Budget, Budget> change, DateTimeOffset now, CancellationToken cancellationToken) => (await table.ChangeAsync<Row>(
        key, BudgetRow,
        row =>
        {
            var before = row?.Read() ?? Budget.Empty;
            var after = change(before);
            return row is not null && after.IsSame(before) ? null : Row.Of(after, now);
        },
        cancellationToken))!.Read();

    /// <param name="All">The contacts.</param>
    /// <param name="JoinedTo">Of a mailbox: the member who has it; from then on nothing changes here. Else null.</param>
    /// <param name="Joined">Of a member: the mailboxes whose contacts are among these.</param>
    sealed record Budget(IReadOnlyList<Spending> All, string? JoinedTo, IReadOnlyList<string> Joined)
    {
        public static readonly Budget Empty = new([], null, []);

        [JsonIgnore]
        public Spendings Spendings
        {
            get => new(All);
            init => All = value.All;
        }

        public bool IsSame(Budget other) => JoinedTo == other.JoinedTo && All.SequenceEqual(other.All) && Joined.SequenceEqual(other.Joined);
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset ChangedAt { get; set; }

        public string Json { get; set; } = "";

        public Budget Read() => JsonSerializer.Deserialize<Budget>(Json, JsonSerializerOptions.Web)!;

        public static Row Of(Budget budget, DateTimeOffset now) => new() { ChangedAt = now, Json = JsonSerializer.Serialize(budget, JsonSerializerOptions.Web) };
    }
}
