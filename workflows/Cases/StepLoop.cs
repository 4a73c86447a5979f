using Microsoft.DurableTask;

namespace MemberServices.Cases;

/// <summary>The activities that run a workflow's steps, by name.</summary>
/// <param name="Open">Takes a <see cref="StepOpening"/>: records the step and asks for it. Answers when it is to be followed up; null: it has its outcome.</param>
/// <param name="FollowUp">Takes a <see cref="StepFollowUp"/>: does what is due. Answers when to look again; null: it has its outcome.</param>
/// <param name="Close">Takes a <see cref="StepId"/>: does what the outcome asks for. Answers the state that it leads to; null: there is no outcome.</param>
/// <param name="Undo">Takes a <see cref="CaseUndo"/>: takes back what the case did, newest first. Answers when to try again; null: all of it is undone.</param>
public sealed record StepActivities(string Open, string FollowUp, string Close, string Undo);

/// <summary>
/// The sequence of a case with steps: open one, sleep until the next deadline or until somebody has answered, follow up
/// or close. Part of an orchestration. It knows neither what is asked for nor when: activities compute that and keep it
/// in the case's row, so that a change of a rule, a calendar or a time zone changes no replay.
/// </summary>
public sealed class StepLoop(TaskOrchestrationContext context, StepActivities activities)
{
    readonly CaseEvents events = new(context);

    CaseId Case => CaseId.Parse(context.InstanceId);

    /// <summary>Runs one step; the state that its outcome leads to.</summary>
    /// <param name="number">Which step, from 1.</param>
    public async Task<TState> RunAsync<TState>(int number) where TState : class
    {
        var step = new StepId(Case, number);
        var due = await CallAsync<DateTimeOffset?>(activities.Open, new StepOpening(step, context.CurrentUtcDateTime));
        for (var look = 1; ;)
        {
            var change = due is { } at ? await events.UntilAsync(at, number) : null;
            if (due is { } planned && change is null or { IsLook: true })
            {
                // What is due later stays due when the step looks because of something else.
                DateTimeOffset now = context.CurrentUtcDateTime;
                due = await CallAsync<DateTimeOffset?>(
                    activities.FollowUp, new StepFollowUp(step, change is null || planned < now ? planned : now, look++, now));
            }
            else if (await CallAsync<TState?>(activities.Close, step) is { } state)
            {
                return state;
            }
            else if (due is null)
            {
                throw new InvalidOperationException($"Step {number} was said to have an outcome, and its case's log has none.");
            }
            // An event without an outcome in the log changes nothing.
        }
    }

    /// <summary>Takes back what the case did.</summary>
    public Task UndoAsync() => UndoLoop.RunAsync(context, events, activities.Undo, Case);

    Task<T> CallAsync<T>(string activity, object input) => context.CallActivityAsync<T>(activity, input, RetryPolicies.Infrastructure);
}
