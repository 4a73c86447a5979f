namespace MemberServices.Onboarding;

/// <summary>All that is kept about a case: what came in, what was asked, what was answered.</summary>
public sealed record EnrollmentRecord(
    string Id, Intake Intake, IReadOnlyList<Round> Rounds, IReadOnlyList<Answer> Answers)
{
    public EnrollmentProgress Progress => EnrollmentProgress.After(Answers.Select(a => a.ToRoundAnswer()));

    public Round? RoundOf(int number) => Rounds.FirstOrDefault(r => r.Number == number);

    public Answer? AnswerOf(int round) => Answers.FirstOrDefault(a => a.Round == round);
}

/// <summary>What came in.</summary>
/// <param name="Application">Checked and made whole.</param>
/// <param name="OfficeName">The office's name at that time.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="Medium">"web", "api" or "message".</param>
public sealed record Intake(Application Application, string OfficeName, DateTimeOffset ReceivedAt, string By, string Medium);

/// <summary>Something that the case asks for until it is answered: a broker's approval, or access from the directory.</summary>
/// <param name="Number">From 1, over all stages.</param>
/// <param name="Stage">For which stage.</param>
/// <param name="Approver">Who was asked, and at which address; null when it is for staff, or for nobody.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Because">Why it follows an earlier one, or null.</param>
/// <param name="Steps">What happens while nobody answers.</param>
public sealed record Round(
    int Number,
    EnrollmentStage Stage,
    AskedBroker? Approver,
    DateTimeOffset AskedAt,
    DateTimeOffset Until,
    string? Because,
    IReadOnlyList<NextStep> Steps);

/// <summary>Somebody who was asked, as they were then.</summary>
public sealed record AskedBroker(string Id, string Name, string Email);

/// <summary>What closed a round: the evidence of it.</summary>
/// <param name="Round">Which.</param>
/// <param name="Kind">What was chosen.</param>
/// <param name="By">Who chose, or "system".</param>
/// <param name="At">When.</param>
/// <param name="Medium">"web", "api", "message" or "system".</param>
/// <param name="Reason">Why, in their words, or null.</param>
/// <param name="Approver">Who is asked next, or null.</param>
/// <param name="IpAddress">From where, or null.</param>
/// <param name="UserAgent">With what, or null.</param>
public sealed record Answer(
    int Round,
    AnswerKind Kind,
    string By,
    DateTimeOffset At,
    string Medium,
    string? Reason = null,
    AskedBroker? Approver = null,
    string? IpAddress = null,
    string? UserAgent = null)
{
    public RoundAnswer ToRoundAnswer() => new(Round, Kind, Approver?.Id);
}
