using MemberServices.Fields;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Offices;

/// <summary>
/// What offices know about their brokers. Somebody who decides for an open office isn't erased: the office would be without
/// them, and the association, which has it from its own records, would send them again. A closed office forgets them.
/// </summary>
public sealed partial class OfficeTable : IPersonalData
{
    public string What => "offices";

    /// <summary>By the license, where it is known; else by the mailbox.</summary>
    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) => await AllAsync(cancellationToken)
        .SelectMany(office => office.Brokers.Where(broker => EmailAddress.AreSame(broker.MemberEmail, email)).ToAsyncEnumerable())
        .Select(broker => LicenseOf(broker)?.Key ?? KnownPerson.KeyOf(email))
        .Distinct().ToListAsync(cancellationToken);

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var office in AllAsync(cancellationToken))
        {
            foreach (var broker in office.Brokers.Where(broker => IsThem(broker, person)))
            {
                person.IsKnown = true;
                person.Name ??= broker.MemberFullName;
                person.Emails.Add(broker.MemberEmail);
                if (!office.IsClosed)
                {
                    person.DecidesFor.Add(office.OfficeKey);
                }
            }
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await AllAsync(cancellationToken)
        .SelectMany(office => office.Brokers.Where(broker => IsThem(broker, person)).Select(object (broker) => new
        {
            office.OfficeKey,
            office.OfficeName,
            broker,
            isBrokerOfRecord = office.OfficeBrokerKey == broker.MemberKey,
            isDelegate = office.Delegates.Contains(broker.MemberKey),
            office.ClosedSince,
        }).ToAsyncEnumerable())
        .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var office in await AllAsync(cancellationToken).Where(office => office.Brokers.Any(broker => IsThem(broker, person))).ToListAsync(cancellationToken))
        {
            await table.ChangeAsync<JsonRow>(
                Partition, office.OfficeKey,
                row => row?.Read<Entry>() is { Office.IsClosed: true } entry && entry.Office.Brokers.Any(broker => IsThem(broker, person))
                    ? RowOf(Without(entry.Office, person), entry.Version)
                    : null,
                cancellationToken);
        }
    }

    static Office Without(Office office, KnownPerson person)
    {
        IReadOnlyList<OfficeBroker> others = [.. office.Brokers.Where(broker => !IsThem(broker, person))];
        bool Stays(string key) => others.Any(broker => broker.MemberKey == key);
        return office with
        {
            Brokers = others,
            OfficeBrokerKey = Stays(office.OfficeBrokerKey) ? office.OfficeBrokerKey : "",
            Delegates = [.. office.Delegates.Where(Stays)],
        };
    }

    /// <summary>By key or license; by mailbox unless the licenses are known and differ, since brokers of an office share one at times.</summary>
    static bool IsThem(OfficeBroker broker, KnownPerson person)
    {
        var license = LicenseOf(broker)?.Key;
        return license == person.Key || broker.MemberKey.Equals(person.Key, StringComparison.OrdinalIgnoreCase)
            || person.HasMailbox(broker.MemberEmail) && (license is null || !StateLicense.TryParse(person.Key, out _) || broker.MemberFullName == person.Name);
    }

    static StateLicense? LicenseOf(OfficeBroker broker) => StateLicense.TryCreate(broker.MemberStateLicenseState, broker.MemberStateLicense, out var license) ? license : null;

    IAsyncEnumerable<Office> AllAsync(CancellationToken cancellationToken) => table.QueryAsync<JsonRow>(Partition, cancellationToken: cancellationToken).Select(OfficeOf);
}
