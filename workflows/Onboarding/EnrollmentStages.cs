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
        var places = check.At("enrollment").At("stages");
        var named = policy.Stages.Select(wanted => All.FirstOrDefault(stage => stage.Id == wanted.Id)).ToList();
        var welcome = named.FindIndex(stage => stage is { MakesMember: true });
        var maker = All.First(stage => stage.MakesMember).Id;
        places.Must(welcome >= 0, $"must name {maker}: it makes the applicant a member");
        for (var i = 0; i < named.Count; i++)
        {
            var (place, stage) = (places.At(i), named[i]);
            place.At("id").Must(stage is not null, $"must be one of {string.Join(", ", All.Select(s => s.Id))}", $"\"{policy.Stages[i].Id}\"");
            place.At("id").Must(
                stage is not { Grants: true } || welcome < 0 || i <= welcome,
                $"must stand before {maker}, which tells the member of all that was set up", $"\"{policy.Stages[i].Id}\"");
            stage?.Check(policy.Stages[i].Days, place.At("days"));
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

    /// <summary>The stage of a case that follows one, or null.</summary>
    public IEnrollmentStage? After(EnrollmentRecord record, string id) => Of(record).SkipWhile(stage => stage.Id != id).ElementAtOrDefault(1);

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
