using MemberServices.Messages;

namespace MemberServices.Contacts;

/// <summary>Whom we come to: somebody by their key, or whoever has an address.</summary>
public sealed record Contacted
{
    Contacted(string? key, string? email) => (Key, Email) = (key, email);

    public string? Key { get; }

    public string? Email { get; }

    /// <param name="key">Of a member, or of a mailbox: see <see cref="People.KnownPerson.KeyOf"/>.</param>
    public static Contacted Person(string key) => new(key, null);

    public static Contacted Mailbox(string email) => new(null, email);
}

/// <param name="Spent">Contacts that count now.</param>
/// <param name="NextFreeAt">When there is room for another: now, or later.</param>
public sealed record BudgetView(int Spent, DateTimeOffset NextFreeAt);

/// <summary>
/// The one budget of contacts that nobody asked for: whoever is about to make one spends it first, and makes it only if that
/// succeeds. Safe for any number who spend at once: never are there more than the policy's within its window.
/// </summary>
public sealed class ContactBudget(ContactBudgetTable table, OptOuts optOuts, PersonFinder people, ContactPolicy policy, TimeProvider clock)
{
    /// <summary>Spends one contact, if there is room. Whoever opted out has none.</summary>
    /// <param name="who">To whom. A member and their mailbox are one person.</param>
    /// <param name="what">Names the contact, see <see cref="DeterministicId"/>: the same again is spent once and answered as the first, for twice the window.</param>
    /// <param name="at">When the contact is made.</param>
    /// <param name="cancellationToken">Gives up; the same again completes it.</param>
    /// <returns>Whether it may be made.</returns>
    public async Task<bool> TrySpendAsync(Contacted who, string what, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        DeterministicId.ThrowIfInvalid(what);
        if (await optOuts.SinceAsync(who, cancellationToken) is not null)
        {
            return false;
        }
        var now = clock.GetUtcNow();
        return (await ChangeAsync(who, spendings => spendings.With(what, at, now, policy), cancellationToken)).Find(what)?.IsAllowed == true;
    }

    /// <summary>Gives back a contact that wasn't made after all; one that wasn't spent changes nothing. It can't be spent again.</summary>
    /// <inheritdoc cref="TrySpendAsync"/>
    public Task RefundAsync(Contacted who, string what, CancellationToken cancellationToken = default) =>
        ChangeAsync(who, spendings => spendings.Without(what), cancellationToken);

    /// <summary>What of somebody's budget is spent now.</summary>
    public async Task<BudgetView> ReadAsync(Contacted who, CancellationToken cancellationToken = default)
    {
        var (all, now) = (await table.ReadAsync(await PersonAsync(who, cancellationToken), cancellationToken), clock.GetUtcNow());
        return new BudgetView(all.CountAt(now, policy), all.NextFree(now, policy));
    }

    async Task<Spendings> ChangeAsync(Contacted who, Func<Spendings, Spendings> change, CancellationToken cancellationToken)
    {
        for (var person = await PersonAsync(who, cancellationToken); ;)
        {
            var (all, member) = await table.ChangeAsync(person, change, clock.GetUtcNow(), cancellationToken);
            if (all is not null)
            {
                return all;
            }
            // It has become a member's a moment ago.
            var mailbox = person.Key;
            person = await people.OfKeyAsync(member!, cancellationToken);
            person = person with { Mailboxes = [.. person.Mailboxes.Union([mailbox])] };
        }
    }

    Task<FoundPerson> PersonAsync(Contacted who, CancellationToken cancellationToken) =>
        who.Key is { } key ? people.OfKeyAsync(key, cancellationToken) : people.OfEmailAsync(who.Email!, cancellationToken);
}
