using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>What is to be started.</summary>
/// <param name="Orchestration">The workflow's name.</param>
/// <param name="Input">What it begins with: a <see cref="CaseInput{TState}"/> without a state.</param>
/// <param name="Opened">What came in.</param>
/// <param name="UniqueKey">What no two live cases may share, such as a license; null: nothing.</param>
/// <param name="Request">Names the request: the same key again is answered as the first was; null: no request is a repeat.</param>
/// <param name="Content">A hash of what is asked for.</param>
public sealed record NewCase<TOpened>(
    string Orchestration, object Input, TOpened Opened, string? UniqueKey, string? Request, string Content);

/// <summary>What became of a start.</summary>
/// <param name="Id">The case: the new one, or the one that has the unique key.</param>
/// <param name="IsNew">
/// Whether this request opened the case. A repeat of that request is told the same; another request that meets the
/// case isn't.
/// </param>
/// <param name="IsOtherContent">Whether the request's key was used for something else before; nothing was started.</param>
public sealed record CaseStart(CaseId Id, bool IsNew, bool IsOtherContent = false);

/// <summary>Opens cases: the number, the claim on the unique key, the orchestration, the answer to a repeat. The races between them are here.</summary>
/// <remarks>
/// The case's row is written first, then the claim, then the orchestration is scheduled. Whoever goes down in between
/// leaves a row that nobody knows of, or a claimed case that the next request for it schedules.
/// </remarks>
public sealed class CaseStarter<TOpened, TOutcome>(CaseTable<TOpened, TOutcome> table, CaseClaims claims)
{
    /// <summary>How many characters a request's key has at most.</summary>
    public const int LongestRequest = 200;

    static readonly OrchestrationRuntimeStatus[] AnyStatus = Enum.GetValues<OrchestrationRuntimeStatus>();

    /// <summary>Starts a case, or finds the one that has its unique key.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="wanted">What to start.</param>
    /// <param name="mayReplace">Whether a case that has the unique key no longer needs it: it has ended, and all that it did is undone.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public async Task<CaseStart> StartAsync(
        DurableTaskClient client, NewCase<TOpened> wanted, Func<CaseRecord<TOpened, TOutcome>, bool> mayReplace, CancellationToken cancellationToken = default)
    {
        if (wanted.Request is { } key && await claims.FindRequestAsync(table.Kind, key, cancellationToken) is { } before)
        {
            return await RepeatedAsync(before, wanted, cancellationToken);
        }
        var start = await ClaimedAsync(client, wanted, mayReplace, cancellationToken);
        await ScheduleAsync(client, wanted, start.Id, cancellationToken);
        return wanted.Request is null
            ? start
            : await RepeatedAsync(await claims.AddRequestAsync(wanted.Request, new IdempotencyRecord(start.Id, wanted.Content), cancellationToken), wanted, cancellationToken);
    }

    async Task<CaseStart> RepeatedAsync(IdempotencyRecord before, NewCase<TOpened> wanted, CancellationToken cancellationToken) =>
        before.Content == wanted.Content
            ? new CaseStart(before.Case, (await table.ReadAsync(before.Case, cancellationToken))?.Request == wanted.Request)
            : new CaseStart(before.Case, false, IsOtherContent: true);

    async Task<CaseStart> ClaimedAsync(
        DurableTaskClient client, NewCase<TOpened> wanted, Func<CaseRecord<TOpened, TOutcome>, bool> mayReplace, CancellationToken cancellationToken)
    {
        if (wanted.UniqueKey is not { } key)
        {
            return new CaseStart(await table.OpenAsync(wanted.Opened, wanted.Request, cancellationToken), true);
        }
        var claim = await claims.FindAsync(table.Kind, key, cancellationToken);
        if (claim is not null && !await IsFreeAsync(client, claim, mayReplace, cancellationToken))
        {
            return new CaseStart(claim.Case, false);
        }
        var id = await table.OpenAsync(wanted.Opened, wanted.Request, cancellationToken);
        while (await claims.ClaimAsync(key, id, cancellationToken) is { } held)
        {
            if (!await IsFreeAsync(client, held, mayReplace, cancellationToken))
            {
                await table.DiscardAsync(id, cancellationToken);
                return new CaseStart(held.Case, false);
            }
            if (await claims.TakeOverAsync(key, held, id, cancellationToken))
            {
                break;
            }
        }
        return new CaseStart(id, true);
    }

    /// <summary>Whether nobody needs a claim any more: its case is gone, stopped by hand, or has let go of it.</summary>
    async Task<bool> IsFreeAsync(
        DurableTaskClient client, UniqueKeyClaim claim, Func<CaseRecord<TOpened, TOutcome>, bool> mayReplace, CancellationToken cancellationToken) =>
        await table.ReadAsync(claim.Case, cancellationToken) is not { } record
        || mayReplace(record)
        || await client.GetInstanceAsync(claim.Case.ToString(), cancellationToken) is
        {
            RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Completed
        };

    static async Task ScheduleAsync(DurableTaskClient client, NewCase<TOpened> wanted, CaseId id, CancellationToken cancellationToken)
    {
        var once = new StartOrchestrationOptions(id.ToString()).WithDedupeStatuses(AnyStatus);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(wanted.Orchestration, wanted.Input, once, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It runs, or has ended.
        }
    }
}
