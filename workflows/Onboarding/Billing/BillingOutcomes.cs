using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Billing;

/// <summary>What can close a request to set up billing, and how each is told.</summary>
static class BillingOutcomes
{
    public const string Cleared = "cleared";
    public const string Clear = "clear";
    public const string Resend = "resend";
    public const string Expire = "expire";

    public static OutcomeDescription Describe(EnrollmentStepOutcome outcome, BillingMails mails) => outcome.What.Kind switch
    {
        Cleared => new("billing.cleared", "Finance has set up the billing") { ForMembers = "Your billing was set up" },
        Clear => new("billing.cleared", $"Cleared by hand, by {outcome.By.Name}: {outcome.What.Why}") { ForMembers = "Your billing was set up" },
        Resend => new("billing.resent", $"Finance asked again by {outcome.By.Name}: {outcome.What.Why}")
        {
            ForMembers = $"Finance was asked again{EnrollmentViews.ByForMembers(outcome.By)}",
        },
        Expire => new("billing.expired", "The billing was not set up in time", new Ending(
            "Your application has expired", "Your billing was not set up in time. It expired on",
            "Call us first, so that it works out this time. Then apply again: what you entered is still there.", mails.Expired))
        {
            ForMembers = "Expired: the billing was not set up in time",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Kind, "No outcome of billing."),
    };
}

/// <summary>Finance can't set up somebody's billing. The step stays open.</summary>
/// <param name="Message">Names the message that said it.</param>
/// <param name="Step">The step that was open.</param>
/// <param name="Reason">For staff.</param>
public sealed record BillingRefusal(string Message, int Step, string Reason)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "billing-refused";
}
