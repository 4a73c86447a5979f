using MemberServices.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>Forgets once a day what nobody needs any more: personal data have a retention in the policy.</summary>
public sealed partial class ForgetWhatIsOld(IEnumerable<IForgetting> all, TimeProvider clock, ILogger<ForgetWhatIsOld> logger)
{
    /// <summary>At a quarter past three in the night, UTC.</summary>
    const string Nightly = "0 15 3 * * *";

    [Function(nameof(ForgetWhatIsOld))]
    public async Task Run([TimerTrigger(Nightly)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var forgetting in all)
        {
            try
            {
                var count = await forgetting.ForgetAsync(clock.GetUtcNow(), cancellationToken);
                if (count > 0)
                {
                    Log.Forgotten(logger, forgetting.What, count);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Nobody's data are kept longer because others' couldn't be deleted tonight.
                failures.Add(new InvalidOperationException($"Not forgotten: {forgetting.What}.", exception));
            }
        }
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Forgotten {What}: {Count}.")]
        public static partial void Forgotten(ILogger logger, string what, int count);
    }
}
