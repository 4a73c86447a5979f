using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Offices;

/// <summary>Reads an office as other systems send it.</summary>
public static class OfficeJson
{
    const int MostBrokers = 200;

    // A text in a row has at most 32 K characters.
    const int LongestJson = 30_000;

    const string Active = "active", Inactive = "inactive";

    static readonly FieldRule Key = FieldRules.Key("the office's key", empty: null);
    static readonly FieldRule GivenKey = Key with { Empty = "Send the office's key: it never changes." };
    static readonly FieldRule Status = FieldRules.Choice("the office's status", empty: null, "Send active, or inactive for a closed office.", [Active, Inactive]);
    static readonly FieldRule GivenStatus = Status with { Empty = "Send active, or inactive for a closed office." };
    static readonly FieldRule Name = FieldRules.Name("the office's name", "Send the office's name.");
    static readonly FieldRule BrokerKey = FieldRules.Key("the broker's key", "Send the memberKey of one of the brokers.");
    static readonly FieldRule BrokerName = FieldRules.Name("the broker's name", "Send the broker's name.");
    static readonly FieldRule BrokerEmail = FieldRules.Email("the broker's email address");
    static readonly FieldRule LicenseState = FieldRules.LicenseState(empty: null);

    static readonly FieldRule MlsId = new("the office's number in the MLS", OfficeKey.Longest, Empty: null)
    {
        Problem = id => id.Any(char.IsAsciiLetterOrDigit) ? null : "Send the office's number in the MLS with a letter or digit, or leave it out.",
    };

    static readonly FieldRule Zone = new("the time zone", OfficeKey.Longest, Empty: null)
    {
        Problem = name => IsTimeZone(name) ? null : "Send a time zone's IANA name, such as America/Chicago, or leave it out.",
    };

    /// <summary>Reads what is sent to an office's address.</summary>
    /// <param name="officeKey">The key of the address; the body may repeat it.</param>
    /// <param name="fields">The office's; without a status it is open.</param>
    /// <param name="now">When it is said.</param>
    public static Validated<Office> Read(string officeKey, FieldReader fields, DateTimeOffset now)
    {
        var key = Key.Read(officeKey, out var problem);
        fields.Must("officeKey", problem);
        fields.Must((fields.OptionalText("officeKey", Key) ?? key) == key, "officeKey", "Send the key of the address, or leave it out.");
        return Read(key, fields, Status, now);
    }

    /// <summary>Reads the whole record of an office.</summary>
    /// <param name="fields">The office's, with its key and status.</param>
    /// <param name="at">When it was said.</param>
    public static Validated<Office> ReadRecord(FieldReader fields, DateTimeOffset at) => Read(fields.Text("officeKey", GivenKey), fields, GivenStatus, at);

    static Validated<Office> Read(string key, FieldReader fields, FieldRule status, DateTimeOffset at)
    {
        var isClosed = fields.Text("officeStatus", status) == Inactive;
        var (name, mlsId, zone) = (fields.Text("officeName", Name), fields.OptionalText("officeMlsId", MlsId), fields.OptionalText("timeZone", Zone));
        var brokers = Brokers(fields, fewest: isClosed ? 0 : 1);
        var broker = fields.Text("officeBrokerKey", isClosed ? BrokerKey with { Empty = null } : BrokerKey);
        var delegates = fields.Texts("delegates", BrokerKey);
        var office = new Office(key, name, brokers, broker, delegates, mlsId, zone, isClosed ? at : null);

        fields.Must(isClosed && broker.Length == 0 || office.Broker(broker) is not null, "officeBrokerKey", BrokerKey.Empty!, FieldCodes.Unknown);
        foreach (var (i, memberKey) in delegates.Index())
        {
            fields.Must(office.Broker(memberKey) is not null, $"delegates[{i}]", BrokerKey.Empty!, FieldCodes.Unknown);
            fields.Must(!delegates.Take(i).Contains(memberKey), $"delegates[{i}]", "Send each delegate once.");
        }

        fields.Must(JsonSerializer.Serialize(office).Length <= LongestJson, "brokers", "Send fewer brokers: an office must fit into one row.", FieldCodes.TooLong);
        return new Validated<Office>(office, fields.Errors);
    }

    static List<OfficeBroker> Brokers(FieldReader fields, int fewest)
    {
        var brokers = new List<OfficeBroker>();
        var sent = fields.Objects("brokers");
        fields.Must(sent.Count >= fewest && sent.Count <= MostBrokers, "brokers", $"Send {fewest} to {MostBrokers} brokers.", sent.Count == 0 ? FieldCodes.Required : FieldCodes.TooLong);
        foreach (var each in sent.Take(MostBrokers))
        {
            var key = each.Text("memberKey", BrokerKey);
            each.Must(!brokers.Any(b => b.MemberKey == key), "memberKey", "Send each broker once.");
            var (name, email, state) = (each.Text("memberFullName", BrokerName), each.Text("memberEmail", BrokerEmail), each.OptionalText("memberStateLicenseState", LicenseState));
            var number = each.OptionalText("memberStateLicense", FieldRules.License(state ?? "", empty: null));
            // A state without a number names nobody, and a number without its state could be anybody's.
            each.Must(number is null || state is not null, "memberStateLicenseState", "Send the license's state, too, or leave out both it and the number.");
            each.Must(state is null || number is not null, "memberStateLicense", "Send the license's number, too, or leave out both it and its state.");
            brokers.Add(new OfficeBroker(key, name, email, number, state));
        }

        return brokers;
    }

    // The system takes names of Windows and of files too.
    static bool IsTimeZone(string name) =>
        char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;
}
