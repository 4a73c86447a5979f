using System.Globalization;

namespace MemberServices.Mail;

/// <summary>How many mails the mail service takes; it answers more with 429. The settings say what was agreed with it.</summary>
/// <param name="PerMinute">In any 60 seconds.</param>
/// <param name="PerHour">In any 60 minutes.</param>
public sealed record MailAllowance(int PerMinute, int PerHour)
{
    const int Most = 1_000_000;

    /// <summary>A domain of one's own, before it is raised.</summary>
    public static MailAllowance Default { get; } = new(30, 100);

    /// <summary>The settings', each with its default.</summary>
    /// <exception cref="ArgumentException">One is no number of mails.</exception>
    public static MailAllowance Parse(string? perMinute, string? perHour) => new(
        Parse("Mail:PerMinute", perMinute, Default.PerMinute), Parse("Mail:PerHour", perHour, Default.PerHour));

    static int Parse(string name, string? setting, int otherwise) =>
        setting is null ? otherwise
        : int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most ? count
        : throw new ArgumentException($"The setting {name} must be a number of mails from 1 to {Most}; got '{setting}'.");
}
