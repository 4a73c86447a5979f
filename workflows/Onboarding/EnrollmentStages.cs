namespace MemberServices.Onboarding;

/// <summary>The stages there are, in the order in which they were registered, and what they do together.</summary>
public sealed class EnrollmentStages(IEnumerable<IEnrollmentStage> stages, EnrollmentMails mails)
{
    public IReadOnlyList<IEnrollmentStage> All { get; } = [.. stages];

    /// <summary>Their ids, in order: a case that starts now goes through these.</summary>
    public IReadOnlyList<string> Ids => [.. All.Select(s => s.Id)];

    /// <exception cref="ArgumentException">No stage has that id.</exception>
    public IEnrollmentStage Of(string id) =>
        All.FirstOrDefault(s => s.Id == id) ?? throw new ArgumentException($"There is no stage {id}.", nameof(id));

    /// <summary>The stages of a case, in order.</summary>
    public IEnumerable<IEnrollmentStage> Of(EnrollmentRecord record) => record.Opened.Stages.Select(Of);

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
        outcome.What.Kind == Withdrawal.Kind ? Withdrawal.Describe(outcome, mails) : At(record, outcome.Step).Describe(outcome);
}
