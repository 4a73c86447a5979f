using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>What is to be started.</summary>
/// <param name="Orchestration">The workflow's name.</param>
/// <param name="Input">What it begins with: a <see cref="CaseInput{TState}"/> without a state.</param>
/// <param name="Opened">What came in. Asked for when it is written: after whoever has the unique key was judged.</param>
/// <param name="UniqueKey">What no two live cases may share, such as a license; null: nothing.</param>
/// <param name="Request">Names the request: the same key again is answered as the first was; null: no request is a repeat.</param>
/// <param name="Content">A hash of what is asked for.</param>
public sealed record NewCase<TOpened>(
    string Orchestration, object Input, Func<TOpened> Opened, string? UniqueKey, string? Request, string Content)
{
    /// <summary>Told of the new case before its orchestration is started: if the process ends in between, somebody knows that one is missing.</summary>
    public Func<CaseId, CancellationToken, Task> Announce { get; init; } = (_, _) => Task.CompletedTask;
}

/// <summary>What became of a start.</summary>
/// <param name="Id">The case: the new one, or the one that has the unique key. Null when the request's key was used for something else.</param>
/// <param name="IsNew">
/// Whether this request opened the case. A repeat of that request is told the same; another request that meets the
/// case isn't.
/// </param>
/// <param name="Refused">Why nothing was started, or null.</param>
public sealed record CaseStart(CaseId? Id, bool IsNew, StartRefusal? Refused = null);

/// <summary>Why a start came to nothing.</summary>
public enum StartRefusal
{
    /// <summary>The request's key was used for something else before.</summary>
    OtherContent,

    /// <summary>The case that has the unique key stays, and the request doesn't fit it.</summary>
    Holder,
}

/// <summary>What a request that meets the case with its unique key does.</summary>
public enum HolderRuling
{
    /// <summary>It is answered with that case.</summary>
    Join,

    /// <summary>It takes the key: that case has ended, and all that it did is undone.</summary>
    Replace,

    /// <summary>It looks again, because that case has just been changed.</summary>
    LookAgain,

    /// <summary>It comes to nothing, and may be sent again.</summary>
    Refuse,
}

/// <summary>Opens cases: the number, the claim on the unique key, the orchestration, the answer to a repeat. The races between them are here.</summary>
/// <remarks>
/// What the request's key is used for is written first, then the case's row, then the claim; then the orchestration is
/// scheduled, and the answer kept. Whoever goes down in between leaves a row that nobody knows of, or a claimed case that
/// the next request for it schedules, or whoever it was announced to.
/// </remarks>
public sealed class CaseStarter<TOpened, TOutcome>(CaseTable<TOpened, TOutcome> table, CaseClaims claims)
{
    /// <summary>What a request was answered before; null when it has no answer yet.</summary>
    public async Task<CaseStart?> RepeatedAsync(string? request, string content, CancellationToken cancellationToken = default) =>
        request is not null && await claims.FindRequestAsync(table.Kind, request, cancellationToken) is { } before
            ? await AnswerAsync(before, request, content, cancellationToken)
            : null;

