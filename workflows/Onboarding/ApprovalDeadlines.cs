using MemberServices.Cases;

namespace MemberServices.Onboarding;

/// <summary>What happens while nobody answers a request for approval, in words for the applicant and staff.</summary>
static class ApprovalDeadlines
{
    public static NextStep Describe(Deadline deadline) => new(deadline.At, deadline.Kind switch
    {
        DeadlineKind.Reminder => deadline.IsLast ? "We remind the broker for the last time" : "We remind the broker",
        DeadlineKind.Staff => "Member services call the office",
        DeadlineKind.LastNotice => "We give a last notice: the time is almost over",
        DeadlineKind.End => "The application expires",
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, "A deadline without words."),
    });
}
