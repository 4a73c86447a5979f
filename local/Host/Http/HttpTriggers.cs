using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace Local.Host;

/// <summary>HTTP functions as endpoints of ASP.NET Core.</summary>
sealed class HttpTriggers(HostJson hostJson, DataFolder folder, IHostApplicationLifetime lifetime) : TriggerKind
{
    static readonly string[] ReservedBeginnings = ["admin", "runtime"];

    readonly List<RouteEndpoint> endpoints = [];

    public EndpointDataSource Endpoints => new BoundEndpoints(endpoints);

    protected override string Offers => "An HTTP function takes an HttpRequest (or nothing else) by its trigger, and the values of its route by name.";

    public override bool Takes(TriggerBindingAttribute trigger) => trigger is HttpTriggerAttribute;

    public override void Bind(FunctionMethod function, IServiceProvider services)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var methods = new HttpMethods(trigger.Methods ?? []);
        var route = Route(function);
        if (endpoints.FirstOrDefault(other => HttpMethods.Of(other).Overlaps(methods) && Same(other.RoutePattern, route)) is { } taken)
        {
            throw new BindingException($"its route '{route.RawText}' is that of function '{taken.DisplayName}'.");
        }

        var result = Completion.Result(function.Method.ReturnType);
        if (result != typeof(void) && !typeof(IActionResult).IsAssignableFrom(result) && !typeof(IResult).IsAssignableFrom(result))
        {
            throw new BindingException($"it returns {result.Name}, which ASP.NET Core can't send. Return an IActionResult or an IResult.");
        }

        var endpoint = new HttpEndpoint(Invoker(function, services), trigger.AuthLevel, folder.Key, lifetime.ApplicationStopping);
        var builder = new RouteEndpointBuilder(endpoint.HandleAsync, route, order: endpoints.Count + 1) { DisplayName = function.Name };
        builder.Metadata.Add(methods);
        endpoints.Add((RouteEndpoint)builder.Build());
    }

    protected override ArgumentSource? TriggerArgument(FunctionMethod function) =>
        function.TriggerParameter.ParameterType == typeof(HttpRequest)
            ? context => new(((HttpContext)context.TriggerInput!).Request)
            : null;

    protected override ArgumentSource? OtherArgument(FunctionMethod function, ParameterInfo parameter) =>
        Route(function).GetParameter(parameter.Name!) is { } value ? RouteArgument.Of(value.Name, parameter) : null;

    RoutePattern Route(FunctionMethod function)
    {
        var own = ((HttpTriggerAttribute)function.Trigger).Route ?? function.Name;
        var prefix = hostJson.Extensions.Http.RoutePrefix.Trim('/');
        var whole = prefix.Length == 0 ? own : $"{prefix}/{own}";
        if (own.StartsWith('/') || own.StartsWith('~'))
        {
            throw new BindingException($"its route '{own}' begins with '{own[0]}'; leave that out.");
        }

        if (ReservedBeginnings.FirstOrDefault(beginning => own.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw new BindingException($"its route '{own}' begins with '{reserved}', which Azure keeps for itself, whatever the prefix.");
        }

        try
        {
            return RoutePatternFactory.Parse(whole);
        }
        catch (RoutePatternException exception)
        {
            throw new BindingException($"its route '{whole}' isn't valid: {exception.Message}");
        }
    }

    static bool Same(RoutePattern one, RoutePattern other) => string.Equals(one.RawText, other.RawText, StringComparison.OrdinalIgnoreCase);

    sealed class BoundEndpoints(IReadOnlyList<Endpoint> endpoints) : EndpointDataSource
    {
        public override IReadOnlyList<Endpoint> Endpoints => endpoints;

        public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
    }
}
