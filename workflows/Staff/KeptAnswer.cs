using MemberServices.Directory;
using Microsoft.Extensions.Logging;

namespace MemberServices.Staff;

/// <summary>
/// One question to the directory and its last answer. All who ask while the answer is under way wait for the same one.
/// While the directory is away, the last answer goes on being used, however old it is, and it is asked again after a pause.
/// </summary>
/// <param name="what">Named in the log: "The people of group …".</param>
/// <param name="ask">Asks the directory. Throws what <see cref="GraphErrors"/> throws.</param>
sealed partial class KeptAnswer<T>(string what, Func<Task<T>> ask, TimeProvider clock, ILogger logger)
{
    /// <summary>How long an answer counts, from the question on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>After a failure: how long at least nothing is asked. Longer, up to <see cref="Lifetime"/>, where the directory wants it.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    Task<T>? latest;
    DateTimeOffset until;
    (T Answer, DateTimeOffset AskedAt)? known;

    /// <exception cref="TransientDirectoryException">It is away and has never answered. The next call asks again.</exception>
    /// <exception cref="DirectoryRejectedException">It refuses; the last answer is forgotten. The same for all until the pause is over.</exception>
    public Task<T> GetAsync()
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && clock.GetUtcNow() >= until))
            {
                // Elsewhere: the gate isn't held while the question is written.
                latest = Task.Run(AskAsync);
            }

            return latest;
        }
    }

    // Only one runs at a time, and what it writes is read when it has ended.
    async Task<T> AskAsync()
    {
        var now = clock.GetUtcNow();
        try
        {
            var answer = await ask();
            known = (answer, now);
            until = now + Lifetime;
            return answer;
        }
        catch (TransientDirectoryException e) when (known is { } last)
        {
            until = now + PauseAfter(e);
            LogAway(logger, what, e.Message, last.AskedAt);
            return last.Answer;
        }
        catch (DirectoryRejectedException e)
        {
            known = null;
            until = now + Pause;
            LogRefused(logger, what, e.Message);
            throw;
        }
    }

    static TimeSpan PauseAfter(TransientDirectoryException e) =>
        e.RetryAfter is { } asked && asked > Pause ? (asked < Lifetime ? asked : Lifetime) : Pause;

    [LoggerMessage(1, LogLevel.Warning, "{What}: {Fault} What it said at {AskedAt:u} goes on being used.")]
    static partial void LogAway(ILogger logger, string what, string fault, DateTimeOffset askedAt);

    [LoggerMessage(2, LogLevel.Error, "{What}: {Fault}")]
    static partial void LogRefused(ILogger logger, string what, string fault);
}
