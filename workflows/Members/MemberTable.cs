using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Tables;

namespace MemberServices.Members;

/// <summary>
/// The table <c>Members</c>: a row for each member, which says whether they are active, and one for each license in use,
/// which says whose it is. No two active members ever have one license, whoever stops where; see
/// <c>MemberTable.Licenses</c>.
/// </summary>
public sealed partial class MemberTable(TableServiceClient service)
{
    public const string TableName = "Members";

    const string MemberRow = "member";

    readonly EntityTable table = new(service, TableName);

    /// <summary>The member with that key, active or not; null when nobody with it ever was active.</summary>
    public async Task<Member?> FindAsync(string memberKey, CancellationToken cancellationToken = default) =>
        MemberKey.IsValid(memberKey) ? (await ReadAsync(memberKey, cancellationToken))?.Member : null;

    /// <summary>The active member who has that license, or null.</summary>
    public async Task<Member?> FindByLicenseAsync(StateLicense license, CancellationToken cancellationToken = default) =>
        await ClaimOnAsync(license.Key, cancellationToken) is { } claim
        && await ReadAsync(claim.MemberKey, cancellationToken) is { } member && member.IsActiveWith(license.Key)
            ? member.Member
            : null;

    /// <summary>
    /// Makes somebody an active member unless another active one has the license. Who is active already stays as they
    /// are, and a case makes them active once: a repeat does nothing. Who became active by the roster meanwhile is this
    /// case's from now on if they have its mailbox, else another. After a failure a repeat completes it.
    /// </summary>
    /// <param name="member">Active, with a license and a key that are valid. A member who comes back has the key that they had.</param>
    /// <exception cref="ArgumentException">The member isn't active, or its license or key isn't valid.</exception>
    /// <exception cref="RowContendedException">Others were faster again and again.</exception>
    public async Task<Activation> ActivateAsync(Member member, CancellationToken cancellationToken = default)
    {
        if (member.License is not { } license || !member.IsActive || !MemberKey.IsValid(member.MemberKey))
        {
            throw new ArgumentException("Only an active member with a valid key and license can be made active.", nameof(member));
        }

        member = member with { MemberStateLicenseState = license.State, MemberStateLicense = license.Number };
        for (var tries = 0; tries < EntityTable.MostTries; tries++)
        {
            var result = await TryActivateAsync(member, license.Key, cancellationToken);
            if (result is not null)
            {
                return result;
            }
        }

        throw new RowContendedException(TableName, EntityTable.MostTries);
    }

    /// <summary>Changes what stands about an active member, apart from key and license; nothing happens to somebody who isn't.</summary>
    public Task ChangeAsync(string memberKey, Func<Member, Member> change, CancellationToken cancellationToken = default) => table.ChangeAsync<JsonRow>(
        PartitionOf(memberKey), MemberRow,
        row => row?.Read<Entry>() is { Member: { IsActive: true } member } entry && change(member) is var changed && changed != member
            ? RowOf(memberKey, entry with { Member = changed })
            : null,
        cancellationToken);

    /// <summary>
    /// Makes a member inactive and frees the license. For somebody who isn't active it only frees what an earlier call
    /// left; for one who became active later than that it does nothing.
    /// </summary>
    /// <returns>The member as they are stored now; null when nobody with that key ever was active.</returns>
    /// <exception cref="RowContendedException">Others were faster again and again.</exception>
    public async Task<Member?> DeactivateAsync(string memberKey, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        if (!MemberKey.IsValid(memberKey))
        {
            return null;
        }

        var row = await table.ChangeAsync<JsonRow>(
            PartitionOf(memberKey),
            MemberRow,
            row => row?.Read<Entry>() is { Member: { IsActive: true } member } entry && member.ActiveSince <= at
                ? RowOf(memberKey, entry with { Member = member with { InactiveSince = at, SuspendedFor = null } })
                : null,
            cancellationToken);
        if (row?.Read<Entry>() is not { } entry)
        {
            return null;
        }

        await FreeAsync(entry.LicenseKey, memberKey, cancellationToken);
        return entry.Member;
    }

    /// <summary>Notes a reason for which an active member's access is suspended. Of somebody who isn't active nothing is noted; a repeat changes nothing.</summary>
    /// <returns>The member as they are stored now; null when nobody with that key ever was active.</returns>
    /// <exception cref="RowContendedException">Others were faster again and again.</exception>
    public Task<Member?> SuspendAsync(string memberKey, string reason, CancellationToken cancellationToken = default) =>
        ChangeReasonsAsync(memberKey, reasons => reasons.Contains(reason) ? reasons : [.. reasons, reason], cancellationToken);

    /// <summary>Takes a reason away.</summary>
    /// <inheritdoc cref="SuspendAsync"/>
    public Task<Member?> RestoreAsync(string memberKey, string reason, CancellationToken cancellationToken = default) =>
        ChangeReasonsAsync(memberKey, reasons => reasons.Contains(reason) ? [.. reasons.Where(each => each != reason)] : reasons, cancellationToken);

