using MemberServices.Links;

namespace MemberServices.Directory;

/// <summary>
/// Gives people access to the directory, and takes back what it gave. A user belongs to all who hold them: cases and
/// memberships, by ids such as <c>EN-ABC234</c> and <c>member:TX-123456</c>. Every method can be repeated, and is to be
/// until it answers: a process that ends between two steps leaves a user half made or half taken back, of which the
/// ledger knows enough for whoever comes next, the same holder or another. One holder's calls come one after the other.
/// </summary>
/// <exception cref="TransientDirectoryException">It passes; also when somebody else is at work on the same user.</exception>
/// <exception cref="DirectoryRejectedException">It doesn't.</exception>
public sealed class DirectoryProvisioner(MemberDirectory directory, DirectoryLedger ledger, SiteAddress site, TimeProvider clock)
{
    /// <summary>The directory shows for a while what has been undone: minutes, as a rule.</summary>
    static readonly TimeSpan DirectoryLag = TimeSpan.FromHours(1);

    /// <summary>
    /// Makes the holder one of the user's, the user a guest unless they are there, and a member of the members' group.
    /// A guest who hasn't accepted yet gets a new invitation.
    /// </summary>
    /// <param name="holder">Who needs the user.</param>
    /// <param name="email">Whose user.</param>
    /// <param name="name">A new guest's.</param>
    /// <param name="suspendedFor">Why the holder's access is suspended, at another address until now; null: it isn't.</param>
    public async Task<DirectoryAccess> GrantAsync(string holder, string email, string name, IReadOnlyList<string>? suspendedFor = null)
    {
        await using var turn = await ledger.TakeTurnAsync(email);
        if (turn.User.State == LedgerState.Closing)
        {
            await CloseAsync(turn, email);
        }

        var held = (turn.User.State == LedgerState.Held ? turn.User : await BeginAsync(turn.User, email)).With(holder);
        await turn.WriteAsync((suspendedFor ?? []).Aggregate(held, (user, reason) => user.Suspended(holder, reason)));
        await FindOrInviteAsync(turn, email, name);
        await JoinAsync(turn);
        return new DirectoryAccess(turn.User.UserId!, turn.User.RedeemAddress);
    }

    /// <summary>
    /// Takes the holder away. With the last one goes what was made, newest first: the place in the group, then the guest.
    /// Who or what was there before us stays.
    /// </summary>
    /// <returns>When access was taken back in the directory; null when it wasn't, because nothing was ours or others hold the user.</returns>
    public async Task<DateTimeOffset?> RevokeAsync(string holder, string email)
    {
        if (await ledger.FindAsync(email) is not { } known)
        {
            return null;
        }

        if (!known.Holders.Contains(holder) && known.IsSettled)
        {
            return RevokedAt(known);
        }

        await using var turn = await ledger.TakeTurnAsync(email);
        if (turn.User.Holders.Any(other => other != holder))
        {
            await turn.WriteAsync(turn.User.Without(holder));
            await SettleAsync(turn);
        }
        else if (turn.User.Holders.Contains(holder))
        {
            await CloseAsync(turn, email);
        }

        return RevokedAt(turn.User);

        DateTimeOffset? RevokedAt(LedgerUser user) => user.Revoked.TryGetValue(holder, out var at) ? at : null;
    }

    /// <summary>
    /// Takes the user out of the group for a reason of the holder's. While another holder isn't suspended, the user stays in it.
    /// The user and the invitation stay.
    /// </summary>
    /// <param name="holder">Who holds the user.</param>
    /// <param name="email">Whose user.</param>
    /// <param name="reason">Names the reason: as long as one is left, the holder is suspended.</param>
    /// <returns>False when it isn't ours to do: the holder doesn't hold the user, or the user belonged to the group before us.</returns>
    public async Task<bool> SuspendAsync(string holder, string email, string reason)
    {
        if (await ledger.FindAsync(email) is not { State: LedgerState.Held } known || !known.Holders.Contains(holder))
        {
            return false;
        }

        if (known.ReasonsOf(holder).Contains(reason) && known.IsSettled)
        {
            return known.WasMember == false;
        }

        await using var turn = await ledger.TakeTurnAsync(email);
        if (turn.User.State == LedgerState.Held && turn.User.Holders.Contains(holder))
        {
            await turn.WriteAsync(turn.User.Suspended(holder, reason));
            await SettleAsync(turn);
        }

        return turn.User is { State: LedgerState.Held, WasMember: false } && turn.User.Holders.Contains(holder);
    }

