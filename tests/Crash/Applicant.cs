using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests.Crash;

/// <summary>Somebody who applies.</summary>
/// <param name="Story">What becomes of them; names of one story differ by a number.</param>
/// <param name="Copy">From 0.</param>
public sealed record Applicant(string Story, int Copy, string? Office = null)
{
    /// <summary>One word, so that it is found in the text of a mail.</summary>
    public string Name { get; } = $"{Story}{(char)('A' + Copy)}";

    public string Email => $"{Story}{Copy}@applicants.example".ToLowerInvariant();

    /// <summary>The same in every run.</summary>
    public string License { get; } = $"{200_000 + Story.Aggregate(0, (sum, c) => (sum * 31 + c) % 70_000) * 10 + Copy}";

    public string MemberKey => Application.MemberKey;

    public Application Application => Cast.Jane with { MemberFullName = Name, MemberEmail = Email, MemberStateLicense = License, OfficeKey = Office ?? Cast.Lakeview.OfficeKey };
}
