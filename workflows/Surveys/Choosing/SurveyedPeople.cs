using Azure;
using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Surveys.Choosing;

/// <summary>
/// The table <c>SurveyedPeople</c>: when somebody was asked last, and by which survey. Whoever is about to ask claims the person first, by
/// their mailbox and by their key, so that nobody is asked twice within the policy's days by two surveys at once.
/// </summary>
public sealed class SurveyedPeople(TableServiceClient service, SurveyPolicy policy) : IForgetting, IPersonalData
{
    public const string TableName = "SurveyedPeople";

    const string LastRow = "last";

    readonly EntityTable table = new(service, TableName);

    /// <summary>Claims somebody for a survey. The same survey again is answered as the first time.</summary>
    /// <param name="person">Whom it asks.</param>
    /// <param name="survey">Names the asking.</param>
    /// <param name="at">When.</param>
    /// <param name="everyDays">For how long no other survey asks them.</param>
    /// <param name="cancellationToken">Gives up; the same again completes it.</param>
    /// <returns>Whether they may be asked.</returns>
    public async Task<bool> TryClaimAsync(SurveyedPerson person, string survey, DateTimeOffset at, int everyDays, CancellationToken cancellationToken = default)
    {
        // The mailbox first: who shares it with another member is asked as often as one person.
        var keys = KeysOf(person.Email, person.MemberKey);
        if (!(await RowsAsync(keys, cancellationToken)).All(IsFree))
        {
            // Nothing is claimed in vain: another who reads that mailbox may be asked.
            return false;
        }
        foreach (var key in keys)
        {
            var row = await table.ChangeAsync<Row>(
                key, LastRow, now => now?.Survey != survey && IsFree(now) ? new Row { Survey = survey, At = at } : null, cancellationToken);
            if (row!.Survey != survey)
            {
                return false;
            }
        }
        return true;

        bool IsFree(Row? row) => row is null || row.Survey == survey || row.At <= at.AddDays(-everyDays);
    }

    /// <summary>When somebody was asked last, by their mailbox or their key; null: long ago, or never.</summary>
    public async Task<DateTimeOffset?> LastAsync(string email, string memberKey, CancellationToken cancellationToken = default) =>
        (await RowsAsync(KeysOf(email, memberKey), cancellationToken)).Max(row => row?.At);

    string IForgetting.What => "when people were surveyed";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-2 * policy.EveryDays);
        return table.DeleteAllAsync($"At lt {before}", cancellationToken);
    }

    string IPersonalData.What => "last-survey";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        var all = new List<object>();
        foreach (var key in KeysOf(person))
        {
            all.AddRange(await table.FindAsync<Row>(key, LastRow, cancellationToken) is { } row ? [new { row.Survey, row.At }] : []);
        }
        return [.. all.Distinct()];
    }

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var key in KeysOf(person))
        {
            await table.DeleteAsync(key, LastRow, cancellationToken);
        }
    }

    Task<Row?[]> RowsAsync(string[] keys, CancellationToken cancellationToken) => Task.WhenAll(keys.Select(key => table.FindAsync<Row>(key, LastRow, cancellationToken)));

    static string[] KeysOf(string email, string memberKey) => [KnownPerson.KeyOf(email), memberKey];

    static IEnumerable<string> KeysOf(KnownPerson person) => person.Emails.Select(KnownPerson.KeyOf).Prepend(person.Key).Distinct();

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Survey { get; set; } = "";

        public DateTimeOffset At { get; set; }
    }
}
