using System.Text.Json;

namespace MemberServices.Tests.Roster;

/// <summary>
/// The first load of a roster, as a queue may bring it: a record of each member, every second one twice, of every tenth an
/// older record beside it, of every fiftieth one that is wrong; in an order by chance. After it, for every hundredth, a record
/// of another member with the same license.
/// </summary>
public sealed class RosterLoad
{
    public const string Office = "present", FormerOffice = "former";

    public RosterLoad(int members, DateTimeOffset now, int seed = 1)
    {
        Count = members;
        var messages = new List<string>();
        for (var i = 0; i < members; i++)
        {
            var record = Message($"{i}", now.AddHours(-1), KeyOf(i), i, Office);
            messages.AddRange(i % 2 == 0 ? [record, record] : [record]);
            if (i % 10 == 0)
            {
                messages.Add(Message($"{i}-older", now.AddHours(-2), KeyOf(i), i, FormerOffice));
            }
            if (i % 50 == 0)
            {
                messages.Add(Message($"{i}-wrong", now, $"W-{i}", members + i, Office, email: "nobody"));
                Wrong++;
            }
            if (i % 100 == 0)
            {
                Taken = [.. Taken, Message($"{i}-taken", now, $"T-{i}", i, Office)];
            }
        }
        var shuffled = messages.ToArray();
        new Random(seed).Shuffle(shuffled);
        Messages = shuffled;
    }

    /// <summary>How many members there are in the end.</summary>
    public int Count { get; }

    /// <summary>How many messages have something wrong in them: the address.</summary>
    public int Wrong { get; }

    public IReadOnlyList<string> Messages { get; }

    /// <summary>Records with licenses of others, for when the others are there.</summary>
    public IReadOnlyList<string> Taken { get; } = [];

    public static string KeyOf(int member) => $"M-{member:00000}";

    static string Message(string id, DateTimeOffset at, string key, int license, string office, string? email = null) => JsonSerializer.Serialize(new
    {
        specversion = "1.0",
        id,
        source = "/association",
        type = "roster.member",
        time = $"{at:O}",
        data = new
        {
            memberKey = key,
            memberFullName = $"Member {key}",
            memberEmail = email ?? $"{key.ToLowerInvariant()}@agents.example",
            memberStateLicense = $"{500_000 + license}",
            memberStateLicenseState = "TX",
            memberType = "agent",
            officeKey = office,
            memberStatus = "active",
        },
    });
}
