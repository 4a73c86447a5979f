using System.ComponentModel.DataAnnotations;
using MemberServices.Policies;

namespace MemberServices.Pages;

/// <summary>How often the public forms may be sent.</summary>
public sealed record FormPolicy : IPolicySection
{
    /// <summary>From one network address, right or wrong. An office shares one, so this is generous.</summary>
    public required FormLimit PerAddress { get; init; }

    /// <summary>From one network address, of those that cost a mail: without this, one address uses up what all forms may cost.</summary>
    public required FormLimit MailsPerAddress { get; init; }

    /// <summary>To one mailbox.</summary>
    public required FormLimit PerMailbox { get; init; }

    /// <summary>For one office: its broker is one person.</summary>
    public required FormLimit PerOffice { get; init; }

    /// <summary>Which part of what the mail service takes all forms together may use, in percent. The rest is kept for cases.</summary>
    [Range(1, 50, ErrorMessage = "must be from 1 to 50, so that confirmed cases keep half")]
    public required int MailSharePercent { get; init; }

    /// <summary>Days for which nobody who said that a form wasn't theirs gets a mail that a form causes: 1 to 365.</summary>
    [Range(1, 365)]
    public required int StopMailDays { get; init; }

    public void Check(PolicyCheck check) =>
        check.At("perMailbox").At("count").Must(PerMailbox.Count <= FormLimit.MostOfAMailbox, $"must be {FormLimit.MostOfAMailbox} or less", PerMailbox.Count);
}

/// <param name="Count">How many: 1 to 10,000.</param>
/// <param name="Minutes">In how many minutes, 1 to 1440. The window begins with the first.</param>
public sealed record FormLimit([property: Range(1, 10_000)] int Count, [property: Range(1, 1440)] int Minutes)
{
    /// <summary>Which forms were counted is kept in the row of the mailbox.</summary>
    public const int MostOfAMailbox = 100;
}

/// <summary>How many mails all public forms together may cost. At least one each, or nobody could apply.</summary>
/// <param name="PerMinute">In any 60 seconds.</param>
/// <param name="PerHour">In any 60 minutes.</param>
public sealed record FormBudget(int PerMinute, int PerHour)
{
    /// <summary>The policy's share of what the mail service takes.</summary>
    public static FormBudget Of(FormPolicy policy, int perMinute, int perHour) => new(Share(policy, perMinute), Share(policy, perHour));

    static int Share(FormPolicy policy, int all) => (int)Math.Max(1L, (long)all * policy.MailSharePercent / 100);
}
