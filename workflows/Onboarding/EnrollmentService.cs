using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Members;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Correcting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>Enrollments, for whoever starts and follows them: pages, the API, messages.</summary>
public sealed class EnrollmentService(
    EnrollmentCases cases, CaseStarter<EnrollmentOpened, EnrollmentOutcome> starter, EnrollmentStages stages, EnrollmentViews views, CaseIndex index,
    OfficeTable offices, MemberTable members, AlreadyMember alreadyMember, EnrollmentPolicy policy, CalendarPolicy calendar, TimeProvider clock)
{
    static readonly FieldError SomebodyElses = new(
        "memberStateLicense", "An application with this license is under way. If it is yours, use the link in our emails about it, or ask us.", FieldCodes.Taken);

    static readonly FieldError Member = new(
        "memberStateLicense", "This license belongs to an active member already. Nobody needs to apply.", FieldCodes.Taken);

    static readonly FieldError Correcting = new(
        "memberStateLicense", "An enrollment is just being corrected to this license. Send it again in some minutes.", FieldCodes.Taken);

    static readonly FieldError Closing = new(
        "memberStateLicense", "The earlier enrollment with this license has just ended and is being closed. Send it again in some minutes.", FieldCodes.Taken);

    /// <summary>What no two live enrollments share.</summary>
    public static string LicenseKey(Application application) => $"license:{application.MemberKey}";

    /// <summary>Reads an application; whether its office exists isn't looked up yet.</summary>
    public Validated<Application> Read(FieldReader fields) => ApplicationRules.Read(fields, policy);

    /// <summary>The same, with an error when its office isn't one that we know.</summary>
    public async Task<Validated<Application>> CheckOfficeAsync(Validated<Application> read, CancellationToken cancellationToken = default) =>
        await offices.FindAsync(read.Value.OfficeKey, cancellationToken) is var office && office is null or { IsClosed: true }
            ? read with { Errors = ApplicationRules.WithoutOffice(read.Errors, office?.OfficeName) }
            : read;

    /// <summary>What a request was answered before; null when it has no answer yet.</summary>
    public async Task<StartResult?> RepeatedAsync(Application application, string requestKey, CancellationToken cancellationToken = default) =>
        await starter.RepeatedAsync(requestKey, StartResult.ContentOf(application), cancellationToken) is { } before ? ResultOf(before) : null;

    /// <summary>Starts an enrollment, or finds the one that the same license already has under way.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="read">As <see cref="Read"/> has it; one with errors is refused with them.</param>
    /// <param name="requestKey">Names this request: the same key again is answered as the first was. Up to 200 characters; empty: none.</param>
    /// <param name="by">Who hands it in.</param>
    /// <param name="channel">How.</param>
    /// <param name="agreedAt">When the applicant agreed to the rules; null: now.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public async Task<StartResult> StartAsync(
        DurableTaskClient client, Validated<Application> read, string requestKey, Actor by, Channel channel, DateTimeOffset? agreedAt = null,
        CancellationToken cancellationToken = default)
    {
        if (StartResult.RefusalOf(requestKey) is { } tooLong)
        {
            return tooLong;
        }
        var (whole, errors) = read;
        var request = requestKey.Length == 0 ? null : requestKey;
        if (await starter.RepeatedAsync(request, StartResult.ContentOf(whole), cancellationToken) is { } before)
        {
            return ResultOf(before);
        }
        var office = await offices.FindAsync(whole.OfficeKey, cancellationToken);
        if (office is null or { IsClosed: true } || errors.Count > 0)
        {
            return StartResult.Refused(office is null or { IsClosed: true } ? ApplicationRules.WithoutOffice(errors, office?.OfficeName) : errors);
        }
        if (await members.FindByLicenseAsync(whole.License!, cancellationToken) is { } member)
        {
            await alreadyMember.TellAsync(member, whole, channel, cancellationToken);
            return StartResult.Refused(Member);
        }

        var now = clock.GetUtcNow();
        var opened = new EnrollmentOpened(
            whole, office.OfficeName, now, by, channel, calendar.KeptFrom(now), policy.Stages, Targets: policy.ProvisioningTargets, AgreedAt: agreedAt, Checklist: policy.Checklist);
        FieldError? refusal = null;
        CaseId? replaces = null;
        var start = await starter.StartAsync(
            client,
            new NewCase<EnrollmentOpened>(
                nameof(EnrollmentWorkflow.Enrollment), new CaseInput<EnrollmentState>(EnrollmentWorkflow.Version), () => opened with { Replaces = replaces }, LicenseKey(whole), request, StartResult.ContentOf(whole))
            {
                Announce = (id, cancel) => index.AnnounceAsync(id, opened.ReceivedAt, cancel),
            },
            async holder =>
            {
                refusal = RefusalOf(holder, opened);
                replaces = Withdrawal.IsMove(holder) ? holder.Id : null;
                return refusal is null ? await JudgeAsync(client, holder, opened, cancellationToken) : HolderRuling.Refuse;
            },
            cancellationToken);
        return ResultOf(start, refusal);
    }

    /// <summary>An enrollment as it is now, or null when there is none with that number.</summary>
    public async Task<EnrollmentView?> FindAsync(CaseId id, CancellationToken cancellationToken = default) =>
        await cases.ReadAsync(id, cancellationToken) is { } record ? views.Of(record, clock.GetUtcNow()) : null;

    /// <summary>
    /// The enrollment behind the applicant's link; null when the link is none, has expired, or was mailed to an address that
    /// was corrected since.
    /// </summary>
    public async Task<EnrollmentView?> FindByLinkAsync(Link? link, CancellationToken cancellationToken = default) =>
        link is not null && CaseId.TryParse(link.Case, out var id) && await FindAsync(id, cancellationToken) is { } view && Shows(link, view) ? view : null;

    /// <summary>Whether an applicant's link still shows its enrollment: it hasn't expired, and the address that it was mailed to is the present one.</summary>
    public bool Shows(Link link, EnrollmentView enrollment) =>
        !link.HasExpired(clock.GetUtcNow()) && EmailAddress.AreSame(enrollment.Applicant.MemberEmail, link.Person);

    /// <summary>Ends an enrollment because its applicant says so, by their own link. Nothing happens when it has ended.</summary>
    public async Task TakeBackAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken = default)
    {
        // Somebody may answer at this very moment: then the next step is taken back.
        while (await cases.GetAsync(id, cancellationToken) is { State: { End: null, Step: var step } } record)
        {
            await cases.AddOutcomeAsync(
                id,
                new EnrollmentStepOutcome(
                    step, Withdrawal.Outcome("Taken back by the applicant", "You took it back."),
                    new Actor(ActorKind.Applicant, record.Applicant.MemberFullName), Channel.Form, clock.GetUtcNow()),
                cancellationToken);
            await CaseEvents.RaiseAllAsync(client, id, record.Outcomes.Select(outcome => outcome.Step).Append(step), cancellationToken);
        }
    }

    static StartResult ResultOf(CaseStart start, FieldError? refusal = null) => StartResult.Of(start, "application", refusal);

    /// <summary>Why an application can't be taken while another one has its license, or null.</summary>
    FieldError? RefusalOf(EnrollmentRecord holder, EnrollmentOpened wanted)
    {
        var isTheirs = holder.LicenseKeys.Contains(LicenseKey(wanted.Application));
        if (holder.State.End is not null)
        {
            return isTheirs && HasSomethingToUndo(holder) ? Closing : null;
        }
        if (!isTheirs)
        {
            return Correcting;
        }
        // At the public form anybody can type a license; only its applicant learns of what it has under way, and may end it.
        return wanted.Channel == Channel.Form && !EmailAddress.AreSame(holder.Applicant.MemberEmail, wanted.Application.MemberEmail)
            ? SomebodyElses
            : null;
    }

    /// <summary>A request dies when the applicant moves to another office.</summary>
    async Task<HolderRuling> JudgeAsync(DurableTaskClient client, EnrollmentRecord holder, EnrollmentOpened wanted, CancellationToken cancellationToken)
    {
        if (holder.State.End is not null)
        {
            return HolderRuling.Replace;
        }
        if (!IsElsewhere(holder, wanted))
        {
            return HolderRuling.Join;
        }
        // Somebody may answer at this very moment: whatever counts then, we look again.
        var outcome = await cases.AddOutcomeAsync(
            holder.Id,
            new EnrollmentStepOutcome(
                holder.State.Step, Withdrawal.Move,
                new Actor(ActorKind.Applicant, wanted.Application.MemberFullName), wanted.Channel, wanted.ReceivedAt),
            cancellationToken);
        await CaseEvents.RaiseAsync(client, holder.Id, outcome.Step, cancellationToken);
        return HolderRuling.LookAgain;
    }

    bool HasSomethingToUndo(EnrollmentRecord record) => stages.ReachedBy(record).Any(stage => stage.Grants);

    static bool IsElsewhere(EnrollmentRecord holder, EnrollmentOpened wanted) => holder.Applicant.OfficeKey != wanted.Application.OfficeKey;
}
