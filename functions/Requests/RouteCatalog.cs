using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Requests;

/// <summary>An HTTP function's address.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Path">Its route, with a slash in front: "/api/offices/{officeKey}".</param>
/// <param name="Methods">In capitals.</param>
/// <param name="NeedsKey">Whether the host asks for a key.</param>
public sealed record FunctionRoute(string Function, string Path, IReadOnlyList<string> Methods, bool NeedsKey);

/// <summary>Every address of the app, as the functions declare them.</summary>
public sealed class RouteCatalog
{
    readonly IReadOnlyList<(FunctionRoute Route, TemplateMatcher Matcher)> matchers =
    [
        .. Routes.Select(route => (route, new TemplateMatcher(TemplateParser.Parse(route.Path[1..]), new RouteValueDictionary()))),
    ];

    public static IReadOnlyList<FunctionRoute> Routes { get; } =
    [
        .. from type in typeof(RouteCatalog).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger?.Route is not null and not UnknownAddress.Everything
           orderby trigger.Route
           select new FunctionRoute(
               method.GetCustomAttribute<FunctionAttribute>()!.Name, $"/{trigger.Route}",
               [.. (trigger.Methods ?? []).Select(name => name.ToUpperInvariant())], trigger.AuthLevel != AuthorizationLevel.Anonymous),
    ];

    /// <summary>The methods that a path has, in capitals; none when there is no such path.</summary>
    public IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. matchers.Where(each => each.Matcher.TryMatch(path, [])).SelectMany(each => each.Route.Methods).Distinct().Order()];
}
