using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Onboarding.Correcting;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>
/// One stage of an enrollment. A stage is a folder with its class, what that needs, and a line in
/// <see cref="OnboardingServices"/>; nothing else asks which stage it is.
/// </summary>
/// <remarks>Every call may come twice: look first, and derive ids from case, kind, step and number.</remarks>
public interface IEnrollmentStage
{
    /// <summary>In rows and JSON: "broker-approval".</summary>
    string Id { get; }

    /// <summary>What people call it: "Broker approval".</summary>
    string Name { get; }

    /// <summary>How staff can step in, by the name in the address.</summary>
    IReadOnlyDictionary<string, StageIntervention> Interventions { get; }

    /// <summary>Whether it grants something that must be taken back when the case ends otherwise than completed.</summary>
    bool Grants => false;

    /// <summary>Whether the applicant becomes a member in it. A policy has that stage once, after all that grant.</summary>
    bool MakesMember => false;

    /// <summary>Whether the license may be corrected in it: whoever decides is asked anew then.</summary>
    bool TakesOtherLicense => false;

    /// <summary>What a mail to the applicant says about the stage before it begins: "the managing broker of Lakeview decides about it".</summary>
    string Next(EnrollmentRecord record);

    /// <summary>What is wrong with the stage's days in the policy, beyond what is wrong for every stage.</summary>
    void Check(EscalationPolicy days, PolicyCheck check)
    {
    }

    /// <summary>A step of this stage, to be recorded: whom it asks, and what follows while nobody answers.</summary>
    /// <param name="record">The case.</param>
    /// <param name="number">Which step.</param>
    /// <param name="at">When it is opened.</param>
    Task<CaseStep> PlanAsync(EnrollmentRecord record, int number, DateTimeOffset at);

    /// <summary>Asks for what the step is for.</summary>
    /// <returns>When to look after it first.</returns>
    Task<DateTimeOffset> OpenAsync(EnrollmentRecord record, CaseStep step);

    /// <summary>Does what is due.</summary>
    /// <returns>When to look again; null when the step has its outcome now.</returns>
    Task<DateTimeOffset?> AdvanceAsync(EnrollmentRecord record, CaseStep step, StepFollowUp due);

    /// <summary>Does what a step's outcome asks for, beside its event; the step is null when it was never opened.</summary>
    Task CloseAsync(EnrollmentRecord record, CaseStep? step, EnrollmentStepOutcome outcome) => Task.CompletedTask;

    /// <summary>Does what a correction asks of the stage, which the case has reached.</summary>
    /// <param name="record">The case with the correction.</param>
    /// <param name="made">Which: an email address is in it only when it counts.</param>
    /// <returns>An outcome of the present step, when that is to be done anew; else null.</returns>
    Task<EnrollmentOutcome?> CorrectedAsync(EnrollmentRecord record, CorrectionMade made) => Task.FromResult<EnrollmentOutcome?>(null);

    /// <summary>Takes back what the stage granted to a case that has ended.</summary>
    /// <returns>When to try again; null when there is nothing left to take back.</returns>
    Task<DateTimeOffset?> UndoAsync(EnrollmentRecord record, CaseUndo undo) => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>What the applicant needs to use what the stage gave them; null: it gave nothing, or took it back.</summary>
    Task<MemberAccess?> FindAccessAsync(EnrollmentRecord record) => Task.FromResult<MemberAccess?>(null);

    /// <summary>Who is responsible for the stage, as the applicant sees it.</summary>
    string Responsible(EnrollmentRecord record);

    /// <summary>What a step waits for; null: the step isn't open yet.</summary>
    StageWait WaitsFor(CaseStep? step);

    /// <summary>What happens at a deadline, for the applicant and staff.</summary>
    string Describe(Deadline deadline);

    /// <summary>What happens in a step while nobody acts, beside its deadlines; in any order.</summary>
    IEnumerable<NextStep> Coming(EnrollmentRecord record, CaseStep step) => [];

    /// <summary>The same by the policy as it is today, for a step that begins at a moment.</summary>
    IEnumerable<PreviewedDeadline> Preview(EnrollmentPolicy policy, BusinessCalendar calendar, DateTimeOffset start) => [];

    /// <summary>One of this stage's outcomes in words.</summary>
    OutcomeDescription Describe(EnrollmentStepOutcome outcome);
}

/// <summary>What a member needs to sign in.</summary>
/// <param name="SignInName">The address to sign in with.</param>
/// <param name="AcceptAddress">Where the invitation is accepted, as the mail has it; null when there was none.</param>
/// <param name="IsPending">Whether it still has to be accepted; null: the directory doesn't say just now.</param>
/// <param name="MemberMlsId">What the MLS's own systems call the member, or null.</param>
public sealed record MemberAccess(string SignInName, string? AcceptAddress, bool? IsPending, string? MemberMlsId = null);

/// <summary>What a stage waits for.</summary>
/// <param name="Who">Who must act.</param>
/// <param name="What">What they must do: "approve or decline the application".</param>
public sealed record StageWait(string Who, string What)
{
    /// <summary>What members call our staff.</summary>
    public const string Staff = "Member services";

    /// <summary>Who enrolls, once they have access.</summary>
    public const string Member = "The member";
}
