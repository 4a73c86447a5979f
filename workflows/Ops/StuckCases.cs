using System.Globalization;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using Microsoft.DurableTask.Client;

namespace MemberServices.Ops;

/// <summary>
/// Finds cases that don't go on, by the index, which knows when each has something to do; and orchestrations that failed, or that run
/// without a case.
/// </summary>
public sealed class StuckCases(CaseIndex index, IEnumerable<IWatchedCases> watched, TimeProvider clock)
{
    /// <summary>How long something may be due.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>The most cases of a page: each is two reads.</summary>
    public const int MostOfAPage = 50;

    internal const string NoOrchestration = "it has no orchestration";
    internal const string Unrecorded = "it has ended, and what it was about to do was never recorded";
    internal const string Unheard = "an answer came, and its orchestration didn't hear of it";

    /// <summary>Orchestrations that the scheduler lists at a time.</summary>
    const int Listed = 200;

    static readonly OrchestrationQuery Running = new()
    {
        Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended],
        PageSize = Listed,
    };

    readonly IReadOnlyList<IWatchedCases> kinds = [.. watched];

    /// <summary>A page: first the cases of each kind, then the orchestrations. Null when <paramref name="after"/> is no page's.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="take">The most cases, and the most orchestrations, 1 to <see cref="MostOfAPage"/>.</param>
    /// <param name="after">The page before this one's <see cref="StuckPage.After"/>; null or empty for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StuckPage?> PageAsync(DurableTaskClient client, int take, string? after, CancellationToken cancellationToken)
    {
        var (part, token) = Place(after);
        if (part is < 0 || part > kinds.Count + 1)
        {
            return null;
        }

        for (; part < kinds.Count; part++, token = null)
        {
            var kind = kinds[part];
            if (await index.PageAsync(CaseQuery.DueBefore(kind.Kind, clock.GetUtcNow() - Grace), take, token, cancellationToken) is not { } page)
            {
                return null;
            }
            var cases = new List<StuckCase>();
            foreach (var entry in page.Cases)
            {
                cases.Add((await LookAsync(client, kind, entry, cancellationToken)).Stuck);
            }
            if (page.After is not null || cases.Count > 0)
            {
                return new StuckPage(cases, [], page.After is null ? $"{part + 1}." : $"{part}.{page.After}");
            }
        }

        if (part == kinds.Count)
        {
            var (failed, more) = await FailedAsync(client, take, token, cancellationToken);
            if (more is not null || failed.Count > 0)
            {
                return new StuckPage([], failed, more is null ? $"{part + 1}." : $"{part}.{more}");
            }
            (part, token) = (part + 1, null);
        }
        var (found, next) = await WithoutCaseAsync(client, token, cancellationToken);
        return new StuckPage([], found, next is null ? null : $"{part}.{next}");
    }

    /// <summary>Whether a case goes on: what is wrong, by its orchestration and its log.</summary>
    public static async Task<(StuckCase Stuck, WatchedCase? Case, OrchestrationRuntimeStatus? Status)> LookAsync(
        DurableTaskClient client, IWatchedCases kind, CaseIndexEntry entry, CancellationToken cancellationToken)
    {
        var found = await kind.FindAsync(entry.Id, cancellationToken);
        var instance = found is null ? null : await client.GetInstanceAsync(found.Instance, cancellationToken);
        var (why, canBeMended) = (found, instance?.RuntimeStatus) switch
        {
            (null, _) => ("the case is gone; what it is found by is left", false),
            ({ FinishedAt: { } at }, _) when entry.DueAt > at => (Unrecorded, true),
            (_, null) => (NoOrchestration, true),
            ({ AnsweredAt: not null } or { UnheardSince: not null }, OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending) => (Unheard, true),
            (_, OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending) => ("its next step is overdue", true),
            (_, { } status) => ($"its orchestration is {Word(status)}", false),
        };
        return (new StuckCase(entry.Id, entry.Stage, found?.Step ?? entry.Step, entry.DueAt!.Value, why, canBeMended), found, instance?.RuntimeStatus);
    }

    /// <summary>Orchestrations that ended with an error, and where to go on.</summary>
    public async Task<(IReadOnlyList<StuckOrchestration> Found, string? Next)> FailedAsync(
        DurableTaskClient client, int take, string? token, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed], PageSize = take };
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages(token, take).WithCancellation(cancellationToken))
        {
            var found = new List<StuckOrchestration>();
            foreach (var each in page.Values)
            {
                found.Add(Of(each, await HasCaseAsync(each.InstanceId, cancellationToken)));
            }
            return (found, page.ContinuationToken);
        }
        return ([], null);
    }

    /// <summary>The orchestrations that haven't ended, by their ids, with the workflows' names.</summary>
    public static async Task<Dictionary<string, string>> RunningAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>();
        await foreach (var each in client.GetAllInstancesAsync(Running).WithCancellation(cancellationToken))
        {
            found[each.InstanceId] = each.Name;
        }
        return found;
    }

    /// <summary>Of a page of orchestrations that haven't ended, those whose case is gone; and where to go on.</summary>
    async Task<(IReadOnlyList<StuckOrchestration> Found, string? Next)> WithoutCaseAsync(DurableTaskClient client, string? token, CancellationToken cancellationToken)
    {
        await foreach (var page in client.GetAllInstancesAsync(Running).AsPages(token, Listed).WithCancellation(cancellationToken))
        {
            var found = new List<StuckOrchestration>();
            foreach (var each in page.Values)
            {
                if (await IsWithoutCaseAsync(each.InstanceId, cancellationToken))
                {
                    found.Add(Of(each, hasCase: false));
                }
            }
            return (found, page.ContinuationToken);
        }
        return ([], null);
    }

    /// <summary>Whether an orchestration is a case's, and that case is gone.</summary>
    public async Task<bool> IsWithoutCaseAsync(string instance, CancellationToken cancellationToken) =>
        CaseOf(instance) is var (kind, id) && await kind.FindAsync(id, cancellationToken) is null;

    async Task<bool> HasCaseAsync(string instance, CancellationToken cancellationToken) =>
        CaseOf(instance) is var (kind, id) && await kind.FindAsync(id, cancellationToken) is not null;

    /// <summary>The case that an orchestration moves on, whose number its id begins with; null when it is no case's.</summary>
    (IWatchedCases Kind, CaseId Id)? CaseOf(string instance) =>
        CaseId.TryParse(instance.Split('.')[0], out var id) && kinds.FirstOrDefault(kind => kind.Kind == id.Kind) is { } kind ? (kind, id) : null;

    static StuckOrchestration Of(OrchestrationMetadata each, bool hasCase) => new(each.InstanceId, each.Name, Word(each.RuntimeStatus), each.LastUpdatedAt, hasCase);

    static string Word(OrchestrationRuntimeStatus status) => status.ToString().ToLowerInvariant();

    static (int Part, string? Token) Place(string? after) =>
        string.IsNullOrEmpty(after) ? (0, null)
        : after.Split('.', 2) is [var part, var token] && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, token.Length == 0 ? null : token)
            : (-1, null);
}
