namespace MemberServices.Onboarding;

/// <summary>All that is kept about a case: what came in, what was asked, what was answered.</summary>
public sealed record EnrollmentRecord(
    string Id, EnrollmentOpened Opened, IReadOnlyList<Step> Steps, IReadOnlyList<StepOutcome> Outcomes)
{
    public EnrollmentState State => EnrollmentState.After(Outcomes.Select(a => a.ToEvent()));

    public Step? StepOf(int number) => Steps.FirstOrDefault(r => r.Number == number);

    public StepOutcome? OutcomeOf(int step) => Outcomes.FirstOrDefault(a => a.Step == step);
}

/// <summary>What came in.</summary>
/// <param name="Application">Checked and made whole.</param>
/// <param name="OfficeName">The office's name at that time.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="Channel">"web", "api" or "message".</param>
public sealed record EnrollmentOpened(Application Application, string OfficeName, DateTimeOffset ReceivedAt, string By, string Channel);

/// <summary>Something that the case asks for until it is answered: a broker's approval, or access from the directory.</summary>
/// <param name="Number">From 1, over all stages.</param>
/// <param name="Stage">For which stage.</param>
/// <param name="Approver">Who was asked, and at which address; null when it is for staff, or for nobody.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Because">Why it follows an earlier one, or null.</param>
/// <param name="Upcoming">What happens while nobody answers.</param>
public sealed record Step(
    int Number,
    EnrollmentStage Stage,
    AskedBroker? Approver,
    DateTimeOffset AskedAt,
    DateTimeOffset Until,
    string? Because,
    IReadOnlyList<NextStep> Upcoming);

/// <summary>Somebody who was asked, as they were then.</summary>
public sealed record AskedBroker(string MemberKey, string MemberFullName, string MemberEmail);

/// <summary>What closed a step: the evidence of it.</summary>
/// <param name="Step">Which.</param>
/// <param name="Kind">What was chosen.</param>
/// <param name="By">Who chose, or "system".</param>
/// <param name="At">When.</param>
/// <param name="Channel">"web", "api", "message" or "system".</param>
/// <param name="Reason">Why, in their words, or null.</param>
/// <param name="Approver">Who is asked next, or null.</param>
/// <param name="IpAddress">From where, or null.</param>
/// <param name="UserAgent">With what, or null.</param>
public sealed record StepOutcome(
    int Step,
    OutcomeKind Kind,
    string By,
    DateTimeOffset At,
    string Channel,
    string? Reason = null,
    AskedBroker? Approver = null,
    string? IpAddress = null,
    string? UserAgent = null)
{
    public OutcomeEvent ToEvent() => new(Step, Kind, Approver?.MemberKey);
}
