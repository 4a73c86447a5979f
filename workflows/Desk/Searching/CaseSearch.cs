using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Pages;

namespace MemberServices.Desk.Searching;

/// <summary>Cases of every kind, by number, name, address, license or member's key.</summary>
public sealed class CaseSearch(CaseIndex index, DeskTimes times) : IDeskSearch
{
    const int Most = 20;

    public string Heading => "Cases";

    public int Order => 1;

    public async Task<FoundSection> FindAsync(string text, string? after, CancellationToken cancellationToken) =>
        await index.PageAsync(CaseQuery.Text(text, _ => true), Most, after, cancellationToken) is { } page
            ? new FoundSection([.. page.Cases.Select(Of)], page.After)
            : FoundSection.Nothing;

    FoundThing Of(CaseIndexEntry entry) => new(
        entry.Name.Length > 0 ? entry.Name : "(erased)", DeskCases.AddressOf(entry.Id),
        $"{(entry.Title is { } title ? $"{title}. " : "")}{Capital(entry.Id.Kind.Name)}, opened {times.Day(entry.OpenedAt)}. {(entry.WaitsFor is { } wait ? $"{wait.Who} has to {ThirdPerson.Of(wait.What, entry.Name)}." : "")}".TrimEnd(),
        entry.Id.ToString(), Words(entry.Place));

    /// <summary>"broker-approval" as people read it.</summary>
    public static string Words(string place) => Capital(place.Replace('-', ' '));

    static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
