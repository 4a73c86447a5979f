using MemberServices.Onboarding.Correcting;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>The stages there are, and what they do together.</summary>
public sealed class EnrollmentStages
{
    readonly EnrollmentMails mails;

    /// <exception cref="PolicyException">The policy names a stage that there isn't, or gives one days that it has no use for.</exception>
    public EnrollmentStages(IEnumerable<IEnrollmentStage> stages, EnrollmentPolicy policy, EnrollmentMails mails)
    {
        (All, this.mails) = ([.. stages], mails);
        var check = new PolicyCheck();
        for (var i = 0; i < policy.Stages.Count; i++)
        {
            var (place, wanted) = (check.At("enrollment").At("stages").At(i), policy.Stages[i]);
            var stage = All.FirstOrDefault(s => s.Id == wanted.Id);
            place.At("id").Must(stage is not null, $"must be one of {string.Join(", ", All.Select(s => s.Id))}", $"\"{wanted.Id}\"");
            stage?.Check(wanted.Days, place.At("days"));
        }
        if (check.Errors.Count > 0)
        {
            throw new PolicyException("policies.json", check.Errors);
        }
    }

    public IReadOnlyList<IEnrollmentStage> All { get; }

    /// <exception cref="ArgumentException">No stage has that id.</exception>
    public IEnrollmentStage Of(string id) =>
        All.FirstOrDefault(s => s.Id == id) ?? throw new ArgumentException($"There is no stage {id}.", nameof(id));

    /// <summary>The stages of a case, in order.</summary>
    public IEnumerable<IEnrollmentStage> Of(EnrollmentRecord record) => record.Opened.StageIds.Select(Of);

    /// <summary>The stages that a case has reached, newest first.</summary>
    public IEnumerable<IEnrollmentStage> ReachedBy(EnrollmentRecord record)
    {
        var last = record.State.Stage;
        return Of(record).Reverse().SkipWhile(stage => stage.Id != last);
    }

    /// <summary>The stage that a step belongs to.</summary>
    public IEnrollmentStage At(EnrollmentRecord record, int step) => Of(record.StateAt(step).Stage);

    /// <summary>An outcome in words.</summary>
    public OutcomeDescription Describe(EnrollmentRecord record, EnrollmentStepOutcome outcome) =>
        outcome.What.Kind switch
        {
            _ when Withdrawal.Is(outcome) => Withdrawal.Describe(outcome, mails),
            Correction.Kind => new OutcomeDescription("enrollment.corrected", CorrectionNotices.Summary(outcome.What.Corrected!, outcome.By, outcome.What.Why)),
            _ => At(record, outcome.Step).Describe(outcome),
        };
}
