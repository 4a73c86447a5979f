using MemberServices.Pages;

namespace MemberServices.Onboarding;

/// <summary>What staff read and fill in before they step in.</summary>
/// <param name="Label">What is done, as its button says: "Resend the link".</param>
/// <param name="Consequence">What follows, before it is chosen.</param>
public sealed record InterventionForm(string Label, string Consequence)
{
    /// <summary>A list to choose from, or null.</summary>
    public InterventionChoice? Choice { get; init; }

    /// <summary>Who reads the text that is meant for people outside: "Jane Doe"; null: nobody does, so none is asked for.</summary>
    public string? Reader { get; init; }

    /// <summary>What must be ticked, or null.</summary>
    public string? Confirm { get; init; }

    /// <summary>What comes next, beside the button; or null.</summary>
    public string? Next { get; init; }

    /// <summary>What is known of an intervention by its kind alone.</summary>
    public static InterventionForm Of(string kind) => new(
        char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' '), "Recorded with your name and reason; the enrollment goes on from there.");
}

/// <param name="Field">In the request: "approverKey".</param>
/// <param name="Label">Over the list.</param>
/// <param name="Choices">To choose from.</param>
/// <param name="Empty">What to do when nothing is chosen.</param>
public sealed record InterventionChoice(string Field, string Label, IReadOnlyList<Choice> Choices, string Empty);
