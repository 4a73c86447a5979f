using Azure;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Members;

/// <summary>
/// The association's records of members. The newest counts, whatever was there; the rules of licenses hold for it as for
/// an enrollment. A member who changes their license claims the new one before their row has it, and frees the old one
/// after. Of somebody who was never active, and isn't by the record, nothing is kept but its version.
/// </summary>
/// <remarks>A row for each mailbox that the roster knows leads from it to the keys of its members; the member's own row says whether it is right.</remarks>
public sealed partial class MemberTable
{
    const int MostFormerEmails = 10;

    /// <summary>Takes a member's record unless a newer one is there or another active member has the license. After a failure a repeat completes it.</summary>
    /// <param name="member">As the record has them: active or inactive since its time, with a license or with none.</param>
    /// <param name="version">Which record it is.</param>
    /// <param name="cancellationToken">Gives up; the next try completes it.</param>
    /// <exception cref="ArgumentException">The key isn't valid.</exception>
    /// <exception cref="RowContendedException">Others were faster again and again.</exception>
    public async Task<RosterChange> RecordAsync(Member member, RecordVersion version, CancellationToken cancellationToken = default)
    {
        if (!MemberKey.IsValid(member.MemberKey))
        {
            throw new ArgumentException("Only a member with a valid key can be recorded.", nameof(member));
        }
        for (var tries = 0; tries < EntityTable.MostTries; tries++)
        {
            var row = await table.FindAsync<JsonRow>(PartitionOf(member.MemberKey), MemberRow, cancellationToken);
            var entry = row?.Read<Entry>();
            var licenseKey = member.License?.Key ?? "";
            if (entry?.Roster is { } known && !version.IsNewerThan(known))
            {
                await TidyAsync(member.MemberKey, entry, licenseKey, cancellationToken);
                return new RosterChange(version == known ? RosterState.Repeated : RosterState.Older, entry.Member, Left: entry.Left);
            }
            if (await TryRecordAsync(member, licenseKey, version, row, entry, cancellationToken) is { } change)
            {
                return change;
            }
        }

        throw new RowContendedException(TableName, EntityTable.MostTries);
    }

    /// <summary>Null when somebody was faster: try again.</summary>
    async Task<RosterChange?> TryRecordAsync(Member member, string licenseKey, RecordVersion version, JsonRow? row, Entry? entry, CancellationToken cancellationToken)
    {
        var (key, read) = (member.MemberKey, row?.ETag);
        if (member.IsActive && licenseKey.Length > 0 && entry?.IsActiveWith(licenseKey) != true)
        {
            // A row that is active keeps its license until it has the new one: it can't announce another.
            read = entry?.Member is { IsActive: true } ? read : await AnnounceAsync(row, key, licenseKey, cancellationToken);
            if (read is null)
            {
                return null;
            }
            var claimed = await ClaimAsync(licenseKey, key, cancellationToken);
            if (claimed.HeldBy is { } other)
            {
                return new RosterChange(RosterState.Held, entry?.Member, other);
            }
            if (!claimed.IsOurs)
            {
                return null;
            }
        }

        var next = Next(entry, member, licenseKey, version);
        if (next.Member is not null)
        {
            if (await HoldMlsIdAsync(next.Member, entry?.Member?.MemberMlsId, cancellationToken) is { } holder)
            {
                await TidyAsync(key, entry ?? new Entry(null, ""), licenseKey, cancellationToken);
                return new RosterChange(RosterState.Held, entry?.Member, MlsIdHeldBy: holder);
            }
            await FindableAsync(next.Member, entry, cancellationToken);
        }
        if (entry?.FormerLicenseKey is { } former && former != next.FormerLicenseKey && !next.IsActiveWith(former))
        {
            await FreeAsync(former, key, cancellationToken);
        }
        if (!await WriteAsync(RowOf(key, next), read, cancellationToken))
        {
            return null;
        }
        await TidyAsync(key, next, licenseKey, cancellationToken);
        return new RosterChange(RosterState.Recorded, next.Member, Left: next.Left);
    }

