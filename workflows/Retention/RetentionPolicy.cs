using MemberServices.Policies;

namespace MemberServices.Retention;

/// <summary>How long what nobody needs any more is kept.</summary>
public sealed record RetentionPolicy : IPolicySection
{
    /// <summary>Days that an application is kept that nobody confirmed: 4 to 90, more than its link works.</summary>
    public required int UnconfirmedDays { get; init; }

    /// <summary>Days that a link is known after it has expired: 1 to 365. After that it is as unknown as any other.</summary>
    public required int DeadLinkDays { get; init; }

    /// <summary>Days after its end, with nothing granted by it left, until a case loses what is about people: 30 to 3650.</summary>
    public required int FinishedCaseDays { get; init; }

    /// <summary>Days that a line stays on a member's timeline: 30 to 3650.</summary>
    public required int TimelineDays { get; init; }

    /// <summary>Days that the newest report on a mailbox is known, and with it that mails came back from there: 1 to 365.</summary>
    public required int BouncedDays { get; init; }

    /// <summary>Days that it is known who of the staff put back or threw away a message: 30 to 3650.</summary>
    public required int DeadLetterDays { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("unconfirmedDays").Must(UnconfirmedDays is >= 4 and <= 90, "must be from 4 to 90", UnconfirmedDays);
        check.At("bouncedDays").Must(BouncedDays is >= 1 and <= 365, "must be from 1 to 365", BouncedDays);
        check.At("deadLinkDays").Must(DeadLinkDays is >= 1 and <= 365, "must be from 1 to 365", DeadLinkDays);
        check.At("finishedCaseDays").Must(FinishedCaseDays is >= 30 and <= 3650, "must be from 30 to 3650", FinishedCaseDays);
        check.At("deadLetterDays").Must(DeadLetterDays is >= 30 and <= 3650, "must be from 30 to 3650", DeadLetterDays);
        check.At("timelineDays").Must(TimelineDays is >= 30 and <= 3650, "must be from 30 to 3650", TimelineDays);
    }
}
