using Azure.Core;
using Azure.Core.Pipeline;

namespace MemberServices.Tests.Tables;

/// <summary>
/// Lets the requests of many callers through one at a time, in an order that a seed gives, and stops some callers before
/// or after a request as the end of their process would. The same seed and callers are the same run.
/// </summary>
/// <param name="afterEach">Looks at what is stored, while nobody writes.</param>
sealed class Turns(Random random, double stopped, Func<Task> afterEach) : HttpPipelinePolicy
{
    readonly List<TaskCompletionSource> waiting = [];
    int running;

    /// <summary>Runs callers until all have ended. Each has at most one request at a time.</summary>
    public async Task RunAsync(IReadOnlyList<Func<Task>> callers)
    {
        running = callers.Count;
        await Task.WhenAll(callers.Select(RunAsync));
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Change(() => waiting.Add(turn));
        await turn.Task;
        var fate = random.NextDouble();
        StoppedException.ThrowIf(fate < stopped / 2);
        await ProcessNextAsync(message, pipeline);
        await afterEach();
        StoppedException.ThrowIf(fate > 1 - stopped / 2);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    async Task RunAsync(Func<Task> caller)
    {
        try
        {
            await caller();
        }
        finally
        {
            Change(() => running--);
        }
    }

    /// <summary>When everybody waits or has ended, the next one is drawn.</summary>
    void Change(Action change)
    {
        lock (waiting)
        {
            change();
            if (waiting.Count == running && running > 0)
            {
                var next = waiting[random.Next(waiting.Count)];
                waiting.Remove(next);
                next.SetResult();
            }
        }
    }
}

/// <summary>The caller's process ended here.</summary>
sealed class StoppedException : Exception
{
    public static void ThrowIf(bool isStopped)
    {
        if (isStopped)
        {
            throw new StoppedException();
        }
    }
}