    /// <summary>Claims the MLS id that a record has, and frees the one before it. Who else has it; null: nobody.</summary>
    async Task<string?> HoldMlsIdAsync(Member next, string? before, CancellationToken cancellationToken)
    {
        if (next.MemberMlsId is not { } mlsId || string.Equals(mlsId, before, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var holder = await ClaimMlsIdRowAsync(mlsId, next.MemberKey, cancellationToken);
        if (holder != next.MemberKey)
        {
            return holder;
        }
        // Before the row says the new one: whoever goes down in between takes the same record again.
        if (before is not null)
        {
            await FreeMlsIdAsync(before, next.MemberKey, cancellationToken);
        }
        return null;
    }

    static Entry Next(Entry? entry, Member member, string licenseKey, RecordVersion version)
    {
        var stored = entry?.Member;
        var before = entry ?? new Entry(null, "");
        if (member.IsActive)
        {
            var active = member with
            {
                MemberMlsId = member.MemberMlsId ?? stored?.MemberMlsId,
                ActiveSince = stored is { IsActive: true } ? stored.ActiveSince : version.At,
                EnrollmentCaseId = stored is { IsActive: true } ? stored.EnrollmentCaseId : null,
            };
            return Taking(before, active, licenseKey) with
            {
                Roster = version,
                FormerLicenseKey = before.LicenseKey.Length > 0 && before.LicenseKey != licenseKey ? before.LicenseKey : before.FormerLicenseKey,
            };
        }
        // Who has become active later than the record isn't ended by it.
        if (stored is null || stored.IsActive && stored.ActiveSince > version.At)
        {
            return before with { Roster = version };
        }
        var left = stored.IsActive ? new RosterLeave(version.At, stored.EnrollmentCaseId) : before.Left;
        var ended = member with
        {
            MemberMlsId = member.MemberMlsId ?? stored.MemberMlsId,
            ActiveSince = stored.ActiveSince,
            InactiveSince = stored.InactiveSince ?? version.At,
            EnrollmentCaseId = stored.EnrollmentCaseId,
        };
        return Taking(before, ended, before.LicenseKey) with { Roster = version, Left = left };
    }

    /// <summary>A row with other facts of its member; an address that they no longer have is still known.</summary>
    static Entry Taking(Entry? entry, Member member, string licenseKey)
    {
        IReadOnlyList<string> former =
        [
            .. (entry?.Emails ?? []).Where(email => !EmailAddress.AreSame(email, member.MemberEmail))
                .DistinctBy(EmailAddress.MailboxOf).TakeLast(MostFormerEmails),
        ];
        return (entry ?? new Entry(null, "")) with { Member = member, LicenseKey = licenseKey, FormerEmails = former.Count == 0 ? null : former };
    }

    /// <summary>Frees what the member no longer has: the license before this one, that of somebody who isn't active, and one that was claimed in vain.</summary>
    async Task TidyAsync(string memberKey, Entry entry, string wanted, CancellationToken cancellationToken)
    {
        foreach (var license in new[] { entry.LicenseKey, entry.FormerLicenseKey ?? "", wanted }.Distinct().Where(each => !entry.IsActiveWith(each)))
        {
            await FreeAsync(license, memberKey, cancellationToken);
        }
    }

    /// <summary>Lets the member be found by their mailbox: before they have it, so that nobody has one by which they aren't found.</summary>
    async Task FindableAsync(Member member, Entry? entry, CancellationToken cancellationToken)
    {
        if (entry?.Roster is null || entry.Member is null || !EmailAddress.AreSame(entry.Member.MemberEmail, member.MemberEmail))
        {
            await table.UpsertAsync(JsonRow.Of(KnownPerson.KeyOf(member.MemberEmail), member.MemberKey, new Claim(member.MemberKey)), cancellationToken);
        }
    }

    async Task<bool> WriteAsync(JsonRow row, ETag? read, CancellationToken cancellationToken) => read is { } version
        ? await table.ReplaceIfSameAsync(row, version, cancellationToken)
        : await table.AddIfAbsentAsync(row, cancellationToken);
}