    async Task<Member?> ChangeReasonsAsync(
        string memberKey, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken)
    {
        if (!MemberKey.IsValid(memberKey))
        {
            return null;
        }

        var row = await table.ChangeAsync<JsonRow>(
            PartitionOf(memberKey),
            MemberRow,
            row =>
            {
                if (row?.Read<Entry>() is not { Member: { IsActive: true } member } entry)
                {
                    return null;
                }

                var before = member.SuspendedFor ?? [];
                var after = change(before);
                return ReferenceEquals(after, before)
                    ? null
                    : RowOf(memberKey, entry with { Member = member with { SuspendedFor = after.Count == 0 ? null : after } });
            },
            cancellationToken);
        return row?.Read<Entry>().Member;
    }

    /// <summary>Null when somebody was faster: try again.</summary>
    async Task<Activation?> TryActivateAsync(Member member, string licenseKey, CancellationToken cancellationToken)
    {
        var key = member.MemberKey;
        var row = await table.FindAsync<JsonRow>(PartitionOf(key), MemberRow, cancellationToken);
        var entry = row?.Read<Entry>();
        if (entry?.Member is { } stored && (stored.IsActive || member.EnrollmentCaseId is { } id && stored.EnrollmentCaseId == id))
        {
            // Another call of this member's may have claimed the license in vain.
            await FreeAsync(licenseKey, key, cancellationToken);
            return stored is { IsActive: true, EnrollmentCaseId: null } && member.EnrollmentCaseId is { } @case
                ? await AdoptAsync(row!, entry, @case, member, cancellationToken)
                : new Activation(stored, null);
        }

        if (await AnnounceAsync(row, key, licenseKey, cancellationToken) is not { } announced)
        {
            return null;
        }

        var claimed = await ClaimAsync(licenseKey, key, cancellationToken);
        return claimed.HeldBy is { } other ? new Activation(null, other)
            : claimed.IsOurs && await table.ReplaceIfSameAsync(RowOf(key, Taking(entry, member, licenseKey)), announced, cancellationToken) ? new Activation(member, null)
            : null;
    }

    /// <summary>The roster has made them active while the case was under way. Null when somebody was faster.</summary>
    async Task<Activation?> AdoptAsync(JsonRow row, Entry entry, string enrollmentCaseId, Member wanted, CancellationToken cancellationToken)
    {
        var stored = entry.Member!;
        if (!stored.IsOf(enrollmentCaseId, wanted.MemberKey, wanted.MemberEmail))
        {
            return new Activation(null, stored);
        }
        var adopted = stored with { EnrollmentCaseId = enrollmentCaseId };
        return await table.ReplaceIfSameAsync(RowOf(stored.MemberKey, entry with { Member = adopted }), row.ETag, cancellationToken) ? new Activation(adopted, null) : null;
    }

    /// <summary>
    /// Has the member's row, which isn't active, say which license they are about to claim, so that a claim that is left
    /// behind is found from there.
    /// </summary>
    /// <returns>The row's version; null when somebody was faster.</returns>
    async Task<ETag?> AnnounceAsync(JsonRow? row, string memberKey, string licenseKey, CancellationToken cancellationToken)
    {
        var entry = row?.Read<Entry>();
        if (entry?.LicenseKey == licenseKey)
        {
            return row!.ETag;
        }

        if (entry is not null)
        {
            await FreeAsync(entry.LicenseKey, memberKey, cancellationToken);
        }

        var announced = RowOf(memberKey, (entry ?? new Entry(null, "")) with { LicenseKey = licenseKey });
        var isWritten = row is null
            ? await table.AddIfAbsentAsync(announced, cancellationToken)
            : await table.ReplaceIfSameAsync(announced, row.ETag, cancellationToken);
        return isWritten ? announced.ETag : null;
    }

    async Task<Entry?> ReadAsync(string memberKey, CancellationToken cancellationToken) =>
        (await table.FindAsync<JsonRow>(PartitionOf(memberKey), MemberRow, cancellationToken))?.Read<Entry>();

    static string PartitionOf(string memberKey) => $"member-{memberKey}";

    static JsonRow RowOf(string memberKey, Entry entry) => JsonRow.Of(PartitionOf(memberKey), MemberRow, entry);

    /// <param name="Member">As they were last made active; null when they never were.</param>
    /// <param name="LicenseKey">The license that this member has, or was about to claim; empty: none. See <c>AnnounceAsync</c>.</param>
    /// <param name="Roster">The newest record of the roster, or null. See <c>MemberTable.Roster</c>.</param>
    /// <param name="FormerLicenseKey">The license that they had before, which may still be to be freed; or null.</param>
    /// <param name="Left">How they last left the roster, or null.</param>
    /// <param name="FormerEmails">Addresses that they had before, the newest last; or null.</param>
    sealed record Entry(
        Member? Member, string LicenseKey, RecordVersion? Roster = null, string? FormerLicenseKey = null, RosterLeave? Left = null, IReadOnlyList<string>? FormerEmails = null)
    {
        public bool IsActiveWith(string licenseKey) => Member is { IsActive: true } && LicenseKey == licenseKey;

        public IReadOnlyList<string> Emails => [.. FormerEmails ?? [], .. Member is null ? [] : (string[])[Member.MemberEmail]];
    }
}
