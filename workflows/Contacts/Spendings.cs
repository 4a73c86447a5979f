namespace MemberServices.Contacts;

/// <summary>One contact that was to be made.</summary>
/// <param name="What">Names it, derived from case and step.</param>
/// <param name="At">When.</param>
/// <param name="IsAllowed">Whether the budget had room for it.</param>
/// <param name="IsRefunded">Whether it was given back, since nothing came of it.</param>
public sealed record Spending(string What, DateTimeOffset At, bool IsAllowed, bool IsRefunded = false)
{
    /// <summary>Whether it counts.</summary>
    public bool IsSpent => IsAllowed && !IsRefunded;
}

/// <summary>The contacts of one person, and the rule: at no time are there more than the budget within the window before it.</summary>
/// <param name="All">Those that are still known, each once, in the order in which they were told.</param>
public sealed record Spendings(IReadOnlyList<Spending> All)
{
    /// <summary>What was refused or given back is known so that a repeat is answered as the first; more than these aren't.</summary>
    const int MostRefusals = 50;

    public static readonly Spendings None = new([]);

    public Spending? Find(string what) => All.FirstOrDefault(each => each.What == what);

    /// <summary>Decides about a contact; one that was decided before stays as it is.</summary>
    public Spendings With(string what, DateTimeOffset at, DateTimeOffset now, ContactPolicy policy) => Find(what) is not null
        ? this
        : Known(policy, now, [.. All, new Spending(what, at, HasRoom(at, policy))]);

    /// <summary>Gives a contact back; it stays known, so that a repeat doesn't spend again.</summary>
    public Spendings Without(string what) => new([.. All.Select(each => each.What == what ? each with { IsRefunded = each.IsAllowed } : each)]);

    /// <summary>Together with those of a mailbox that turned out to be theirs. What both know is as it is here.</summary>
    public Spendings And(Spendings other) => new([.. other.All.Where(each => Find(each.What) is null), .. All]);

    /// <summary>How many count at a time.</summary>
    public int CountAt(DateTimeOffset at, ContactPolicy policy) => Times().Count(each => each <= at && each > at - policy.Window);

    /// <summary>The first time from then on at which there is room for another.</summary>
    public DateTimeOffset NextFree(DateTimeOffset from, ContactPolicy policy) =>
        Times().Select(each => each + policy.Window).Where(each => each > from).Prepend(from).Order().First(each => HasRoom(each, policy));

    /// <summary>Those who spend at once may tell their times in another order: one more must fit into every window that has it.</summary>
    bool HasRoom(DateTimeOffset at, ContactPolicy policy)
    {
        var times = Times().Append(at).Order().ToList();
        return !times.Zip(times.Skip(policy.Budget)).Any(each => each.First <= at && at <= each.Second && each.Second - each.First < policy.Window);
    }

    IEnumerable<DateTimeOffset> Times() => All.Where(each => each.IsSpent).Select(each => each.At);

    // Twice the window: whoever comes back late with what was answered long ago is still answered the same.
    static Spendings Known(ContactPolicy policy, DateTimeOffset now, IReadOnlyList<Spending> all)
    {
        var recent = all.Where(each => each.At > now - 2 * policy.Window).ToList();
        var surplus = recent.Where(each => !each.IsSpent).SkipLast(MostRefusals).ToHashSet();
        return new Spendings([.. recent.Where(each => !surplus.Contains(each))]);
    }
}
