using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <param name="Step">The step that somebody answered; 0: something of the case changed.</param>
/// <param name="IsLook">Whether the step is to look at the case's log though nobody has answered it: something beside its outcome has changed there.</param>
public sealed record CaseChange(int Step = 0, bool IsLook = false);

/// <summary>
/// What wakes a case. One wait for all of it, which is never canceled: a canceled one would swallow the next event. An
/// event says nothing but that the log has changed, so a late, repeated or lost one costs time at most.
/// </summary>
public sealed class CaseEvents(TaskOrchestrationContext context)
{
    const string Name = "Changed";

    Task<CaseChange> next = context.WaitForExternalEvent<CaseChange>(Name);

    /// <summary>Wakes a case after its log has changed. Nothing happens when it has ended.</summary>
    public static Task RaiseAsync(DurableTaskClient client, CaseId id, int step = 0, CancellationToken cancellationToken = default) =>
        client.RaiseEventAsync(id.ToString(), Name, new CaseChange(step), cancellationToken);

    /// <summary>Wakes another orchestration of a case's, by its instance's id.</summary>
    public static Task RaiseAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken = default) =>
        client.RaiseEventAsync(instanceId, Name, new CaseChange(), cancellationToken);

    /// <summary>Has a step look at its case's log, in which something beside its outcome has changed.</summary>
    public static Task RaiseLookAsync(DurableTaskClient client, CaseId id, int step, CancellationToken cancellationToken = default) =>
        client.RaiseEventAsync(id.ToString(), Name, new CaseChange(step, IsLook: true), cancellationToken);

    /// <summary>
    /// Wakes a case in whichever step it sleeps: whoever answered one of them may have gone down before the case heard of it. A step
    /// that it has left already is passed over.
    /// </summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">Which case.</param>
    /// <param name="steps">The steps that have an outcome, and the present one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RaiseAllAsync(DurableTaskClient client, CaseId id, IEnumerable<int> steps, CancellationToken cancellationToken = default)
    {
        foreach (var step in steps)
        {
            await RaiseAsync(client, id, step, cancellationToken);
        }
    }

    /// <summary>Sleeps until something changes, or until the time is there: then null.</summary>
    /// <param name="due">Until when.</param>
    /// <param name="step">Changes of other steps don't wake it; 0: every change does.</param>
    public async Task<CaseChange?> UntilAsync(DateTimeOffset due, int step = 0)
    {
        using var stop = new CancellationTokenSource();
        var timer = context.CreateTimer(due.UtcDateTime, stop.Token);
        while (await Task.WhenAny(next, timer) != timer)
        {
            var change = await next;
            next = context.WaitForExternalEvent<CaseChange>(Name);
            if (step == 0 || change.Step == step)
            {
                // A timer that is left running would keep the instance alive.
                stop.Cancel();
                return change;
            }
        }
        return null;
    }
}
