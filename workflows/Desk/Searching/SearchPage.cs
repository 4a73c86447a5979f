using MemberServices.Cases;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Searching;

/// <summary>Finds what staff type into the bar.</summary>
public sealed class SearchPage(IEnumerable<IDeskSearch> searches, DeskRenderer desk) : IDeskPage
{
    const int Shortest = 2;
    const int Longest = 100;

    public string Route => "search";

    public string What => "finds cases, members and offices by name, email, license, number or key";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var text = request.Query("q") ?? "";
        if (text.Length is < Shortest or > Longest)
        {
            return await PageAsync(request, text, [], text.Length == 0 ? null : text.Length < Shortest ? $"Type {Shortest} characters or more." : $"Type {Longest} characters at most.");
        }
        // What leads on leads on in one section, which is then alone.
        var only = request.Query("in");
        var asked = searches.Where(search => only is null || search.Heading == only).OrderBy(search => search.Order)
            .Select(async search => new ShownSection(search.Heading, await search.FindAsync(text, only is null ? null : request.Query("after"), request.Cancellation)));
        var sections = await Task.WhenAll(asked);
        return CaseId.TryParse(text, out _) && sections.SelectMany(section => section.Found.Hits).ToList() is [{ Number: not null } only1]
            ? new RedirectAfterPost(only1.Address)
            : await PageAsync(request, text, [.. sections.Where(section => section.Found.Hits.Count > 0 || section.Found.After is not null)], null);
    }

    async Task<IActionResult> PageAsync(DeskRequest request, string text, IReadOnlyList<ShownSection> sections, string? problem) =>
        await desk.PageAsync<FoundPage>(
            request, StatusCodes.Status200OK, (nameof(FoundPage.Text), text), (nameof(FoundPage.Sections), sections), (nameof(FoundPage.Problem), problem));
}

/// <param name="Heading">Of what kind.</param>
/// <param name="Found">What was found.</param>
public sealed record ShownSection(string Heading, FoundSection Found);
