using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>
/// A client's link to an entity. What fails for the time being is tried again as the official client does by default (its
/// ServiceBusRetryPolicy and BasicRetryPolicy), but for the jitter: three times, after 1.6, 3.2 and 6.4 seconds. And for
/// 10 seconds after the service said that it is busy, every try over this link waits for 10 seconds more. That no session came
/// in time is told at once.
/// </summary>
/// <param name="closing">Whoever waits to try again is canceled then.</param>
sealed class EntityLink(Broker broker, LocalClock clock, string path, CancellationToken closing)
{

    /// <summary>How long the service counts as busy, and how long a try waits then.</summary>
    public static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(10);

    static readonly ServiceBusRetryOptions Retry = new();

    long busyUntil;

    public string Path { get; } = path;

    bool IsBusy => clock.GetTimestamp() < Volatile.Read(ref busyUntil);

    /// <summary>Carries out what ends soon; the clock waits for it, except between two tries.</summary>
    /// <param name="verb">As a <see cref="FaultPlan"/> names it.</param>
    /// <param name="credits">What it costs of a <see cref="BusQuota"/>.</param>
    public Task<T> RunAsync<T>(string verb, int credits, Func<Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(verb, credits, work, clock.Busy($"{verb} {Path}"), cancellationToken);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(string verb, Func<Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            verb,
            credits: 0,
            async () =>
            {
                await work();
                return true;
            },
            cancellationToken);

    /// <summary>Carries out what may wait for messages; the clock doesn't wait for that.</summary>
    /// <inheritdoc cref="RunAsync{T}"/>
    public Task<T> WaitAsync<T>(string verb, int credits, Func<Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(verb, credits, work, null, cancellationToken);

    /// <exception cref="TaskCanceledException">As the official client has it, not its base class.</exception>
    public static void ThrowIfCanceled(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException();
        }
    }

    async Task<T> TryAsync<T>(string verb, int credits, Func<Task<T>> work, IDisposable? busy, CancellationToken cancellationToken)
    {
        var holdsClock = busy is not null;
        try
        {
            ThrowIfCanceled(cancellationToken);
            for (var tries = 1; ; tries++)
            {
                if (IsBusy)
                {
                    busy = await PauseAsync(BusyPause, verb, busy, cancellationToken);
                }

                var carryingOut = broker.CarryOutAsync(verb, Path, credits, work);
                if (!holdsClock && !carryingOut.IsCompleted)
                {
                    busy?.Dispose();
                }

                try
                {
                    return await carryingOut;
                }
                catch (ServiceBusException exception) when (exception.IsTransient && exception.Reason != ServiceBusFailureReason.ServiceTimeout)
                {
                    Note(exception);
                    if (tries > Retry.MaxRetries)
                    {
                        throw;
                    }
                }

                busy = await PauseAsync(Retry.Delay * Math.Pow(2, tries), verb, busy, cancellationToken);
            }
        }
        finally
        {
            busy?.Dispose();
        }
    }

    /// <summary>While it counts as busy, being told so again doesn't prolong that.</summary>
    void Note(ServiceBusException exception)
    {
        if (exception.Reason == ServiceBusFailureReason.ServiceBusy && !IsBusy)
        {
            Volatile.Write(ref busyUntil, clock.GetTimestamp() + BusyPause.Ticks);
        }
    }

    async Task<IDisposable> PauseAsync(TimeSpan pause, string verb, IDisposable? busy, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing, cancellationToken);
        var waiting = PendingWork.WaitAsync(clock, pause, $"{verb} {Path} again", either.Token);
        busy?.Dispose();
        return await waiting;
    }
}
