using Azure;
using Azure.Data.Tables;
using MemberServices.Offices;
using MemberServices.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>
/// Makes the tables that aren't there yet, and puts the sample offices into theirs. Where storage can be reached, that is
/// done before the first request. Where it can't (an identity's roles take effect minutes after a first deployment), it
/// is tried until it works; meanwhile requests fail, and the health check says why.
/// </summary>
public sealed partial class TableInitializer(
    TableServiceClient tables, IEnumerable<RequiredTable> required, SampleOffices samples, TimeProvider clock, ILogger<TableInitializer> log)
    : IHostedService, IHealthCheck, IDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    readonly CancellationTokenSource stopping = new();
    readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task trying = Task.CompletedTask;
    volatile string problem = "not tried yet";

    /// <summary>Completes when all tables are there.</summary>
    public Task Done => done.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryAsync(FirstPause, cancellationToken))
        {
            trying = KeepTryingAsync();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await trying.WaitAsync(cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Done.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem));

    public void Dispose() => stopping.Dispose();

    async Task KeepTryingAsync()
    {
        try
        {
            var pause = FirstPause;
            do
            {
                await Task.Delay(pause, clock, stopping.Token);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            while (!await TryAsync(pause, stopping.Token));
            Log.Done(log);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The app ends before its tables could be made.
        }
    }

    /// <param name="pause">Until the next try, if this one fails.</param>
    async Task<bool> TryAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(required.Select(table => tables.CreateTableIfNotExistsAsync(table.Name, cancellationToken)));
            await samples.AddAsync(cancellationToken);
            done.SetResult();
            return true;
        }
#pragma warning disable CA1031 // Whatever it is that fails, it is outside of the app and may pass.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            problem = e is RequestFailedException { Status: var status, ErrorCode: var code } ? $"status {status} {code}".TrimEnd() : e.GetType().Name;
            Log.NotYet(log, problem, pause, e);
            return false;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The tables can be reached: they are there")]
        public static partial void Done(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "The tables can't be made yet: {Problem}. The next try is in {Pause}")]
        public static partial void NotYet(ILogger logger, string problem, TimeSpan pause, Exception exception);
    }
}
