using MemberServices.Fields;
using MemberServices.Offices;
using MemberServices.Pages;

namespace MemberServices.Onboarding.Applying;

/// <summary>The offices that the form offers: a list of a few; of many, a search, which sends the form without applying.</summary>
/// <param name="Choices">To choose from: all of them, or what was found and what was chosen before.</param>
/// <param name="IsSearch">Whether there are too many for a list.</param>
/// <param name="Search">What was searched for, or empty.</param>
/// <param name="Found">How many were found; null: nothing was searched for.</param>
/// <param name="HasMore">Whether there are more than are shown.</param>
public sealed record OfficeChoice(IReadOnlyList<Choice> Choices, bool IsSearch, string Search = "", int? Found = null, bool HasMore = false)
{
    /// <summary>The most offices in a list.</summary>
    public const int MostInList = 30;

    /// <summary>The most that a search shows.</summary>
    public const int MostFound = 20;

    /// <summary>The field that is searched by, the one that has what was searched for before, the button.</summary>
    public const string SearchField = "officeSearch", SearchedField = "officeSearched", FindButton = "find";

    /// <summary>Nothing is read but the office that was chosen: where a form has to wait.</summary>
    public static OfficeChoice Only(Office? chosen, PostedForm sent) =>
        new(chosen is null ? [] : [Of(chosen)], sent.Has(SearchField), sent[SearchField]);

    /// <summary>
    /// Whether a form asks for offices: by the button, or because a name was typed and never looked for, and somebody pressed
    /// Enter or went on.
    /// </summary>
    public static bool IsWanted(PostedForm sent) =>
        sent[FindButton].Length > 0 || sent[SearchField] is { Length: > 0 } typed && typed != sent[SearchedField];

    /// <summary>What is offered.</summary>
    /// <param name="offices">Those there are.</param>
    /// <param name="chosen">The key of the one that was chosen, or empty.</param>
    /// <param name="typed">What is searched for, or empty.</param>
    /// <returns>Null when there is no office.</returns>
    public static async Task<OfficeChoice?> FindAsync(OfficeTable offices, string chosen, string typed, CancellationToken cancellationToken)
    {
        if (await offices.FewAsync(MostInList, cancellationToken) is { } few)
        {
            return few.Count == 0 ? null : new OfficeChoice([.. few.Select(Of)], IsSearch: false);
        }
        var search = new OfficeSearch(FieldText.Clean(typed, hasLines: false) is { Length: <= OfficeSearch.Longest } text ? text : "");
        var found = await offices.SearchAsync(search, MostFound, cancellationToken);
        var before = found.Offices.Any(office => office.OfficeKey == chosen) ? null
            : await offices.FindAsync(chosen, cancellationToken) is { IsClosed: false } open ? open : null;
        return new OfficeChoice(
            [.. before is null ? found.Offices.Select(Of) : found.Offices.Prepend(before).Select(Of)], IsSearch: true, typed,
            typed.Length == 0 ? null : found.Offices.Count, found.HasMore);
    }

    static Choice Of(Office office) =>
        new(office.OfficeKey, office.OfficeMlsId is null ? office.OfficeName : $"{office.OfficeName} ({office.OfficeMlsId})");
}
