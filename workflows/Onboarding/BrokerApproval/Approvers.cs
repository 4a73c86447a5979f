using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>Who may answer for an office. Nobody approves their own enrollment.</summary>
public static class Approvers
{
    const string MailTo = "mailto:";

    /// <summary>
    /// Whom to ask first: the managing broker; when that is the applicant, the first delegate who isn't, then any other
    /// broker. Null when only staff are left: so it is at a closed office.
    /// </summary>
    public static OfficeBroker? First(Office office, Application applicant) => office.IsClosed ? null :
        new[] { office.OfficeBrokerKey }
            .Concat(office.Delegates)
            .Concat(office.Brokers.Select(b => b.MemberKey))
            .Select(office.Broker)
            .FirstOrDefault(b => b is not null && !IsApplicant(b, applicant));

    /// <summary>Whom to ask: the broker who was named, if they may decide, else the first by the rules. Null when only staff are left.</summary>
    public static OfficeBroker? Choose(Office office, Application applicant, string? named) =>
        named is not null && !office.IsClosed && office.Broker(named) is { } broker && !IsApplicant(broker, applicant) ? broker : First(office, applicant);

    /// <summary>
    /// Whether somebody who was asked may decide now: the office is open, they are still one of its brokers, at that address, and
    /// not the applicant. Asked when a link is used and when a reminder is sent, and never kept.
    /// </summary>
    public static bool MayDecide(Office? office, AskedPerson asked, Application applicant) =>
        office is { IsClosed: false } && office.Broker(asked.Key) is { } broker && EmailAddress.AreSame(broker.MemberEmail, asked.Email) && !IsApplicant(broker, applicant);

    /// <summary>The broker of record, for somebody else who was asked; null when that is who was asked, or the applicant.</summary>
    public static OfficeBroker? BrokerOfRecord(Office? office, AskedPerson asked, Application applicant) =>
        office?.Broker(office.OfficeBrokerKey) is { } broker && broker.MemberKey != asked.Key && !IsApplicant(broker, applicant) ? broker : null;

    /// <summary>To whom the person asked can hand over: the listed delegates but themselves and the applicant.</summary>
    public static IReadOnlyList<OfficeBroker> Delegates(Office office, Application applicant, string asked) =>
        [
            .. office.Delegates
                .Where(key => key != asked)
                .Select(office.Broker)
                .OfType<OfficeBroker>()
                .Where(b => !IsApplicant(b, applicant)),
        ];

    /// <summary>
    /// Whether a broker is the applicant: by address, by license, or by name unless both licenses are known and differ.
    /// </summary>
    public static bool IsApplicant(OfficeBroker broker, Application applicant)
    {
        var known = StateLicense.TryCreate(broker.MemberStateLicenseState ?? "", broker.MemberStateLicense ?? "", out var license) ? license : null;
        return EmailAddress.AreSame(broker.MemberEmail, applicant.MemberEmail)
            || (known is not null && applicant.License is { } other ? known == other : HaveSameName(Words(broker.MemberFullName), applicant));
    }

    /// <summary>
    /// Whether somebody who steps in names themselves as the applicant: by address, license or name, in whatever order and
    /// signs, such as "Doe, Jane &lt;mailto:jane@example.com&gt;".
    /// </summary>
    public static bool IsApplicant(string by, Application applicant)
    {
        var words = Words(by);
        var name = words.Where(word => !word.Contains('@'));
        return words.Any(word => EmailAddress.AreSame(word, applicant.MemberEmail))
            || StateLicense.TryCreate(applicant.MemberStateLicenseState, string.Concat(name), out var license) && license == applicant.License
            || HaveSameName(name, applicant);
    }

    static bool HaveSameName(IEnumerable<string> name, Application applicant) =>
        name.Order(StringComparer.OrdinalIgnoreCase).SequenceEqual(
            Words(applicant.MemberFullName).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    static IReadOnlyList<string> Words(string text) =>
        [
            .. FieldText.Clean(text, hasLines: false)
                .Split([' ', ',', ';', '"', '<', '>', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase) ? word[MailTo.Length..] : word),
        ];
}
