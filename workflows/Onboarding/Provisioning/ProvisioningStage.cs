using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Provisioning;

/// <summary>The systems that members work with are asked side by side to set the member up; it is done when each has.</summary>
public sealed class ProvisioningStage(
    EnrollmentCases cases, ProvisioningTargets targets, MemberTable members, EnrollmentMails mails, TimeProvider clock) : IEnrollmentStage
{
    /// <summary>The id in rows and JSON.</summary>
    public const string StageId = "provisioning";

    /// <summary>Every target has answered.</summary>
    public static readonly EnrollmentOutcome AllDone = new(Done, StepMove.Next);

    const string Done = "provisioned";
    const string GiveUp = "give-up";
    const string Retry = "retry";
    const string Skip = "skip";

    public string Id => StageId;

    public string Name => "Systems";

    public bool Grants => true;

    public IReadOnlyDictionary<string, StageIntervention> Interventions { get; } = new Dictionary<string, StageIntervention>
    {
        [Retry] = (record, wanted) => Task.FromResult(Rule(record, wanted, new EnrollmentOutcome(Retry, StepMove.Again))),
        // Staff have set it up by hand there.
        [Skip] = (record, wanted) => Task.FromResult(
            Rule(record, wanted, new EnrollmentOutcome(Skip, Left(record).All(target => wanted.Target is null || target.Id == wanted.Target) ? StepMove.Next : StepMove.Again))),
    };

    public Task<InterventionForm?> FormAsync(EnrollmentRecord record, string intervention) => Task.FromResult(Left(record).ToList() switch
    {
        [] => null,
        var left => intervention switch
        {
            Retry => new InterventionForm("Ask again now", $"{Names(left)} asked again at once, and the time for it begins anew.") { Choice = ChoiceOf(left) },
            Skip => new InterventionForm("Set up by hand", "Counts as set up there.")
            {
                Choice = ChoiceOf(left),
                Confirm = "I have set the member up there by hand.",
                Next = "When each system is done, the next stage begins.",
            },
            _ => InterventionForm.Of(intervention),
        },
    });

    public string Next(EnrollmentRecord record) => "we set up your access to the systems that you will work with";

    public void Check(EscalationPolicy days, PolicyCheck check)
    {
        check.At("reminderDays").Must(days.ReminderDays.Count == 0, "must be empty: a system isn't reminded");
        check.At("staffDays").Must(days.StaffDays is not null, "must be there: staff look when a system is silent");
        check.At("lastNoticeDays").Must(days.LastNoticeDays is null, "must be left out: the applicant can do nothing");
    }

    public Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at) => Task.FromResult(
        new CaseStep(number, Id, null, at, EscalationSchedule.Create(record.Opened.DaysOf(Id), record.ReadCalendar(), at)));

    public async Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step)
    {
        var before = record.OutcomeOf(step.Number - 1)?.What;
        var again = before is { Kind: Retry } && record.StateAt(step.Number - 1).Stage == Id ? before : null;
        foreach (var target in Left(record))
        {
            // What this step has asked already may not have been sent.
            if (record.NewestOf(target.Id) is not { } asked || asked.Step == step.Number || again is not null && (again.Target is null || again.Target == target.Id))
            {
                record = await targets.AskAsync(record, ProvisioningTargets.Requested, step.Number, target);
            }
        }
        // Whoever refused before is still to be looked after, and a target may have answered already.
        return await targets.FollowUpAsync(record, ProvisioningTargets.Requested, step.Number, step.AskedAt) ?? step.AskedAt;
    }

    public async Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due)
    {
        if (IsDone(record) || due.At >= step.Until)
        {
            await cases.AddOutcomeAsync(record.Id, new EnrollmentStepOutcome(
                step.Number, IsDone(record) ? AllDone : new EnrollmentOutcome(GiveUp, StepMove.End, EnrollmentEnd.Failed), Actor.Timer, Channel.System, clock.GetUtcNow()));
            return null;
        }
        return await targets.FollowUpAsync(record, ProvisioningTargets.Requested, step.Number, due.At) is { } next && next < step.Until ? next : step.Until;
    }

    public async Task<DateTimeOffset?> UndoAsync(EnrollmentRecord record, CaseUndo undo)
    {
        if (await targets.RevokeAsync(record, undo.At) is { } again)
        {
            return again;
        }
        if (record.MemberMlsId is { } mlsId)
        {
            await members.FreeMlsIdAsync(mlsId, record.Applicant.MemberKey);
        }
        return null;
    }

    public string Responsible(EnrollmentRecord record) => StageWait.Staff;

    public StageWait WaitsFor(CaseStep? step) => new(StageWait.Staff, "set up your access to the systems that you will work with");

    public string Describe(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Staff => "Member services look into it",
        DeadlineKind.End => "The enrollment fails",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    };

    public OutcomeDescription Describe(EnrollmentStepOutcome outcome) => outcome.What.Kind switch
    {
        Done => new("provisioning.done", "Set up in every system") { ForMembers = "Your access to our systems was set up" },
        GiveUp => new("provisioning.abandoned", "A system didn't set up the member in time", mails.Unfinished)
        {
            ForMembers = "Your access to our systems could not be set up in time",
        },
        Retry => new("provisioning.retried", $"Asked again{At(outcome)} by {outcome.By.Name}: {outcome.What.Why}")
        {
            ForMembers = $"Tried again{EnrollmentViews.ByForMembers(outcome.By)}",
        },
        Skip => new("provisioning.skipped", $"Set up by hand{At(outcome)}, by {outcome.By.Name}: {outcome.What.Why}") { ForMembers = "Your access was set up by hand" },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Kind, "No outcome of provisioning."),
    };

    /// <summary>Whether every target has set up the member, or staff have by hand.</summary>
    public static bool IsDone(EnrollmentRecord record) => !Left(record).Any();

    static IEnumerable<ProvisioningTarget> Left(EnrollmentRecord record)
    {
        var done = record.AskedTargets().Where(asked => asked.Type == ProvisioningTargets.Requested && asked.IsDone).Select(asked => asked.Target)
            .Concat(record.Outcomes.Where(outcome => outcome.What.Kind == Skip && outcome.What.Target is not null).Select(outcome => outcome.What.Target!)).ToHashSet();
        return record.Targets.Where(target => !done.Contains(target.Id));
    }

    /// <summary>Which system it is about; null: there is but one.</summary>
    static InterventionChoice? ChoiceOf(List<ProvisioningTarget> left) => left.Count == 1 ? null
        : new InterventionChoice("target", "System", [.. left.Select(target => new Choice(target.Id, Upper(target.Name)))], "Choose the system.");

    static string Names(List<ProvisioningTarget> left) => left is [var only] ? $"{Upper(only.Name)} is" : "The system that you choose is";

    static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    static InterventionRuling Rule(EnrollmentRecord record, Intervention wanted, EnrollmentOutcome outcome)
    {
        var left = Left(record).Select(target => target.Id).ToList();
        return wanted.Target is null || left.Contains(wanted.Target)
            ? InterventionRuling.Of(outcome with { Why = wanted.Why, ToMember = wanted.ToMember, Target = wanted.Target })
            : InterventionRuling.Wrong(
                "target", $"Send the id of a system that hasn't set up the member yet: {string.Join(", ", left)}. Leave it out for all of them.", FieldCodes.Unknown);
    }

    static string At(EnrollmentStepOutcome outcome) => outcome.What.Target is { } target ? $" at {target}" : "";
}
