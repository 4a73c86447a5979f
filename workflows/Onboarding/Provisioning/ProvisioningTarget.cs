using MemberServices.Policies;

namespace MemberServices.Onboarding.Provisioning;

/// <summary>Another system in which a member is set up. It reads a subscription of the topic that lets in what has its id as <c>target</c>.</summary>
/// <param name="Id">In messages: "vendor".</param>
/// <param name="Name">What people call it, in a sentence: "the MLS system".</param>
public sealed record ProvisioningTarget(string Id, string Name) : IPolicySection
{
    const int LongestId = 40, LongestName = 60;

    public void Check(PolicyCheck check)
    {
        check.At("id").Must(
            Id.Length is > 0 and <= LongestId && Id.All(c => char.IsAsciiLetterLower(c) || c == '-'), $"must be 1 to {LongestId} lower-case letters and dashes", $"\"{Id}\"");
        check.At("name").Must(Name.Trim().Length is > 0 and <= LongestName, $"must have 1 to {LongestName} characters", $"\"{Name}\"");
    }
}
