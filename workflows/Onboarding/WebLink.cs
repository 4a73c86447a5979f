using System.ComponentModel.DataAnnotations;

namespace MemberServices.Onboarding;

/// <summary>A page of the organization's own, which pages and mails lead to.</summary>
public sealed record WebLink
{
    public const int LongestTitle = 100;

    /// <summary>An address that begins with https, of at most 500 characters.</summary>
    internal const string Address = """https://[^\s/"<>]{1,200}(/[^\s"<>]{0,290})?""";

    internal const string AddressRule = "must be an address such as \"https://www.example.org/guide\", of at most 500 characters";

    /// <summary>What the link is called, at most 100 characters: "Your first week".</summary>
    [Length(1, LongestTitle)]
    public required string Title { get; init; }

    /// <summary>Its address, which begins with https.</summary>
    [RegularExpression(Address, ErrorMessage = AddressRule)]
    public required string Url { get; init; }
}
