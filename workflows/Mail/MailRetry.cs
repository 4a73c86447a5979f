using System.Globalization;
using System.Net;
using Azure;

namespace MemberServices.Mail;

/// <summary>Why an email isn't sent now.</summary>
public abstract record SendDecision
{
    /// <summary>It says when to come again; nothing is wrong with the email.</summary>
    public sealed record Throttled(DateTimeOffset Until) : SendDecision;

    /// <summary>Outgoing mail is paused; nothing is wrong with the email.</summary>
    public sealed record Held(DateTimeOffset Until) : SendDecision;

    /// <summary>Something passing is wrong.</summary>
    public sealed record TryAgain(DateTimeOffset At) : SendDecision;

    /// <summary>It won't take this email, however often it is asked.</summary>
    public sealed record Refused(string Reason) : SendDecision;

    /// <summary>We don't offer it.</summary>
    public sealed record Withheld(string Reason) : SendDecision;
}

/// <summary>When an email that wasn't taken is tried again.</summary>
public static class MailRetry
{
    /// <summary>Faults after which an email is given up: a little over a day of trying.</summary>
    public const int MaxFaults = 30;

    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <param name="failure">What the service answered; status 0 is no answer.</param>
    /// <param name="faults">How many faults the email has behind it.</param>
    /// <param name="now">The present.</param>
    public static SendDecision Judge(RequestFailedException failure, int faults, DateTimeOffset now)
    {
        var retryAfter = RetryAfter(failure.GetRawResponse(), now);
        return (HttpStatusCode)failure.Status switch
        {
            HttpStatusCode.TooManyRequests => new SendDecision.Throttled(now + (retryAfter ?? TimeSpan.FromMinutes(1))),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity =>
                new SendDecision.Refused($"the mail service refused it with {failure.Status} {failure.ErrorCode}"),
            _ => Fault($"status {failure.Status} {failure.ErrorCode}", faults, now, retryAfter),
        };
    }

    /// <summary>The verdict on a passing fault: each wait is twice the one before it, up to an hour.</summary>
    public static SendDecision Fault(string what, int faults, DateTimeOffset now, TimeSpan? retryAfter = null)
    {
        if (faults + 1 >= MaxFaults)
        {
            return new SendDecision.Refused($"given up after {MaxFaults} faults, the last: {what}");
        }

        var wait = Min(FirstWait * Math.Pow(2, Math.Min(faults, 20)), LongestWait);
        return new SendDecision.TryAgain(now + (retryAfter > wait ? retryAfter.Value : wait));
    }

    static TimeSpan? RetryAfter(Response? response, DateTimeOffset now)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        // An early try counts against the quota; the header is in whole seconds.
        var wait = int.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds + 1d)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at - now + TimeSpan.FromSeconds(1)
                : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? Min(wait, LongestRetryAfter) : null;
    }

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
