using MemberServices.Fields;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Applying;

/// <summary>The organization's rules, to which every applicant agrees.</summary>
public sealed record RulesPolicy : IPolicySection
{
    const int LongestVersion = 40;

    /// <summary>Which version applies now: 1 to 40 characters. Another one is agreed to anew; who agreed before keeps theirs.</summary>
    public required string Version { get; init; }

    /// <summary>What the rules are called: "Rules and Regulations".</summary>
    public required string Title { get; init; }

    /// <summary>Where they are read: an address that begins with https.</summary>
    public required string Url { get; init; }

    /// <summary>The version that somebody agreed to, which must be the present one.</summary>
    internal FieldRule Agreement => new("the version of the rules", LongestVersion, $"Agree to the {Title}, version {Version}: {Url}")
    {
        Problem = version => version == Version ? null : $"The {Title} have changed. Agree to version {Version}: {Url}",
        ProblemCode = FieldCodes.Unknown,
    };

    public void Check(PolicyCheck check)
    {
        check.At("version").Must(
            Version.Length is > 0 and <= LongestVersion && Version.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'),
            $"must be 1 to {LongestVersion} letters, digits, dashes and dots", $"\"{Version}\"");
        new WebLink { Title = Title, Url = Url }.Check(check);
    }
}
