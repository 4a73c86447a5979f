using System.Text.RegularExpressions;

namespace MemberServices.Pages;

/// <summary>What members are told of themselves, as it is said to staff: "your access" is theirs, "you" is their name.</summary>
public static partial class ThirdPerson
{
    /// <param name="text">A short text of ours, such as "We remind you".</param>
    /// <param name="name">Whose; empty: "the member".</param>
    public static string Of(string text, string name) => Words().Replace(text, word => word.Value switch
    {
        "your" => "their",
        "Your" => "Their",
        "you apply" => $"{(name.Length > 0 ? name : "the member")} applies",
        _ => name.Length > 0 ? name : "the member",
    });

    [GeneratedRegex(@"\b(?:[Yy]our|you apply|[Yy]ou)\b")]
    private static partial Regex Words();
}
