using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Offices;

/// <summary>What an office must be.</summary>
public static class OfficeRules
{
    public const int LongestId = 40;
    const int LongestName = 100;
    const int MostBrokers = 200;

    // A text in a row has at most 32 K characters.
    const int LongestJson = 30_000;

    /// <summary>Lists all that is wrong. Texts are taken as they are: the sender is a system, not a person at a form.</summary>
    public static IReadOnlyList<FieldError> Check(Office office)
    {
        var errors = new FieldErrors();
        errors.Must(IsId(office.Id), "id", $"Send 1 to {LongestId} letters, digits and dashes.");
        errors.Must(IsName(office.Name), "name", $"Send the office's name, at most {LongestName} characters.");
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
                errors.Must(false, field, "Send an object with id, name and email.");
                return errors;
            }

            errors.Must(IsId(broker.Id), $"{field}.id", $"Send 1 to {LongestId} letters, digits and dashes.");
            errors.Must(!office.Brokers.Take(i).Any(b => b.Id == broker.Id), $"{field}.id", "Send each broker once.");
            errors.Must(IsName(broker.Name), $"{field}.name", $"Send the broker's name, at most {LongestName} characters.");
            errors.Must(EmailAddress.IsValid(broker.Email ?? ""), $"{field}.email", "Send an email address such as bob@example.com.");
            errors.Must(broker.License is null || IsLicense(broker.License), $"{field}.license", "Send state and number, such as TX-123456, or leave it out.");
        }

        errors.Must(IsBroker(office, office.ManagingBroker), "managingBroker", "Send the id of one of the brokers.");
        for (var i = 0; i < (office.Delegates ?? []).Count; i++)
        {
            var id = office.Delegates![i];
            errors.Must(IsBroker(office, id), $"delegates[{i}]", "Send the id of one of the brokers.");
            errors.Must(!office.Delegates.Take(i).Contains(id), $"delegates[{i}]", "Send each delegate once.");
        }

        errors.Must(JsonSerializer.Serialize(office).Length <= LongestJson, "brokers", "Send fewer brokers: an office must fit into one row.");
        return errors;
    }

    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    static bool IsBroker(Office office, string? id) => id is not null && office.Broker(id) is not null;

    static bool IsName(string? name) =>
        name is { Length: <= LongestName } && name.Any(char.IsLetter) && !FieldText.HasInvisibleCharacters(name);

    static bool IsLicense(string license) =>
        license.Length <= LongestId && license.Split('-', 2) is [{ Length: 2 } state, var number]
        && state.All(char.IsAsciiLetter) && number.Any(char.IsAsciiLetterOrDigit);
}
