using MemberServices.Pages;

namespace MemberServices.Mail;

/// <summary>
/// When emails are offered to the mail service once it has said that it takes no more: each gets a time of its own, so
/// that they don't all come back in the same second and use up the next minute's quota with refusals. Mails that answer
/// an unconfirmed public form have their own row of times, as wide apart as their share is small; all others begin before
/// them. It plans for this process and forgets with it: the times that were given are the queue's.
/// </summary>
public sealed class MailPace(MailAllowance allowance, FormPolicy forms)
{
    /// <summary>Up to here a wait is because of the minute's quota, else because of the hour's.</summary>
    static readonly TimeSpan LongestWaitOfAMinute = TimeSpan.FromMinutes(2);

    readonly Lock gate = new();
    readonly Lane cases = new(100 - forms.MailSharePercent);
    readonly Lane firsts = new(forms.MailSharePercent);

    DateTimeOffset quietUntil;

    /// <summary>From one mail to the next at the service's full quota.</summary>
    TimeSpan gap;

    /// <summary>Null when an email may be offered now, or its time.</summary>
    /// <param name="email">Which one.</param>
    /// <param name="hasWaited">Whether it comes at a time that it was given.</param>
    /// <param name="now">The present.</param>
    public DateTimeOffset? TimeFor(OutgoingEmail email, bool hasWaited, DateTimeOffset now)
    {
        lock (gate)
        {
            // While the service takes no more, every early call counts against the quota. After that, who is new lines up
            // behind those who have a time.
            var lane = LaneOf(email);
            return now < quietUntil || (!hasWaited && now < lane.Next) ? Take(lane) : null;
        }
    }

    /// <summary>The time of an email that the service refused because of its quota.</summary>
    /// <param name="email">Which one.</param>
    /// <param name="until">From when on it takes more.</param>
    /// <param name="now">The present.</param>
    public DateTimeOffset Refused(OutgoingEmail email, DateTimeOffset until, DateTimeOffset now)
    {
        lock (gate)
        {
            if (until > quietUntil)
            {
                quietUntil = until;
                gap = until - now <= LongestWaitOfAMinute ? TimeSpan.FromMinutes(1) / allowance.PerMinute : TimeSpan.FromHours(1) / allowance.PerHour;
            }

            return Take(LaneOf(email));
        }
    }

    Lane LaneOf(OutgoingEmail email) => email.IsUnconfirmed ? firsts : cases;

    DateTimeOffset Take(Lane lane)
    {
        var step = gap * 100 / lane.Percent;
        var first = lane == firsts ? quietUntil + step : quietUntil;
        var time = lane.Next > first ? lane.Next : first;
        lane.Next = time + step;
        return time;
    }

    sealed class Lane(int percent)
    {
        /// <summary>Of the quota.</summary>
        public int Percent => percent;

        /// <summary>The first time that nobody has yet.</summary>
        public DateTimeOffset Next { get; set; }
    }
}
