using System.ComponentModel.DataAnnotations;

namespace MemberServices.Onboarding.Provisioning;

/// <summary>Another system in which a member is set up. It reads a subscription of the topic that lets in what has its id as <c>target</c>.</summary>
/// <param name="Id">In messages: "vendor".</param>
/// <param name="Name">What people call it, in a sentence: "the MLS system".</param>
public sealed record ProvisioningTarget(
    [property: RegularExpression("[a-z-]{1,40}", ErrorMessage = "must be 1 to 40 lower-case letters and dashes")] string Id,
    [property: Length(1, 60)] string Name);
