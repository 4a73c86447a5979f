using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace MemberServices.Desk;

/// <summary>Every page of the staff's, as the features registered them.</summary>
public sealed class DeskCatalog(IEnumerable<IDeskPage> pages)
{
    readonly IReadOnlyList<(IDeskPage Page, TemplateMatcher Matcher)> matchers =
    [
        // What has no parameter comes first: "enrollments/new" is no enrollment's number.
        .. pages.OrderBy(page => page.Route.Count(c => c == '{')).ThenBy(page => page.Route, StringComparer.Ordinal)
            .Select(page => (page, new TemplateMatcher(TemplateParser.Parse(page.Route), []))),
    ];

    public IEnumerable<IDeskPage> All => matchers.Select(each => each.Page);

    /// <summary>The page of a path behind "/staff" with the values of its route, or null.</summary>
    public DeskMatch? Find(PathString path)
    {
        foreach (var (page, matcher) in matchers)
        {
            var values = new RouteValueDictionary();
            if (matcher.TryMatch(path, values))
            {
                return new DeskMatch(page, values);
            }
        }
        return null;
    }
}

/// <param name="Page">The page.</param>
/// <param name="Route">The values of its route.</param>
public sealed record DeskMatch(IDeskPage Page, RouteValueDictionary Route);
