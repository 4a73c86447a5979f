using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>A page of the organization's own, which pages and mails lead to.</summary>
public sealed record WebLink : IPolicySection
{
    public const int LongestTitle = 100;
    public const int LongestUrl = 500;

    /// <summary>What the link is called, at most 100 characters: "Your first week".</summary>
    public required string Title { get; init; }

    /// <summary>Its address, which begins with https.</summary>
    public required string Url { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("title").Must(Title.Trim().Length is > 0 and <= LongestTitle, $"must have 1 to {LongestTitle} characters", $"\"{Title}\"");
        check.At("url").Must(
            Url.Length <= LongestUrl && Uri.TryCreate(Url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps,
            $"must be an address such as \"https://www.example.org/guide\", of at most {LongestUrl} characters", $"\"{Url}\"");
    }
}
