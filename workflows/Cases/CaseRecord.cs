namespace MemberServices.Cases;

/// <summary>Something that was noted on a case and changes nothing: an answer that came too late, a word of the staff.</summary>
/// <param name="Id">Derived from what it is about, so that a repeat is the same note.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Text">A line for staff.</param>
public sealed record CaseNote(string Id, DateTimeOffset At, Actor By, string Text);

/// <summary>All that is kept about a case. Its state is a fold over the outcomes.</summary>
/// <param name="Id">The case's number.</param>
/// <param name="Opened">What came in, with the policy that the case started with.</param>
/// <param name="Request">The key of the request that opened it, or null.</param>
/// <param name="Steps">What was asked, by number.</param>
/// <param name="Outcomes">What was answered, by step.</param>
/// <param name="Notes">What was noted.</param>
/// <param name="Entries">What was added beside the steps, in order.</param>
public sealed record CaseRecord<TOpened, TOutcome>(
    CaseId Id,
    TOpened Opened,
    string? Request,
    IReadOnlyList<CaseStep> Steps,
    IReadOnlyList<StepOutcome<TOutcome>> Outcomes,
    IReadOnlyList<CaseNote> Notes,
    IReadOnlyList<CaseEntry> Entries)
{
    public CaseStep? StepOf(int number) => Steps.FirstOrDefault(s => s.Number == number);

    public StepOutcome<TOutcome>? OutcomeOf(int step) => Outcomes.FirstOrDefault(o => o.Step == step);
}
