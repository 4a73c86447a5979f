using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>The numbers and lists of an enrollment. Plain data: a case carries the policy that it started with.</summary>
public sealed record EnrollmentPolicy : IPolicySection
{
    /// <summary>What one can apply as, in the form's order.</summary>
    public required IReadOnlyList<MemberType> MemberTypes { get; init; }

    /// <summary>What people call a member type; its id when the policy no longer has it.</summary>
    public string MemberTypeName(string id) => MemberTypes.FirstOrDefault(type => type.Id == id)?.Name ?? id;

    /// <summary>When an unanswered request for approval is followed up.</summary>
    public required EscalationPolicy Approval { get; init; }

    /// <summary>How long access is tried for, counted from the first try; after the staff's day once a business day.</summary>
    public required EscalationPolicy Access { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("memberTypes").Must(MemberTypes.Count > 0, "must name at least one");
        for (var i = 0; i < MemberTypes.Count; i++)
        {
            var type = MemberTypes[i];
            var place = check.At("memberTypes").At(i);
            place.At("id").Must(
                type.Id.Length is > 0 and <= 40 && type.Id.All(c => char.IsAsciiLetterLower(c) || c == '-'),
                "must be 1 to 40 lower-case letters and dashes", $"\"{type.Id}\"");
            place.At("id").Must(!MemberTypes.Take(i).Any(t => t.Id == type.Id), "must not be there twice", $"\"{type.Id}\"");
            place.At("name").Must(type.Name.Trim().Length > 0, "must not be empty");
        }

        Approval.Check(check.At("approval"));
        Access.Check(check.At("access"));
        check.At("access").At("reminderDays").Must(Access.ReminderDays.Count == 0, "must be empty: nobody is asked, so nobody is reminded");
        check.At("access").At("staffDays").Must(Access.StaffDays is not null, "must be there: staff look when the directory doesn't let us");
        check.At("access").At("lastNoticeDays").Must(Access.LastNoticeDays is null, "must be left out: nobody can answer");
    }
}

/// <param name="Id">In JSON: "agent".</param>
/// <param name="Name">In the form: "Agent".</param>
public sealed record MemberType(string Id, string Name);
