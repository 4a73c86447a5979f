using System.Collections.Concurrent;
using MemberServices.Directory;

namespace MemberServices.Tests.Directory;

/// <summary>
/// A random history. Each holder does one thing after the other with an address, and repeats it until it is answered,
/// maybe much later; a grant may be given up and revoked. Everything else may come in between and at once.
/// </summary>
sealed class AnyHistory(TestDirectory directory, int seed)
{
    const int Rounds = 12;

    static readonly string[] Holders = ["EN-AAA222", "EN-BBB222", "EN-CCC222", "member:TX-123456"];

    readonly Random random = new(seed);
    readonly List<Place> places = [];
    readonly Dictionary<(string Holder, Place Place), bool> open = [];
    readonly List<string> log = [];

    public async Task RunAsync()
    {
        foreach (var number in Enumerable.Range(1, random.Next(1, 4)))
        {
            var email = $"p{number}.of{seed}@example.org";
            var (kind, isMember) = (random.GetItems(["nobody", "nobody", "nobody", "staff", "guest", "pending"], 1)[0], random.Next(2) == 0);
            places.Add(new Place(email, await directory.AddAsync(kind, email, isMember), isMember, []));
            log.Add($"{email}: {kind}, member {isMember}");
        }

        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync();
            if (random.Next(3) == 0 || round == Rounds - 1)
            {
                await SettleAsync();
                await CheckAsync();
            }
        }
    }

    async Task RoundAsync()
    {
        var deeds = new List<Deed> { AnyDeed() };
        if (random.Next(2) == 0)
        {
            // The same at the same moment, too: that happens to activities.
            var other = random.Next(5) == 0 ? deeds[0] : AnyDeed(random.Next(3) > 0 ? deeds[0].Place : null);
            if (other == deeds[0] || (other.Holder, other.Place) != (deeds[0].Holder, deeds[0].Place))
            {
                deeds.Add(other);
            }
        }

        foreach (var deed in deeds)
        {
            open[(deed.Holder, deed.Place)] = deed.Grants;
        }

        log.Add($"At once: {string.Join(", ", deeds)}");
        var done = new ConcurrentDictionary<int, bool>();
        await Interleaving.RunAsync(
            [.. deeds.Index().Select(d => Tries(d.Item, () => done[d.Index] = true))], random, AnyFate);
        foreach (var deed in deeds.Distinct().Where(deed => deeds.Index().All(d => d.Item != deed || done.ContainsKey(d.Index))))
        {
            Done(deed);
        }

        if (random.Next(4) == 0)
        {
            await directory.AdvanceAsync(random.Next(2) == 0 ? DirectoryLedger.LongestTurn : TimeSpan.FromHours(3));
        }

        var guests = await directory.UsersAsync(places[0].Email);
        if (random.Next(6) == 0 && guests.Any(guest => guest.IsPending))
        {
            await directory.Graph.AcceptAsync(places[0].Email);
        }
    }

    Deed AnyDeed(Place? at = null)
    {
        var (holder, place) = (Holders[random.Next(Holders.Length)], at ?? places[random.Next(places.Count)]);
        var grants = open.TryGetValue((holder, place), out var begun) ? begun && random.Next(3) > 0 : random.Next(2) == 0;
        return new Deed(grants, holder, place);
    }

    Fate AnyFate(string call)
    {
        var fate = random.Next(8) == 0 ? (Fate)random.Next(6) : Fate.Works;
        log.Add($"  {call} {fate}");
        return fate;
    }

    Func<Task<bool>> Tries(Deed deed, Action done)
    {
        var email = random.Next(2) == 0 ? deed.Place.Email : deed.Place.Email.ToUpperInvariant();
        return async () =>
        {
            try
            {
                await directory.DoAsync(deed.Grants, deed.Holder, email);
                done();
                return true;
            }
            catch (Exception e) when (e is KilledException or TransientDirectoryException or DirectoryRejectedException or Azure.RequestFailedException)
            {
                return false;
            }
        };
    }

    void Done(Deed deed)
    {
        open.Remove((deed.Holder, deed.Place));
        if (deed.Grants)
        {
            deed.Place.Holders.Add(deed.Holder);
        }
        else
        {
            deed.Place.Holders.Remove(deed.Holder);
        }
    }

    async Task SettleAsync()
    {
        foreach (var ((holder, place), grants) in open.OrderBy(_ => random.Next()).ToList())
        {
            var deed = new Deed(grants, holder, place);
            log.Add($"Again: {deed}");
            await directory.DoesAsync(grants, holder, place.Email);
            Done(deed);
        }
    }

    async Task CheckAsync()
    {
        foreach (var place in places)
        {
            var users = await directory.UsersAsync(place.Email);
            var trace = $"Seed {seed}, {place.Email} with {string.Join(", ", place.Holders)}: {string.Join(", ", users)}\n{string.Join('\n', log)}";
            var isHeld = place.Holders.Count > 0;
            Assert.True(users.Count == (isHeld || place.Before is not null ? 1 : 0), trace);
            Assert.True(place.Before is null || users[0].Id == place.Before, trace);
            Assert.True(users.All(user => user.IsMember == (isHeld || place.WasMember)), trace);
            foreach (var holder in Holders)
            {
                var access = await directory.Provisioner.FindAsync(holder, place.Email);
                Assert.True(access?.UserId == (place.Holders.Contains(holder) ? users[0].Id : null), trace);
                Assert.True(access is null || access.RedeemAddress is not null || !users[0].IsPending, trace);
            }
        }
    }

    /// <param name="Before">Who was there before us.</param>
    /// <param name="WasMember">Whether they belonged to the group.</param>
    /// <param name="Holders">Who holds the user.</param>
    sealed record Place(string Email, string? Before, bool WasMember, HashSet<string> Holders);

    sealed record Deed(bool Grants, string Holder, Place Place)
    {
        public override string ToString() => $"{(Grants ? "grant" : "revoke")} {Holder} {Place.Email}";
    }
}
