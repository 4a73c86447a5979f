using System.ComponentModel.DataAnnotations;
using MemberServices.Fields;

namespace MemberServices.Onboarding.Applying;

/// <summary>The organization's rules, to which every applicant agrees.</summary>
public sealed record RulesPolicy
{
    const int LongestVersion = 40;

    /// <summary>Which version applies now: 1 to 40 characters. Another one is agreed to anew; who agreed before keeps theirs.</summary>
    [RegularExpression("[A-Za-z0-9.-]{1,40}", ErrorMessage = "must be 1 to 40 letters, digits, dashes and dots")]
    public required string Version { get; init; }

    /// <summary>What the rules are called: "Rules and Regulations".</summary>
    [Length(1, WebLink.LongestTitle)]
    public required string Title { get; init; }

    /// <summary>Where they are read: an address that begins with https.</summary>
    [RegularExpression(WebLink.Address, ErrorMessage = WebLink.AddressRule)]
    public required string Url { get; init; }

    /// <summary>The version that somebody agreed to, which must be the present one.</summary>
    internal FieldRule Agreement => new("the version of the rules", LongestVersion, $"Agree to the {Title}, version {Version}: {Url}")
    {
        Problem = version => version == Version ? null : $"The {Title} have changed. Agree to version {Version}: {Url}",
        ProblemCode = FieldCodes.Unknown,
    };
}
