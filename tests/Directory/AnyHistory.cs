using System.Collections.Concurrent;
using MemberServices.Directory;

namespace MemberServices.Tests.Directory;

/// <summary>
/// A random history. Each holder does one thing after the other with an address, and repeats it until it is answered,
/// maybe much later; a grant may be given up and revoked, and so may a suspension, which may be lifted, too. Everything else may come in between and at once.
/// </summary>
sealed class AnyHistory(TestDirectory directory, int seed)
{
    const int Rounds = 12;

    static readonly string[] Holders = ["EN-AAA222", "EN-BBB222", "EN-CCC222", "member:TX-123456"];

    readonly Random random = new(seed);
    readonly List<Place> places = [];
    readonly Dictionary<(string Holder, Place Place), Act> open = [];
    readonly List<string> log = [];

    public async Task RunAsync()
    {
        foreach (var number in Enumerable.Range(1, random.Next(1, 4)))
        {
            var email = $"p{number}.of{seed}@example.org";
            var (kind, isMember) = (random.GetItems(["nobody", "nobody", "nobody", "staff", "guest", "pending"], 1)[0], random.Next(2) == 0);
            var before = await directory.AddAsync(kind, email, isMember);
            places.Add(new Place(email, before, before is not null && isMember, []));
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
            open[(deed.Holder, deed.Place)] = deed.Act;
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
        return new Deed(open.TryGetValue((holder, place), out var begun) ? AnyAfter(begun) : (Act)random.Next(4), holder, place);
    }

    /// <summary>What a holder does whose last deed isn't done.</summary>
    Act AnyAfter(Act begun) => begun switch
    {
        _ when random.Next(3) > 0 => begun,
        Act.Suspends or Act.Restores => random.GetItems([Act.Revokes, Act.Suspends, Act.Restores], 1)[0],
        _ => Act.Revokes,
    };

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
                await directory.DoAsync(deed.Act, deed.Holder, email);
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
        var holders = deed.Place.Holders;
        if (deed.Act == Act.Revokes)
        {
            holders.Remove(deed.Holder);
        }
        else if (deed.Act == Act.Grants || holders.ContainsKey(deed.Holder))
        {
            holders[deed.Holder] = deed.Act == Act.Suspends || deed.Act == Act.Grants && holders.GetValueOrDefault(deed.Holder);
        }
    }

    async Task SettleAsync()
    {
        foreach (var ((holder, place), act) in open.OrderBy(_ => random.Next()).ToList())
        {
            var deed = new Deed(act, holder, place);
            log.Add($"Again: {deed}");
            await directory.DoesAsync(act, holder, place.Email);
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
            Assert.True(users.All(user => user.IsMember == (place.Holders.ContainsValue(false) || place.WasMember)), trace);
            foreach (var holder in Holders)
            {
                var access = await directory.Provisioner.FindAsync(holder, place.Email);
                Assert.True(access?.UserId == (place.Holders.ContainsKey(holder) ? users[0].Id : null), trace);
                Assert.True(access is null || access.RedeemAddress is not null || !users[0].IsPending, trace);
            }
        }
    }

    /// <param name="Before">Who was there before us.</param>
    /// <param name="WasMember">Whether they belonged to the group.</param>
    /// <param name="Holders">Who holds the user, and whether they are suspended.</param>
    sealed record Place(string Email, string? Before, bool WasMember, Dictionary<string, bool> Holders);

    sealed record Deed(Act Act, string Holder, Place Place)
    {
        public override string ToString() => $"{Holder} {Act} {Place.Email}";
    }
}
