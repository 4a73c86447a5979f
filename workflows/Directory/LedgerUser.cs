namespace MemberServices.Directory;

/// <summary>
/// What is known of an address's user in the directory, and who needs the user. Written before each step, so that only
/// what was made for a holder is taken back, and a call that got lost after it worked isn't taken for an older one.
/// </summary>
public sealed record LedgerUser(LedgerState State = LedgerState.Ended)
{
    /// <summary>Past revocations that are remembered, for those who ask again.</summary>
    const int MaxRevoked = 20;

    /// <summary>Whether the directory had the user before us: we never delete them then.</summary>
    public bool UserExisted { get; init; }

    /// <summary>Whether the user belonged to the group before us: we never take them out then. Null until it was looked up.</summary>
    public bool? WasMember { get; init; }

    /// <summary>The user, once known. After the end: whom it was about.</summary>
    public string? UserId { get; init; }

    /// <summary>Where the guest accepts the invitation; null when they have, or need none.</summary>
    public string? RedeemAddress { get; init; }

    /// <summary>Who needs the user: ids of cases and memberships. While it is closing, the last one.</summary>
    public IReadOnlyList<string> Holders { get; init; } = [];

    /// <summary>Why access is suspended, by holder: ids of reasons. A holder who isn't in it, or without one, needs the user to have access.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Suspensions { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// Whether we took the user out of the group because every holder is suspended. Null while we take them out, or let them in
    /// again: whoever comes next does what is right then.
    /// </summary>
    public bool? IsOut { get; init; } = false;

    /// <summary>The holders with whom access was taken back, and when; the latest twenty.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Revoked { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>When it ended last, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether there is anything that was ours to take back.</summary>
    public bool IsOurs => UserId is not null && (!UserExisted || WasMember == false);

    /// <summary>Whether everybody who holds the user is suspended. Who belonged to the group before us is never taken out.</summary>
    public bool IsSuspended => State == LedgerState.Held && WasMember == false && Holders.Count > 0 && Holders.All(holder => ReasonsOf(holder).Count > 0);

    /// <summary>Whether the directory has what the ledger asks for, as far as suspensions go.</summary>
    public bool IsSettled => State != LedgerState.Held || UserId is null || WasMember is null || IsOut == IsSuspended;

    public IReadOnlyList<string> ReasonsOf(string holder) => Suspensions.GetValueOrDefault(holder) ?? [];

    public LedgerUser Suspended(string holder, string reason) => Because(holder, [.. ReasonsOf(holder).Where(r => r != reason), reason]);

    public LedgerUser Restored(string holder, string reason) => Because(holder, [.. ReasonsOf(holder).Where(r => r != reason)]);

    LedgerUser Because(string holder, IReadOnlyList<string> reasons) => this with
    {
        Suspensions = Suspensions.Where(s => s.Key != holder).Concat(reasons.Count > 0 ? [KeyValuePair.Create(holder, reasons)] : []).ToDictionary(),
    };

    public LedgerUser With(string holder) => this with
    {
        Holders = [.. Holders.Where(h => h != holder), holder],
        Revoked = Revoked.Where(r => r.Key != holder).ToDictionary(),
    };

    public LedgerUser Without(string holder) => Because(holder, []) with { Holders = [.. Holders.Where(h => h != holder)] };

    /// <summary>What is known once it was taken back.</summary>
    public LedgerUser AsEnded(DateTimeOffset at) => this with
    {
        State = LedgerState.Ended,
        RedeemAddress = null,
        Holders = [],
        Suspensions = new Dictionary<string, IReadOnlyList<string>>(),
        IsOut = false,
        Revoked = IsOurs
            ? Revoked.Concat(Holders.Select(holder => KeyValuePair.Create(holder, at))).OrderByDescending(r => r.Value).Take(MaxRevoked).ToDictionary()
            : Revoked,
        EndedAt = at,
    };
}
