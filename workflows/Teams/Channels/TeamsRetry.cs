using System.Net;

namespace MemberServices.Teams;

/// <summary>What is done about a card that a channel's workflow didn't take.</summary>
public enum TeamsRefusal
{
    /// <summary>It passes: later again.</summary>
    NotNow,

    /// <summary>There is no such workflow any more, or its address is another one now.</summary>
    NoChannel,

    /// <summary>It won't take this card.</summary>
    Never,
}

/// <summary>When a card that wasn't taken is tried again.</summary>
public static class TeamsRetry
{
    /// <summary>Tries after which a card is given up: three days, since each but the first ones is an hour after the one before.</summary>
    public const int MostTries = 80;

    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    public static TeamsRefusal Judge(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => TeamsRefusal.NotNow,
        HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => TeamsRefusal.NoChannel,
        _ => TeamsRefusal.Never,
    };

    /// <summary>How long to wait after a try: twice as long as the time before, up to an hour, and never shorter than asked for.</summary>
    /// <param name="number">Which try it was, from 1.</param>
    /// <param name="retryAfter">What the service asks for, or null.</param>
    public static TimeSpan After(int number, TimeSpan? retryAfter)
    {
        var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, (long)(FirstWait.Ticks * Math.Pow(2, Math.Min(number - 1, 20)))));
        return retryAfter is { } asked && asked > wait ? asked < LongestRetryAfter ? asked : LongestRetryAfter : wait;
    }
}
