namespace MemberServices.Offices;

/// <summary>A broker's office.</summary>
/// <param name="Id">Its key here: letters, digits and dashes.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Brokers">Who may decide for it; at least one.</param>
/// <param name="ManagingBroker">The id of the broker of record: one of <paramref name="Brokers"/>.</param>
/// <param name="Delegates">Ids of the brokers to whom a request can be handed over, in order.</param>
public sealed record Office(
    string Id,
    string Name,
    IReadOnlyList<OfficeBroker> Brokers,
    string ManagingBroker,
    IReadOnlyList<string> Delegates)
{
    public OfficeBroker? Broker(string id) => Brokers.FirstOrDefault(b => b.Id == id);
}

/// <summary>Somebody who decides for an office.</summary>
/// <param name="Id">Their key within the office.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Email">Where their requests go.</param>
/// <param name="License">State and number, "TX-123456", so that nobody approves themselves; or null.</param>
public sealed record OfficeBroker(string Id, string Name, string Email, string? License = null);
