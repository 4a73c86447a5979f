using System.Globalization;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Onboarding;

/// <summary>
/// The table <c>Enrollments</c>. A case is one partition: what came in, a row for each step, a row for each answer.
/// Rows are added and never changed, so whoever adds an answer first has answered. See <c>EnrollmentTable.Claims</c> for
/// the rows that keep a license or a request from opening two cases.
/// </summary>
public sealed partial class EnrollmentTable(TableServiceClient service)
{
    public const string TableName = "Enrollments";

    const string OpenedKey = "opened";
    const string StepKeys = "step-";
    const string OutcomeKeys = "outcome-";

    readonly EntityTable table = new(service, TableName);

    /// <summary>All about a case, or null when there is none.</summary>
    public async Task<EnrollmentRecord?> ReadAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!EnrollmentId.IsValid(id))
        {
            return null;
        }

        EnrollmentOpened? opened = null;
        var steps = new List<Step>();
        var answers = new List<StepOutcome>();
        await foreach (var row in table.Client.QueryAsync<Row>(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancellationToken: cancellationToken))
        {
            if (row.RowKey == OpenedKey)
            {
                opened = row.Read<EnrollmentOpened>();
            }
            else if (row.RowKey.StartsWith(StepKeys, StringComparison.Ordinal))
            {
                steps.Add(row.Read<Step>());
            }
            else if (row.RowKey.StartsWith(OutcomeKeys, StringComparison.Ordinal))
            {
                answers.Add(row.Read<StepOutcome>());
            }
        }

        return opened is null ? null : new EnrollmentRecord(id, opened, steps, answers);
    }

    /// <summary>All about a case.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<EnrollmentRecord> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await ReadAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no enrollment {id}.");

    /// <summary>Adds a case unless it is there.</summary>
    public Task AddCaseAsync(string id, EnrollmentOpened opened, CancellationToken cancellationToken = default) =>
        table.AddIfAbsentAsync(Row.Of(id, OpenedKey, opened), cancellationToken);

    /// <summary>Adds a step unless it is there; the one that is there then.</summary>
    public Task<Step> AddStepAsync(string id, Step step, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, Key(StepKeys, step.Number), step, cancellationToken);

    /// <summary>Adds an answer unless its step has one; the one that counts.</summary>
    public Task<StepOutcome> AddOutcomeAsync(string id, StepOutcome outcome, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, Key(OutcomeKeys, outcome.Step), outcome, cancellationToken);

    async Task<T> AddOrReadAsync<T>(string id, string key, T value, CancellationToken cancellationToken) =>
        await table.AddIfAbsentAsync(Row.Of(id, key, value), cancellationToken)
            ? value
            : (await table.FindAsync<Row>(id, key, cancellationToken))!.Read<T>();

    static string Key(string keys, int step) => keys + step.ToString("D5", CultureInfo.InvariantCulture);
}
