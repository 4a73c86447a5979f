using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Offices;

/// <summary>What an office must be.</summary>
public static class OfficeRules
{
    public const int LongestKey = 40;
    const int LongestName = 100;
    const int MostBrokers = 200;

    // A text in a row has at most 32 K characters.
    const int LongestJson = 30_000;

    /// <summary>Lists all that is wrong. Texts are taken as they are: the sender is a system, not a person at a form.</summary>
    public static IReadOnlyList<FieldError> Check(Office office)
    {
        var errors = new FieldErrors();
        errors.Must(IsKey(office.OfficeKey), "officeKey", $"Send 1 to {LongestKey} letters, digits and dashes.");
        errors.Must(IsName(office.OfficeName), "officeName", $"Send the office's name, at most {LongestName} characters.");
        errors.Must(office.OfficeMlsId is null || IsMlsId(office.OfficeMlsId), "officeMlsId", $"Send 1 to {LongestKey} characters, or leave it out.");
        errors.Must(office.TimeZone is null || IsTimeZone(office.TimeZone), "timeZone", "Send a time zone's IANA name, such as America/Chicago, or leave it out.");
        if (office.Brokers is not { Count: > 0 and <= MostBrokers })
        {
            errors.Must(false, "brokers", $"Send 1 to {MostBrokers} brokers.");
            return errors;
        }

        for (var i = 0; i < office.Brokers.Count; i++)
        {
            var broker = office.Brokers[i];
            var field = $"brokers[{i}]";
            if (broker is null)
            {
                errors.Must(false, field, "Send an object with memberKey, memberFullName and memberEmail.");
                return errors;
            }

            errors.Must(IsKey(broker.MemberKey), $"{field}.memberKey", $"Send 1 to {LongestKey} letters, digits and dashes.");
            errors.Must(!office.Brokers.Take(i).Any(b => b.MemberKey == broker.MemberKey), $"{field}.memberKey", "Send each broker once.");
            errors.Must(IsName(broker.MemberFullName), $"{field}.memberFullName", $"Send the broker's name, at most {LongestName} characters.");
            errors.Must(EmailAddress.IsValid(broker.MemberEmail ?? ""), $"{field}.memberEmail", "Send an email address such as bob@example.com.");
            CheckLicense(broker, field, errors);
        }

        errors.Must(IsBroker(office, office.OfficeBrokerKey), "officeBrokerKey", "Send the memberKey of one of the brokers.");
        for (var i = 0; i < (office.Delegates ?? []).Count; i++)
        {
            var memberKey = office.Delegates![i];
            errors.Must(IsBroker(office, memberKey), $"delegates[{i}]", "Send the memberKey of one of the brokers.");
            errors.Must(!office.Delegates.Take(i).Contains(memberKey), $"delegates[{i}]", "Send each delegate once.");
        }

        errors.Must(JsonSerializer.Serialize(office).Length <= LongestJson, "brokers", "Send fewer brokers: an office must fit into one row.");
        return errors;
    }

    /// <summary>Whether a text can be an office's or a broker's key: letters, digits and dashes. It is kept as <see cref="Canonical"/> writes it.</summary>
    public static bool IsKey(string? key) =>
        key is { Length: > 0 and <= LongestKey } && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>A key's one spelling, in lower case: once at every input, so that keys are compared exactly after it.</summary>
    [return: NotNullIfNotNull(nameof(key))]
    public static string? Canonical(string? key) =>
        key is null ? null : string.Concat(key.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    // A state without a number names nobody, and a number without its state could be anybody's.
    static void CheckLicense(OfficeBroker broker, string field, FieldErrors errors)
    {
        var (number, state) = (broker.MemberStateLicense, broker.MemberStateLicenseState);
        if (number is null && state is null)
        {
            return;
        }

        errors.Must(
            number is { Length: <= LongestKey } && number.Any(char.IsAsciiLetterOrDigit), $"{field}.memberStateLicense",
            "Send the license's number, such as 123456, or leave out both it and its state.");
        errors.Must(
            state is { Length: 2 } && state.All(char.IsAsciiLetter), $"{field}.memberStateLicenseState",
            "Send the license's state by its two letters, such as TX, or leave out both it and the number.");
    }

    static bool IsBroker(Office office, string? memberKey) => memberKey is not null && office.Broker(memberKey) is not null;

    static bool IsMlsId(string id) =>
        id.Length <= LongestKey && id.Any(char.IsAsciiLetterOrDigit) && !FieldText.HasInvisibleCharacters(id);

    // The system takes names of Windows and of files too.
    static bool IsTimeZone(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    static bool IsName(string? name) =>
        name is { Length: <= LongestName } && name.Any(char.IsLetter) && !FieldText.HasInvisibleCharacters(name);
}
