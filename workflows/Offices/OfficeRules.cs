using System.Text.Json;
using MemberServices.Onboarding;

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
        var errors = new List<FieldError>();
        void Must(bool holds, string field, string message)
        {
            if (!holds)
            {
                errors.Add(new FieldError(field, message));
            }
        }

        Must(IsId(office.Id), "id", $"Send 1 to {LongestId} letters, digits and dashes.");
        Must(IsName(office.Name), "name", $"Send the office's name, at most {LongestName} characters.");
        if (office.Brokers is not { Count: > 0 and <= MostBrokers })
        {
            Must(false, "brokers", $"Send 1 to {MostBrokers} brokers.");
            return errors;
        }

        for (var i = 0; i < office.Brokers.Count; i++)
        {
            var broker = office.Brokers[i];
            var field = $"brokers[{i}]";
            if (broker is null)
            {
                Must(false, field, "Send an object with id, name and email.");
                return errors;
            }

            Must(IsId(broker.Id), $"{field}.id", $"Send 1 to {LongestId} letters, digits and dashes.");
            Must(!office.Brokers.Take(i).Any(b => b.Id == broker.Id), $"{field}.id", "Send each broker once.");
            Must(IsName(broker.Name), $"{field}.name", $"Send the broker's name, at most {LongestName} characters.");
            Must(EmailAddress.IsValid(broker.Email ?? ""), $"{field}.email", "Send an email address such as bob@example.com.");
            Must(broker.License is null || IsLicense(broker.License), $"{field}.license", "Send state and number, such as TX-123456, or leave it out.");
        }

        Must(IsBroker(office, office.ManagingBroker), "managingBroker", "Send the id of one of the brokers.");
        for (var i = 0; i < (office.Delegates ?? []).Count; i++)
        {
            var id = office.Delegates![i];
            Must(IsBroker(office, id), $"delegates[{i}]", "Send the id of one of the brokers.");
            Must(!office.Delegates.Take(i).Contains(id), $"delegates[{i}]", "Send each delegate once.");
        }

        Must(JsonSerializer.Serialize(office).Length <= LongestJson, "brokers", "Send fewer brokers: an office must fit into one row.");
        return errors;
    }

    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    static bool IsBroker(Office office, string? id) => id is not null && office.Broker(id) is not null;

    static bool IsName(string? name) =>
        name is { Length: <= LongestName } && name.Any(char.IsLetter) && !ApplicationRules.HasInvisibleCharacters(name);

    static bool IsLicense(string license) =>
        license.Length <= LongestId && license.Split('-', 2) is [{ Length: 2 } state, var number]
        && state.All(char.IsAsciiLetter) && number.Any(char.IsAsciiLetterOrDigit);
}
