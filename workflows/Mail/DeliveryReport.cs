namespace MemberServices.Mail;

/// <summary>
/// What became of a mail, in the mail service's words:
/// https://learn.microsoft.com/azure/event-grid/communication-services-email-events.
/// </summary>
public enum DeliveryStatus
{
    /// <summary>The recipient's mail server has it.</summary>
    Delivered = 1,

    /// <summary>The recipient's mail server refused it for good: there is no such mailbox or domain.</summary>
    Bounced,

    /// <summary>The mail service didn't send it, because an earlier one bounced.</summary>
    Suppressed,

    /// <summary>It couldn't be delivered for another reason.</summary>
    Failed,

    /// <summary>It was set aside as spam, bulk mail or phishing.</summary>
    Quarantined,

    /// <summary>It was refused as spam.</summary>
    FilteredSpam,

    /// <summary>It was handed to the members of a distribution group, about each of whom a report follows.</summary>
    Expanded,
}

/// <summary>A report on a mail.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="At">When, by the mail service's clock.</param>
/// <param name="Reason">Why, in the words of a mail server; or null.</param>
public sealed record DeliveryReport(DeliveryStatus Status, DateTimeOffset At, string? Reason)
{
    /// <summary>Whether mails to this address come back.</summary>
    public bool IsBounce => Status is DeliveryStatus.Bounced or DeliveryStatus.Suppressed;

    /// <summary>Whether the mail didn't arrive.</summary>
    public bool IsFailure => IsBounce || Status is DeliveryStatus.Failed or DeliveryStatus.Quarantined or DeliveryStatus.FilteredSpam;
}
