using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Checklist;

namespace MemberServices.Onboarding;

/// <summary>Where a stage stands.</summary>
[JsonConverter(typeof(EnumNameConverter<StageState>))]
public enum StageState
{
    Coming = 1,
    Current,
    Done,

    /// <summary>The enrollment ended in it.</summary>
    Stopped,

    /// <summary>The enrollment ended before it.</summary>
    Dropped,
}

/// <summary>An enrollment, as its applicant and staff see it.</summary>
/// <param name="Id">The case's number.</param>
/// <param name="Applicant">What was applied for.</param>
/// <param name="OfficeName">The office's name when it was applied for.</param>
/// <param name="ReceivedAt">When the application came.</param>
/// <param name="Stage">The current stage's id; null when it has ended.</param>
/// <param name="Step">Counts what the case has asked people for; an intervention may name the step it is meant for.</param>
/// <param name="Stages">Every stage, in order, between "received" and "completed".</param>
/// <param name="WaitsFor">Who must act, for what, and until when; null when it has ended.</param>
/// <param name="NextSteps">What will happen if nobody acts, with times, soonest first.</param>
/// <param name="End">How it ended, or null.</param>
/// <param name="PendingEmail">A new email address that its mailbox's owner hasn't confirmed yet, or null.</param>
/// <param name="AgreedAt">When the applicant agreed to the rules of the version in the application; null: they were never asked.</param>
/// <param name="TakesOtherLicense">Whether the license can still be corrected.</param>
/// <param name="Checklist">What a new member does after they have access; null: nothing.</param>
public sealed record EnrollmentView(
    CaseId Id,
    Application Applicant,
    string OfficeName,
    DateTimeOffset ReceivedAt,
    string? Stage,
    int Step,
    IReadOnlyList<StageView> Stages,
    WaitView? WaitsFor,
    IReadOnlyList<NextStep> NextSteps,
    EndView? End,
    string? PendingEmail = null,
    DateTimeOffset? AgreedAt = null,
    bool TakesOtherLicense = false,
    ChecklistView? Checklist = null);

/// <summary>One stage of an enrollment.</summary>
/// <param name="Stage">Which, by its id.</param>
/// <param name="Name">What people call it: "Broker approval".</param>
/// <param name="State">Where it stands.</param>
/// <param name="Responsible">Who does it: "Bob Broker", "Member services".</param>
/// <param name="StartedAt">When it began, or null.</param>
/// <param name="EndedAt">When it was over, or null.</param>
public sealed record StageView(string Stage, string Name, StageState State, string Responsible, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>What an enrollment waits for.</summary>
/// <param name="Who">Who must act.</param>
/// <param name="What">What they must do: "approve or decline the application".</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When the wait ends by itself, or null.</param>
public sealed record WaitView(string Who, string What, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>Something that will happen if nobody acts.</summary>
public sealed record NextStep(DateTimeOffset At, string What);

/// <summary>How an enrollment ended.</summary>
/// <param name="End">Which end.</param>
/// <param name="At">When.</param>
/// <param name="By">Who ended it, as members see it; null: a timer.</param>
/// <param name="Reason">In words for the applicant, or null.</param>
/// <param name="Heading">A line for the applicant: "Your application was declined".</param>
/// <param name="Note">How it came, before the time: "It was declined by Bob Broker on".</param>
/// <param name="Advice">What to do now.</param>
public sealed record EndView(
    EnrollmentEnd End, DateTimeOffset At, string? By, string? Reason, string Heading, string Note, string Advice);
