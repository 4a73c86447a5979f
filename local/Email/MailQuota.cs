namespace Local.Email;

/// <summary>
/// How many mails the service takes before it answers 429 with Retry-After, counted over the minute and the hour that
/// just passed. Only mails that were taken count; the service also counts retries that come too early.
/// Source: learn.microsoft.com/azure/communication-services/concepts/service-limits.
/// </summary>
/// <param name="PerMinute">Mails in any 60 seconds.</param>
/// <param name="PerHour">Mails in any 60 minutes.</param>
public sealed record MailQuota(int PerMinute, int PerHour)
{
    /// <summary>A domain of one's own, before it is raised: 30 a minute, 100 an hour.</summary>
    public static MailQuota CustomDomain { get; } = new(30, 100);

    /// <summary>A domain that Azure manages, which can't be raised: 5 a minute, 10 an hour.</summary>
    public static MailQuota ManagedDomain { get; } = new(5, 10);

    internal TimeSpan? RetryAfter(DatabaseSession db, DateTimeOffset now)
    {
        var minute = Wait(db, now, PerMinute, TimeSpan.FromMinutes(1));
        var hour = Wait(db, now, PerHour, TimeSpan.FromHours(1));
        return minute > hour || hour is null ? minute : hour;
    }

    // The window is full while the mail that came `most` mails ago is still inside it.
    static TimeSpan? Wait(DatabaseSession db, DateTimeOffset now, int most, TimeSpan window)
    {
        var oldest = db.Scalar<long>("SELECT at FROM mail_messages ORDER BY sequence DESC LIMIT 1 OFFSET $1", most - 1);
        var wait = TimeSpan.FromTicks(oldest) + window - TimeSpan.FromTicks(now.UtcTicks);
        return wait > TimeSpan.Zero ? wait : null;
    }
}
