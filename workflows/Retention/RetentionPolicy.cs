using System.ComponentModel.DataAnnotations;

namespace MemberServices.Retention;

/// <summary>How long what nobody needs any more is kept.</summary>
public sealed record RetentionPolicy
{
    /// <summary>Days that an application is kept that nobody confirmed: 4 to 90, more than its link works.</summary>
    [Range(4, 90)]
    public required int UnconfirmedDays { get; init; }

    /// <summary>Days that a link is known after it has expired: 1 to 365. After that it is as unknown as any other.</summary>
    [Range(1, 365)]
    public required int DeadLinkDays { get; init; }

    /// <summary>Days after its end, with nothing granted by it left, until a case loses what is about people: 30 to 3650.</summary>
    [Range(30, 3650)]
    public required int FinishedCaseDays { get; init; }

    /// <summary>Days after its end until the ticket of somebody who isn't a member loses what is about them: 30 to 3650.</summary>
    [Range(30, 3650)]
    public required int PublicCallerDays { get; init; }

    /// <summary>Days that a line stays on a member's timeline: 30 to 3650.</summary>
    [Range(30, 3650)]
    public required int TimelineDays { get; init; }

    /// <summary>Days that the newest report on a mailbox is known, and with it that mails came back from there: 1 to 365.</summary>
    [Range(1, 365)]
    public required int BouncedDays { get; init; }

    /// <summary>Days that it is known who of the staff put back or threw away a message: 30 to 3650.</summary>
    [Range(30, 3650)]
    public required int DeadLetterDays { get; init; }
}
