using System.Text.Json.Serialization;

namespace MemberServices.Onboarding;

/// <summary>The stages of an enrollment, in order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrollmentStage>))]
public enum EnrollmentStage
{
    Received,
    BrokerApproval,
    Access,
    Completed,
}

/// <summary>How an enrollment ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrollmentOutcome>))]
public enum EnrollmentOutcome
{
    Completed,
    Declined,
    Expired,
    Withdrawn,
    Failed,
}

/// <summary>Where a stage stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageState>))]
public enum StageState
{
    Coming,
    Current,
    Done,

    /// <summary>The enrollment ended in it.</summary>
    Stopped,

    /// <summary>The enrollment ended before it.</summary>
    Dropped,
}

/// <summary>An enrollment, as its applicant and staff see it.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Applicant">What was applied for.</param>
/// <param name="OfficeName">The office's name when it was applied for.</param>
/// <param name="ReceivedAt">When the application came.</param>
/// <param name="Stage">The current stage; of an ended enrollment, the one it ended in.</param>
/// <param name="Step">Counts what the case has asked people for; an intervention may name the step it is meant for.</param>
/// <param name="Stages">Every stage, in order.</param>
/// <param name="WaitsFor">Who must act, for what, and until when; null when it has ended.</param>
/// <param name="NextSteps">What will happen if nobody acts, with times, soonest first.</param>
/// <param name="End">How it ended, or null.</param>
public sealed record EnrollmentView(
    string Id,
    Application Applicant,
    string OfficeName,
    DateTimeOffset ReceivedAt,
    EnrollmentStage Stage,
    int Step,
    IReadOnlyList<StageView> Stages,
    WaitView? WaitsFor,
    IReadOnlyList<NextStep> NextSteps,
    EndView? End);

/// <summary>One stage of an enrollment.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Name">What people call it: "Broker approval".</param>
/// <param name="State">Where it stands.</param>
/// <param name="Responsible">Who does it: "Bob Broker", "Member services".</param>
public sealed record StageView(EnrollmentStage Stage, string Name, StageState State, string Responsible);

/// <summary>What an enrollment waits for.</summary>
/// <param name="Who">Who must act.</param>
/// <param name="What">What they must do: "approve or decline the application".</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When the wait ends by itself, or null.</param>
public sealed record WaitView(string Who, string What, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>Something that will happen if nobody acts.</summary>
public sealed record NextStep(DateTimeOffset At, string What);

/// <summary>How an enrollment ended.</summary>
/// <param name="Outcome">Which end.</param>
/// <param name="At">When.</param>
/// <param name="By">Who ended it: a person's name, or "system".</param>
/// <param name="Reason">In words for the applicant, or null.</param>
/// <param name="NotMyAgent">Declined because the broker doesn't know the applicant.</param>
public sealed record EndView(EnrollmentOutcome Outcome, DateTimeOffset At, string By, string? Reason, bool NotMyAgent = false);
