using System.Text.RegularExpressions;
using MemberServices.Requests;

namespace MemberServices.Tests.Infra;

public sealed partial class WhenEndpointsAreListed
{
    /// <summary>The front door, which the function for unknown addresses answers.</summary>
    const string FrontDoor = "GET /";

    static readonly string Security = File.ReadAllText(Path.Combine(Repository.Root, "docs/security.md"));

    [Fact]
    public void Each_is_in_the_security_notes_and_no_other()
    {
        var listed = Row().Matches(Security).Select(match => $"{match.Groups["method"].Value} {match.Groups["path"].Value}");

        // HEAD is GET without a body.
        var routes = RouteCatalog.Routes.SelectMany(route => route.Methods.Where(method => method != "HEAD").Select(method => $"{method} {route.Path}"));
        Names.Same("an endpoint", routes.Append(FrontDoor), listed, "docs/security.md");
    }

    [Fact]
    public void A_key_is_named_where_one_is_needed_and_nowhere_else()
    {
        var needing = Row().Matches(Security).Where(match => match.Groups["proof"].Value.Contains("function key", StringComparison.Ordinal)).Select(match => match.Groups["path"].Value);

        Assert.Equal(RouteCatalog.Routes.Where(route => route.NeedsKey).Select(route => route.Path).Distinct().Order(), needing.Distinct().Order());
    }

    [GeneratedRegex(@"^\| `(?<method>[A-Z]+) (?<path>/\S*)` \|[^|]*\|(?<proof>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
