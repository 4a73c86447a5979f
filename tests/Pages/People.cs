using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests.Pages;

/// <summary>Who appears in stories about pages: the sample offices' people, and an applicant.</summary>
static class People
{
    public static readonly Application Jane =
        new("Jane Doe", "jane@example.com", "512-555-0100", "123456", "TX", "lakeview", "agent");

    /// <summary>Managing broker of Jane's office.</summary>
    public const string Bob = "bob@lakeview.example";

    /// <summary>To whom Bob can hand over.</summary>
    public const string Dana = "dana@lakeview.example";
}
