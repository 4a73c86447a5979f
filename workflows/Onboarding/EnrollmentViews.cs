using MemberServices.Cases;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Revoking;

namespace MemberServices.Onboarding;

/// <summary>How a case looks to its applicant and to staff. The stages say their part.</summary>
public sealed class EnrollmentViews(EnrollmentStages stages, ChecklistViews checklists)
{
    const string Received = "received";
    const string Completed = "completed";

    static readonly Ending Welcome = new(
        "You are a member", "Your enrollment was completed on", "We sent you an email with everything you need to begin.", null);

    static readonly Ending Revoked = new(
        "Your access has ended", "It was ended by Member services on", "If you did not expect this, write or call us. You can also apply again.", null);

    /// <summary>Who did something, as members see it: staff have no names there. Null: a timer.</summary>
    public static string? NameForMembers(Actor by) => by.Kind switch
    {
        ActorKind.Staff => StageWait.Staff,
        ActorKind.System => null,
        ActorKind.Applicant or ActorKind.Broker => by.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by.Kind, EnumNames<ActorKind>.Rule),
    };

    /// <summary>" by Bob Broker"; of a timer nothing.</summary>
    public static string ByForMembers(Actor by) => NameForMembers(by) is { } name ? $" by {name}" : "";

    public EnrollmentView Of(EnrollmentRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var stage = state.End is null ? stages.Of(state.Stage) : null;
        var step = stage is null ? null : record.StepOf(state.Step);
        return new EnrollmentView(
            record.Id, record.Applicant, record.Opened.OfficeName, record.Opened.ReceivedAt, stage?.Id, state.Step,
            [
                new StageView(
                    Received, "Received", StageState.Done, record.Applicant.MemberFullName, record.Opened.ReceivedAt, record.Opened.ReceivedAt),
                .. StagesOf(record, state),
                new StageView(Completed, "Completed", LastState(state), StageWait.Staff, CompletedAt(record, state), CompletedAt(record, state)),
            ],
            stage is null ? null : WaitOf(record, state, stage, step),
            stage is null || step is null ? [] :
            [
                .. step.Deadlines.Select(d => new NextStep(d.At, stage.Describe(d))).Concat(stage.Coming(record, step)).Where(next => next.At > now).OrderBy(next => next.At),
            ],
            EndOf(record, state),
            state.End is null ? record.PendingEmail : null,
            record.Applicant.RulesVersion is null ? null : record.Opened.AgreedAt ?? record.Opened.ReceivedAt,
            stage?.TakesOtherLicense ?? false,
            checklists.Of(record, now));
    }

    IEnumerable<StageView> StagesOf(EnrollmentRecord record, EnrollmentState state)
    {
        var isReached = true;
        foreach (var stage in stages.Of(record))
        {
            var isHere = stage.Id == state.Stage;
            var last = record.Outcomes.Where(o => record.StateAt(o.Step).Stage == stage.Id).MaxBy(o => o.Step);
            yield return new StageView(
                stage.Id, stage.Name, StateOf(state, isHere, isReached), stage.Responsible(record),
                record.Steps.Where(s => s.Stage == stage.Id).Min(s => (DateTimeOffset?)s.AskedAt), last is { What.Move: not StepMove.Again } ? last.At : null);
            isReached &= !isHere;
        }
    }

    static StageState StateOf(EnrollmentState state, bool isHere, bool isReached) =>
        WasCompleted(state) || isReached && !isHere ? StageState.Done
        : isHere ? state.End is null ? StageState.Current : StageState.Stopped
        : LastState(state);

    static StageState LastState(EnrollmentState state) =>
        state.End is null ? StageState.Coming
        : WasCompleted(state) ? StageState.Done
        : StageState.Dropped;

    static bool WasCompleted(EnrollmentState state) => state.End is EnrollmentEnd.Completed or EnrollmentEnd.Revoked;

    static DateTimeOffset? CompletedAt(EnrollmentRecord record, EnrollmentState state) =>
        WasCompleted(state) ? record.OutcomeOf(state.Step - 1)?.At : null;

    static WaitView WaitOf(EnrollmentRecord record, EnrollmentState state, IEnrollmentStage stage, CaseStep? step)
    {
        var wait = stage.WaitsFor(step);
        return new WaitView(wait.Who, wait.What, step?.AskedAt ?? record.OutcomeOf(state.Step - 1)?.At ?? record.Opened.ReceivedAt, step?.Until);
    }

    EndView? EndOf(EnrollmentRecord record, EnrollmentState state)
    {
        if (state.End is not { } end || record.OutcomeOf(state.Step - 1) is not { } last)
        {
            return null;
        }
        if (record.Revocation is { } revocation)
        {
            return new EndView(
                end, revocation.At, NameForMembers(revocation.By), revocation.Read<RevocationEntry>().ToMember, Revoked.Heading, Revoked.Note, Revoked.Advice);
        }
        var ending = stages.Describe(record, last).Ending ?? Welcome;
        return new EndView(end, last.At, NameForMembers(last.By), last.What.ToMember, ending.Heading, ending.Note, ending.Advice);
    }
}
