using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Provisioning;

/// <summary>
/// Asks the systems in which a member is set up: to set them up, to suspend, restore and revoke their access. Every request is in
/// the case's log before it is sent, and is answered by message (<see cref="ProvisioningAnswers"/>). The directory isn't one of them.
/// </summary>
public sealed class ProvisioningTargets(EnrollmentCases cases, EnrollmentNotifier notifier, CaseWorkItems work, TimeProvider clock)
{
    public const string Requested = "provisioning.requested";
    public const string Suspended = "access.suspended";
    public const string Restored = "access.restored";
    public const string Revoked = "access.revoked";

    /// <summary>Asks a target; a repeat asks nothing twice.</summary>
    /// <param name="record">The case.</param>
    /// <param name="type">What for: one of the constants.</param>
    /// <param name="step">Which step asks; after the case's end, the one that would follow.</param>
    /// <param name="target">Which.</param>
    /// <returns>The case with the request.</returns>
    public async Task<EnrollmentRecord> AskAsync(EnrollmentRecord record, string type, int step, ProvisioningTarget target)
    {
        var (now, _) = await cases.AddEntryAsync(
            record.Id,
            seen => seen.NewestOf(target.Id) is { } last && last.Type == type && (last.Step == step || type is Suspended or Restored)
                ? null
                : CaseEntry.Of(TargetRequest.Kind, clock.GetUtcNow(), Actor.Timer, Channel.System, new TargetRequest(type, step, target.Id)));
        var asked = now.NewestOf(target.Id)!;
        var (who, opened) = (now.Applicant, now.Opened);
        await notifier.ReportAsync(
            now, type, asked.Step, asked.AskedAt, $"{Upper(target.Name)} asked to {ToDo(type)}", asked.Number,
            data: new
            {
                caseId = now.Id,
                step = asked.Step,
                target = target.Id,
                request = asked.Number,
                who.MemberKey,
                now.MemberMlsId,
                who.MemberFullName,
                who.MemberEmail,
                who.MemberPreferredPhone,
                who.MemberStateLicense,
                who.MemberStateLicenseState,
                who.MemberType,
                who.OfficeKey,
                opened.OfficeName,
            },
            target: target.Id);
        return now;
    }

    /// <summary>Suspends a member's access at every target that was asked to set it up, the last one first.</summary>
    public Task<EnrollmentRecord> SuspendAsync(EnrollmentRecord record, int step) =>
        AskAllAsync(record, Suspended, step, Granted(record).Reverse().Where(target => record.NewestOf(target.Id)!.Type is Requested or Restored || IsUnderWay(record, target, Suspended)));

    /// <summary>Restores what was suspended.</summary>
    public Task<EnrollmentRecord> RestoreAsync(EnrollmentRecord record, int step) =>
        AskAllAsync(record, Restored, step, Granted(record).Where(target => record.NewestOf(target.Id)!.Type == Suspended || IsUnderWay(record, target, Restored)));

    /// <summary>Makes work of every target that refused, or was silent for too long, to do what it was asked last.</summary>
    /// <param name="record">The case.</param>
    /// <param name="type">Looks at requests of this type alone.</param>
    /// <param name="workStep">The step whose end closes the work; 0: it stays until the target has done it.</param>
    /// <param name="at">When this is looked at.</param>
    /// <returns>When to look again, or null.</returns>
    public async Task<DateTimeOffset?> FollowUpAsync(EnrollmentRecord record, string type, int workStep, DateTimeOffset at)
    {
        DateTimeOffset? next = null;
        foreach (var target in record.Targets)
        {
            if (record.NewestOf(target.Id) is not { IsDone: false } asked || asked.Type != type)
            {
                continue;
            }
            var staffAt = StaffAt(record, asked);
            if (asked.Answer is null && at < staffAt)
            {
                next = next < staffAt ? next : staffAt;
                continue;
            }
            await OpenWorkAsync(record, asked, target, workStep);
            if (asked.Answer is null)
            {
                await notifier.ReportAsync(
                    record, "target.silent", asked.Step, staffAt, $"{target.Name} doesn't answer: staff look into it", asked.Number, data: new { asked.Target, asked.Type });
            }
        }
        return next;
    }

