using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Local;

/// <summary>The official retries of the Azure clients, as often and as far apart, whose waits pass on a clock.</summary>
public sealed class RetriesOnClock(LocalClock clock) : RetryPolicy(delayStrategy: new NoDelay())
{
    const string Busy = "busy";

    static readonly DelayStrategy Official = DelayStrategy.CreateExponentialDelayStrategy();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await base.ProcessAsync(message, pipeline).ConfigureAwait(false);
        }
        finally
        {
            EndBusy(message);
        }
    }

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception)
    {
        if (!base.ShouldRetry(message, exception))
        {
            return false;
        }

        var wait = Official.GetNextDelay(message.HasResponse ? message.Response : null, message.ProcessingContext.RetryNumber + 1);
        var waiting = PendingWork.WaitAsync(clock, wait, "a request, again", message.CancellationToken);
        EndBusy(message);
        message.SetProperty(Busy, await waiting.ConfigureAwait(false));
        return true;
    }

    static void EndBusy(HttpMessage message)
    {
        if (message.TryGetProperty(Busy, out var busy))
        {
            ((IDisposable)busy!).Dispose();
        }
    }

    /// <summary>The waiting is over when the base class asks. It would add a Retry-After, which tables don't send.</summary>
    sealed class NoDelay : DelayStrategy
    {
        protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) => TimeSpan.Zero;
    }
}
