using System.Globalization;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Onboarding;

/// <summary>
/// The table <c>Enrollments</c>. A case is one partition: what came in, a row for each round, a row for each answer.
/// Rows are added and never changed, so whoever adds an answer first has answered. See <c>EnrollmentTable.Claims</c> for
/// the rows that keep a license or a request from opening two cases.
/// </summary>
public sealed partial class EnrollmentTable(TableServiceClient service)
{
    public const string TableName = "Enrollments";

    const string IntakeKey = "intake";
    const string RoundKeys = "round-";
    const string AnswerKeys = "answer-";

    readonly NamedTable table = new(service, TableName);

    /// <summary>All about a case, or null when there is none.</summary>
    public async Task<EnrollmentRecord?> ReadAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!EnrollmentId.IsValid(id))
        {
            return null;
        }

        Intake? intake = null;
        var rounds = new List<Round>();
        var answers = new List<Answer>();
        await foreach (var row in table.Client.QueryAsync<Row>(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancellationToken: cancellationToken))
        {
            if (row.RowKey == IntakeKey)
            {
                intake = row.Read<Intake>();
            }
            else if (row.RowKey.StartsWith(RoundKeys, StringComparison.Ordinal))
            {
                rounds.Add(row.Read<Round>());
            }
            else if (row.RowKey.StartsWith(AnswerKeys, StringComparison.Ordinal))
            {
                answers.Add(row.Read<Answer>());
            }
        }

        return intake is null ? null : new EnrollmentRecord(id, intake, rounds, answers);
    }

    /// <summary>All about a case.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<EnrollmentRecord> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await ReadAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no enrollment {id}.");

    /// <summary>Adds a case unless it is there.</summary>
    public Task AddCaseAsync(string id, Intake intake, CancellationToken cancellationToken = default) =>
        table.AddIfAbsentAsync(Row.Of(id, IntakeKey, intake), cancellationToken);

    /// <summary>Adds a round unless it is there; the one that is there then.</summary>
    public Task<Round> AddRoundAsync(string id, Round round, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, Key(RoundKeys, round.Number), round, cancellationToken);

    /// <summary>Adds an answer unless its round has one; the one that counts.</summary>
    public Task<Answer> AddAnswerAsync(string id, Answer answer, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, Key(AnswerKeys, answer.Round), answer, cancellationToken);

    async Task<T> AddOrReadAsync<T>(string id, string key, T value, CancellationToken cancellationToken) =>
        await table.AddIfAbsentAsync(Row.Of(id, key, value), cancellationToken)
            ? value
            : (await table.FindAsync<Row>(id, key, cancellationToken))!.Read<T>();

    static string Key(string keys, int round) => keys + round.ToString("D5", CultureInfo.InvariantCulture);
}