    /// <summary>
    /// Takes back what targets were asked to set up, one after the other, the last one first. One that refuses or is silent for too long is
    /// left to staff. One that was never asked has nothing to take back.
    /// </summary>
    /// <returns>When to look again; null when nothing is left to wait for.</returns>
    public async Task<DateTimeOffset?> RevokeAsync(EnrollmentRecord record, DateTimeOffset at)
    {
        foreach (var target in Granted(record).Reverse().ToList())
        {
            record = await AskAsync(record, Revoked, record.State.Step, target);
            if (record.NewestOf(target.Id) is { IsDone: false } && await FollowUpAsync(Only(record, target), Revoked, workStep: 0, at) is { } again)
            {
                return again;
            }
        }
        return null;
    }

    /// <summary>Closes the work that a request made: it is done after all.</summary>
    public Task SettleAsync(EnrollmentRecord record, AskedTarget asked, int workStep) => work.CloseAsync(
        record.Id, workStep, WorkKind(asked), StaffRoles.Level1, $"{NameOf(record, asked.Target)} has done it");

    /// <summary>A target's name in a sentence; its id when the policy of the case doesn't have it.</summary>
    public static string NameOf(EnrollmentRecord record, string target) => record.Targets.FirstOrDefault(each => each.Id == target)?.Name ?? target;

    async Task<EnrollmentRecord> AskAllAsync(EnrollmentRecord record, string type, int step, IEnumerable<ProvisioningTarget> targets)
    {
        foreach (var target in targets.ToList())
        {
            record = await AskAsync(record, type, step, target);
        }
        return record;
    }

    /// <summary>
    /// Whoever goes down once a request is in the log hasn't sent it: until it is answered, or staff look into it, it is sent with every
    /// look. A repeat has the same id.
    /// </summary>
    bool IsUnderWay(EnrollmentRecord record, ProvisioningTarget target, string type) =>
        record.NewestOf(target.Id) is { Answer: null } asked && asked.Type == type && clock.GetUtcNow() < StaffAt(record, asked);

    Task OpenWorkAsync(EnrollmentRecord record, AskedTarget asked, ProvisioningTarget target, int workStep) => work.OpenAsync(
        record.Id, workStep, WorkKind(asked), StaffRoles.Level1,
        $"Have {target.Name} {ToDo(asked.Type)}: {record.Applicant.MemberFullName} ({record.Applicant.MemberKey}). "
            + (asked.Answer is { } refused ? $"It said no: {refused.Reason!.ReplaceLineEndings(" ")}" : "It doesn't answer"),
        record.Applicant.MemberKey);

    /// <summary>A revocation's name marks work that must be done whoever it was about.</summary>
    static string WorkKind(AskedTarget asked) => asked.Type switch
    {
        Requested => $"provisioning.{asked.Target}",
        Revoked => $"revocation.{asked.Target}",
        Suspended => $"suspension.{asked.Target}.{asked.Number}",
        Restored => $"restoration.{asked.Target}.{asked.Number}",
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Type, "A request that there isn't."),
    };

    /// <summary>What a request asks for, in words.</summary>
    public static string ToDo(string type) => type switch
    {
        Requested => "set up the member",
        Suspended => "suspend the member's access",
        Restored => "restore the member's access",
        Revoked => "take back the member's access",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A request that there isn't."),
    };

    static IReadOnlyList<ProvisioningTarget> Granted(EnrollmentRecord record)
    {
        var asked = record.AskedTargets();
        return [.. record.Targets.Where(target => asked.Any(each => each.Target == target.Id))];
    }

    static EnrollmentRecord Only(EnrollmentRecord record, ProvisioningTarget target) => record with { Opened = record.Opened with { Targets = [target] } };

    static DateTimeOffset StaffAt(EnrollmentRecord record, AskedTarget asked) =>
        record.ReadCalendar().DeadlineAfter(asked.AskedAt, record.Opened.DaysOf(ProvisioningStage.StageId).StaffDays!.Value);

    static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
