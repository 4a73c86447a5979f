using MemberServices.Cases;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace MemberServices.Desk;

/// <summary>A request for one of the staff's pages.</summary>
/// <param name="Http">As it came.</param>
/// <param name="Who">Who is signed in.</param>
/// <param name="Route">The values of the page's route.</param>
/// <param name="FormToken">What the page's forms send back: <see cref="SignIn.FormTokens"/>.</param>
/// <param name="Durable">The function's binding.</param>
public sealed record DeskRequest(HttpRequest Http, PersonInRoles Who, RouteValueDictionary Route, string FormToken, DurableTaskClient Durable)
{
    /// <summary>Where all of the staff's pages are.</summary>
    public const string Root = "/staff";

    /// <summary>A value of the route, or an empty text.</summary>
    public string this[string name] => Route.TryGetValue(name, out var value) ? $"{value}" : "";

    /// <summary>A parameter of the address without spaces around it, or null.</summary>
    public string? Query(string name) => Http.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    /// <summary>How many of the newest lines are left out: the parameter <c>skip</c>.</summary>
    public int Skip => int.TryParse(Query("skip"), out var skip) && skip is > 0 and < 100_000 ? skip : 0;

    /// <summary>Who is signed in, as who does something.</summary>
    public Actor Actor => new(ActorKind.Staff, Who.Person.Name.Length > Actor.LongestName ? Who.Person.Name[..Actor.LongestName] : Who.Person.Name);

    public CancellationToken Cancellation => Http.HttpContext.RequestAborted;

    /// <summary>The address below <see cref="Root"/> of some segments, each encoded.</summary>
    public static string To(params ReadOnlySpan<string> segments)
    {
        var path = Root;
        foreach (var segment in segments)
        {
            path += "/" + Uri.EscapeDataString(segment);
        }
        return path;
    }

    /// <summary>An address with the parameters that have a value.</summary>
    public static string With(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var sign = path.Contains('?') ? '&' : '?';
        foreach (var (name, value) in parameters)
        {
            if (value is { Length: > 0 })
            {
                path += $"{sign}{name}={Uri.EscapeDataString(value)}";
                sign = '&';
            }
        }
        return path;
    }
}
