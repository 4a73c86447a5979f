using System.Text.Json;
using MemberServices.Tests.Worker.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace MemberServices.Tests.Worker;

/// <summary>A function with an HTTP trigger, as the worker has told of it.</summary>
sealed class HttpFunction
{
    /// <summary>The address from which every request comes to Azure's front end.</summary>
    public const string Client = "203.0.113.7";

    /// <summary>What the front end writes into the headers; the request itself names the host's own proxy instead.</summary>
    const string Headers = $$"""{ "X-Forwarded-For": "{{Client}}:50123" }""";

    readonly string id;
    readonly string request;
    readonly string? durableClient;
    readonly TemplateMatcher route;
    readonly string[]? methods;

    HttpFunction(RpcFunctionMetadata function, JsonElement trigger, string? durableClient)
    {
        Name = function.Name;
        id = function.FunctionId;
        request = Text(trigger, "name");
        route = new TemplateMatcher(TemplateParser.Parse(Text(trigger, "route")), []);
        // A trigger that names none takes all.
        methods = trigger.TryGetProperty("methods", out var named) ? [.. named.EnumerateArray().Select(method => method.GetString()!)] : null;
        this.durableClient = durableClient;
    }

    public string Name { get; }

    /// <summary>The function, or null when its trigger is another.</summary>
    public static HttpFunction? Of(RpcFunctionMetadata function)
    {
        var bindings = function.RawBindings.Select(binding => JsonElement.Parse(binding)).ToLookup(binding => Text(binding, "type"));
        return bindings["httpTrigger"].ToList() is [var trigger]
            ? new HttpFunction(function, trigger, bindings["durableClient"].Select(client => Text(client, "name")).SingleOrDefault())
            : null;
    }

    public bool Matches(HttpMethod method, string path) =>
        methods?.Contains(method.Method, StringComparer.OrdinalIgnoreCase) != false && route.TryMatch(new PathString(path), []);

    /// <summary>What the host tells a worker that gets the request itself.</summary>
    /// <param name="path">Of the request.</param>
    /// <param name="durable">Where the Durable extension is called.</param>
    public InvocationRequest Invocation(string path, Uri durable)
    {
        var invocation = InvocationRequest.Of(id);
        invocation.InputData.Add(new ParameterBinding { Name = request, Data = new TypedData { Http = new RpcHttp() } });
        if (durableClient is not null)
        {
            var client = JsonSerializer.Serialize(new { rpcBaseUrl = durable, taskHubName = "", connectionName = "", requiredQueryStringParameters = "", httpBaseUrl = durable });
            invocation.InputData.Add(new ParameterBinding { Name = durableClient, Data = new TypedData { String = client } });
        }

        var values = new RouteValueDictionary();
        route.TryMatch(new PathString(path), values);
        foreach (var (name, value) in values)
        {
            invocation.TriggerMetadata.Add(name, new TypedData { String = $"{value}" });
        }

        invocation.TriggerMetadata.Add("Headers", new TypedData { Json = Headers });
        return invocation;
    }

    static string Text(JsonElement binding, string name) => binding.GetProperty(name).GetString()!;
}
