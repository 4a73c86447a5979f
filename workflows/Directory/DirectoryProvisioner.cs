using MemberServices.Links;

namespace MemberServices.Directory;

/// <summary>Gives a case's person access to the directory, and takes back what it gave.</summary>
public sealed class DirectoryProvisioner(MemberDirectory directory, AccessGrants ledger, SiteAddress site, TimeProvider clock)
{
    /// <summary>
    /// Invites a guest and adds them to the members' group. Every step looks first and keeps what it found, so that a
    /// call that got lost after it worked makes no second guest, and isn't taken for an older one.
    /// </summary>
    public async Task<AccessGrant> GrantAsync(string caseId, string email, string name)
    {
        if (await ledger.FindAsync(caseId) is not { } grant)
        {
            var existing = await directory.FindAsync(email);
            grant = await ledger.BeginAsync(caseId, new AccessGrant(existing is not null, existing));
        }

        if (grant is { UserExisted: false, RedeemAddress: null })
        {
            var invited = await directory.InviteAsync(email, name, site.Base.AbsoluteUri);
            grant = await ledger.WriteAsync(caseId, grant with { UserId = invited.UserId, RedeemAddress = invited.RedeemAddress });
        }

        if (grant.WasMember is null)
        {
            var wasMember = grant.UserExisted && await directory.IsMemberAsync(grant.UserId!);
            grant = await ledger.WriteAsync(caseId, grant with { WasMember = wasMember });
        }

        if (grant.GrantedAt is null)
        {
            await directory.JoinAsync(grant.UserId!);
            grant = await ledger.WriteAsync(caseId, grant with { GrantedAt = clock.GetUtcNow() });
        }

        return grant;
    }

    /// <summary>Takes back what the case gave, newest first. Null when it gave nothing.</summary>
    public async Task<AccessGrant?> RevokeAsync(string caseId, string email)
    {
        if (await ledger.FindAsync(caseId) is not { } grant || grant is { UserExisted: true, WasMember: null or true })
        {
            return null;
        }

        if (grant.RevokedAt is not null)
        {
            return grant.UserId is null ? null : grant;
        }

        // An invitation whose answer got lost made a guest that the ledger doesn't know.
        var user = grant.UserId ?? await directory.FindAsync(email);
        if (user is not null && grant.WasMember == false)
        {
            await directory.LeaveAsync(user);
        }

        if (user is not null && !grant.UserExisted)
        {
            await directory.DeleteAsync(user);
        }

        var revoked = await ledger.WriteAsync(caseId, grant with { UserId = user, RevokedAt = clock.GetUtcNow() });
        return user is null ? null : revoked;
    }
}
