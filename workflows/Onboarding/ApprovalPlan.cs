using System.Text.Json.Serialization;
using MemberServices.Calendar;

namespace MemberServices.Onboarding;

/// <summary>What happens while nobody answers a request for approval.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FollowUpKind>))]
public enum FollowUpKind
{
    Remind,
    AskStaff,
    Expire,
}

/// <param name="Kind">What is done.</param>
/// <param name="Number">Which of its kind, from 1.</param>
/// <param name="At">When, in open hours.</param>
/// <param name="IsLast">Whether none of its kind follows.</param>
public sealed record FollowUp(FollowUpKind Kind, int Number, DateTimeOffset At, bool IsLast);

/// <summary>When an unanswered request is followed up.</summary>
public static class ApprovalPlan
{
    /// <summary>
    /// The follow-ups of a request, in the order in which they come. Each is that many business days after the request,
    /// at its time of day or, when that is closed, at the next opening: people are written to in open hours.
    /// </summary>
    /// <param name="policy">After how many days.</param>
    /// <param name="calendar">Which days, and which hours.</param>
    /// <param name="askedAt">When the request was made.</param>
    /// <param name="hasApprover">False when nobody of the office can be asked: staff decide, and nobody is reminded.</param>
    public static IReadOnlyList<FollowUp> Make(ApprovalPolicy policy, BusinessCalendar calendar, DateTimeOffset askedAt, bool hasApprover = true)
    {
        DateTimeOffset After(int days) => calendar.NextOpen(calendar.AddBusinessDays(askedAt, days));
        var steps = new List<FollowUp>();
        for (var i = 0; hasApprover && i < policy.ReminderDays.Count; i++)
        {
            steps.Add(new FollowUp(FollowUpKind.Remind, i + 1, After(policy.ReminderDays[i]), i == policy.ReminderDays.Count - 1));
        }

        steps.Add(new FollowUp(FollowUpKind.AskStaff, 1, hasApprover ? After(policy.StaffDays) : askedAt, true));
        steps.Add(new FollowUp(FollowUpKind.Expire, 1, After(policy.ExpiryDays), true));
        return [.. steps.OrderBy(s => s.At)];
    }

    /// <summary>A follow-up in words, for the applicant and staff.</summary>
    public static NextStep Describe(FollowUp step) => new(step.At, step.Kind switch
    {
        FollowUpKind.Remind => step.IsLast ? "We remind the broker for the last time" : "We remind the broker",
        FollowUpKind.AskStaff => "Member services call the office",
        FollowUpKind.Expire => "The application expires",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "A follow-up without words."),
    });
}
