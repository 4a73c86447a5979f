using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding;

/// <summary>How an enrollment ends.</summary>
[JsonConverter(typeof(EnumNameConverter<EnrollmentEnd>))]
public enum EnrollmentEnd
{
    Completed = 1,
    Declined,
    Expired,
    Withdrawn,
    Failed,

    /// <summary>Completed, and the access was taken back later.</summary>
    Revoked,
}

/// <summary>Where an outcome takes a case. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<StepMove>))]
public enum StepMove
{
    /// <summary>To the next stage; from the last, to the end.</summary>
    Next = 1,

    /// <summary>To the next step of the same stage.</summary>
    Again,

    /// <summary>To an end.</summary>
    End,
}

/// <summary>What closed a step of an enrollment.</summary>
/// <param name="Kind">What was chosen, in its stage's words: "decline".</param>
/// <param name="Move">Where it takes the case.</param>
/// <param name="End">Which end, of a move there; else null.</param>
/// <param name="Why">The reason, for staff; or null.</param>
/// <param name="ToMember">What the applicant is told; or null.</param>
/// <param name="Next">Who is asked next; null: whoever is first by the rules.</param>
/// <param name="Corrected">What was corrected in the application, or null.</param>
/// <param name="Target">The system that it is about: "vendor"; null: all that are left, or none.</param>
public sealed record EnrollmentOutcome(
    string Kind, StepMove Move, EnrollmentEnd? End = null, string? Why = null, string? ToMember = null, AskedPerson? Next = null,
    Correction? Corrected = null, string? Target = null);

/// <summary>How an outcome is told.</summary>
/// <param name="EventType">The type of the event that it makes.</param>
/// <param name="Summary">A line for staff.</param>
/// <param name="Ending">How the applicant is told of an end; null: it ends nothing, or completes the case.</param>
public sealed record OutcomeDescription(string EventType, string Summary, Ending? Ending = null)
{
    /// <summary>A line for the applicant, without the reasons of staff; null: it is nothing to them.</summary>
    public string? ForMembers { get; init; }
}

/// <summary>How the applicant is told of an end.</summary>
/// <param name="Heading">"Your application was declined".</param>
/// <param name="Note">How it came, before the time: "It was declined by Bob Broker on".</param>
/// <param name="Advice">What to do now.</param>
/// <param name="Mail">Says the same by mail; null: a stage has written already.</param>
public sealed record Ending(string Heading, string Note, string Advice, Func<EnrollmentEmail, MailContent>? Mail);