    /// <summary>Takes a reason away. When it was the holder's last one, the user is in the group again; a user whom somebody deleted is invited anew.</summary>
    /// <inheritdoc cref="SuspendAsync"/>
    /// <param name="name">A new guest's.</param>
    public async Task<bool> RestoreAsync(string holder, string email, string name, string reason)
    {
        if (await ledger.FindAsync(email) is not { State: LedgerState.Held } known || !known.Holders.Contains(holder))
        {
            return false;
        }

        if (!known.ReasonsOf(holder).Contains(reason) && known.IsSettled)
        {
            return known.WasMember == false;
        }

        await using var turn = await ledger.TakeTurnAsync(email);
        if (turn.User.State == LedgerState.Held && turn.User.Holders.Contains(holder))
        {
            await turn.WriteAsync(turn.User.Restored(holder, reason));
            if (turn.User is { IsSettled: false, IsSuspended: false, UserId: { } id } && await directory.GetAsync(id) is null)
            {
                await FindOrInviteAsync(turn, email, name);
            }

            await SettleAsync(turn);
        }

        return turn.User is { State: LedgerState.Held, WasMember: false } && turn.User.Holders.Contains(holder);
    }

    /// <summary>What the holder's person needs to know, or null when the holder has no access.</summary>
    public async Task<DirectoryAccess?> FindAsync(string holder, string email) =>
        await ledger.FindAsync(email) is { State: LedgerState.Held, UserId: { } id } user && user.Holders.Contains(holder)
            ? new DirectoryAccess(id, user.RedeemAddress)
            : null;

    /// <summary>Whether somebody with access is a guest who hasn't accepted the invitation yet.</summary>
    public async Task<bool> IsPendingAsync(DirectoryAccess access) => await directory.GetAsync(access.UserId) is { IsPending: true };

    /// <summary>What the directory has before our first step.</summary>
    async Task<LedgerUser> BeginAsync(LedgerUser before, string email)
    {
        var found = await directory.FindAsync(email);
        if (found is not null && found.Id == before.UserId && clock.GetUtcNow() - before.EndedAt < DirectoryLag)
        {
            // What we have just undone may still be shown. It isn't older than us.
            return before with { State = LedgerState.Held, UserId = before.UserExisted ? found.Id : null };
        }

        return new LedgerUser(LedgerState.Held)
        {
            UserExisted = found is not null,
            WasMember = found is null ? false : null,
            UserId = found?.Id,
            Revoked = before.Revoked,
        };
    }

    async Task FindOrInviteAsync(LedgerTurn turn, string email, string name)
    {
        var user = turn.User.UserId is { } id ? await directory.GetAsync(id) : null;
        if (user is null && turn.User.UserId is not null)
        {
            // Somebody deleted them by hand. The next one is ours.
            await turn.WriteAsync(turn.User with { UserExisted = false, WasMember = false, UserId = null, RedeemAddress = null });
        }

        var invited = user is null or { IsPending: true } ? await directory.InviteAsync(email, name, site.Base.AbsoluteUri) : null;
        await turn.WriteAsync(turn.User with { UserId = user?.Id ?? invited!.UserId, RedeemAddress = invited?.RedeemAddress });
    }

    async Task JoinAsync(LedgerTurn turn)
    {
        if (turn.User.WasMember is null)
        {
            await turn.WriteAsync(turn.User with { WasMember = await directory.IsMemberAsync(turn.User.UserId!) });
        }

        if (turn.User.IsOut == false && !turn.User.IsSuspended)
        {
            await directory.JoinAsync(turn.User.UserId!);
        }

        await SettleAsync(turn);
    }

    /// <summary>Takes the user out of the group, or lets them in again, as the holders' suspensions ask for.</summary>
    async Task SettleAsync(LedgerTurn turn)
    {
        if (turn.User is not { IsSettled: false, UserId: { } id } user)
        {
            return;
        }

        await turn.WriteAsync(user with { IsOut = null });
        await (user.IsSuspended ? directory.LeaveAsync(id) : directory.JoinAsync(id));
        await turn.WriteAsync(turn.User with { IsOut = user.IsSuspended });
    }

    async Task CloseAsync(LedgerTurn turn, string email)
    {
        await turn.WriteAsync(turn.User with { State = LedgerState.Closing, UserId = turn.User.UserId ?? await FindLostAsync(email) });
        var user = turn.User;
        if (user is { UserId: { } member, WasMember: false })
        {
            await directory.LeaveAsync(member);
        }

        if (user is { UserId: { } guest, UserExisted: false })
        {
            await directory.DeleteAsync(guest);
        }

        await turn.WriteAsync(user.AsEnded(clock.GetUtcNow()));
    }

    /// <summary>
    /// An invitation whose answer got lost made a guest that the ledger doesn't know. Nobody has its address, so they
    /// are pending; anybody else isn't ours.
    /// </summary>
    async Task<string?> FindLostAsync(string email) => await directory.FindAsync(email) is { IsPending: true } lost ? lost.Id : null;
}