    /// <summary>Starts a case, or finds the one that has its unique key.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="wanted">What to start.</param>
    /// <param name="judge">What the request does when it meets a case that has its unique key, and is at work.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public async Task<CaseStart> StartAsync(
        DurableTaskClient client, NewCase<TOpened> wanted, Func<CaseRecord<TOpened, TOutcome>, Task<HolderRuling>> judge,
        CancellationToken cancellationToken = default)
    {
        if (wanted.Request is not { } request)
        {
            return await RunningAsync(client, wanted, judge, cancellationToken);
        }
        var used = await claims.AddRequestAsync(table.Kind, request, wanted.Content, cancellationToken);
        if (await AnswerAsync(used, request, wanted.Content, cancellationToken) is { } before)
        {
            return before;
        }
        var start = await RunningAsync(client, wanted, judge, cancellationToken);
        if (start is not { Id: { } id, Refused: null })
        {
            await claims.ForgetRequestAsync(table.Kind, request, wanted.Content, cancellationToken);
            return start;
        }
        var counts = await claims.AnswerRequestAsync(request, wanted.Content, id, cancellationToken);
        return await AnswerAsync(counts, request, wanted.Content, cancellationToken) ?? start;
    }

    async Task<CaseStart?> AnswerAsync(IdempotencyRecord used, string request, string content, CancellationToken cancellationToken) =>
        used.Content != content ? new CaseStart(null, false, StartRefusal.OtherContent)
        : used.Case is { } id ? new CaseStart(id, (await table.ReadAsync(id, cancellationToken))?.Request == request)
        : null;

    async Task<CaseStart> RunningAsync(
        DurableTaskClient client, NewCase<TOpened> wanted, Func<CaseRecord<TOpened, TOutcome>, Task<HolderRuling>> judge, CancellationToken cancellationToken)
    {
        var start = wanted switch
        {
            { UniqueKey: { } key } => await ClaimedAsync(client, wanted, key, judge, cancellationToken),
            // What has no unique key is as unique as its request, for ever. The line break keeps it apart from unique keys.
            { Request: { } request } => await ClaimedAsync(client, wanted, $"request\n{request}", null, cancellationToken),
            _ => new CaseStart(await table.OpenAsync(wanted.Opened(), wanted.Request, cancellationToken), true),
        };
        if (start is { Id: { } id, Refused: null })
        {
            if (start.IsNew)
            {
                await wanted.Announce(id, cancellationToken);
            }
            await client.StartOnceAsync(wanted.Orchestration, id.ToString(), wanted.Input, cancellationToken);
        }
        return start;
    }

    async Task<CaseStart> ClaimedAsync(
        DurableTaskClient client, NewCase<TOpened> wanted, string key, Func<CaseRecord<TOpened, TOutcome>, Task<HolderRuling>>? judge, CancellationToken cancellationToken)
    {
        CaseId? own = null;
        for (var claim = await claims.FindAsync(table.Kind, key, cancellationToken); ;)
        {
            if (claim is not null)
            {
                var ruling = await RuleAsync(client, claim, judge, cancellationToken);
                if (ruling is HolderRuling.Join or HolderRuling.Refuse)
                {
                    await DiscardAsync(own, cancellationToken);
                    return new CaseStart(claim.Case, false, ruling == HolderRuling.Refuse ? StartRefusal.Holder : null);
                }
                if (ruling == HolderRuling.LookAgain)
                {
                    claim = await claims.FindAsync(table.Kind, key, cancellationToken);
                    continue;
                }
            }
            own ??= await table.OpenAsync(wanted.Opened(), wanted.Request, cancellationToken);
            if (claim is not null && await claims.TakeOverAsync(key, claim, own.Value, cancellationToken))
            {
                return new CaseStart(own.Value, true);
            }
            claim = await claims.ClaimAsync(key, own.Value, cancellationToken);
            if (claim is null)
            {
                return new CaseStart(own.Value, true);
            }
        }
    }

    /// <summary>
    /// A claim whose case is gone, or was stopped by hand, is nobody's any more. One that has run to its end may still need
    /// its key.
    /// </summary>
    async Task<HolderRuling> RuleAsync(
        DurableTaskClient client, UniqueKeyClaim claim, Func<CaseRecord<TOpened, TOutcome>, Task<HolderRuling>>? judge, CancellationToken cancellationToken)
    {
        if (await table.ReadAsync(claim.Case, cancellationToken) is not { } record)
        {
            return HolderRuling.Replace;
        }
        if (judge is null)
        {
            return HolderRuling.Join;
        }
        return await client.GetInstanceAsync(claim.Case.ToString(), cancellationToken) is { RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated }
            ? HolderRuling.Replace
            : await judge(record);
    }

    Task DiscardAsync(CaseId? own, CancellationToken cancellationToken) =>
        own is { } id ? table.DiscardAsync(id, cancellationToken) : Task.CompletedTask;
}
