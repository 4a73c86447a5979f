using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Local.Host;

/// <summary>The methods of an HTTP function; none means all.</summary>
sealed class HttpMethods(IReadOnlyCollection<string> names)
{
    public static HttpMethods Of(Endpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<HttpMethods>();

    /// <summary>Empty: all.</summary>
    public IReadOnlyCollection<string> Names => names;

    public bool Allows(string method) => names.Count == 0 || names.Contains(method, StringComparer.OrdinalIgnoreCase);

    public bool Overlaps(HttpMethods other) => names.Count == 0 || other.Count == 0 || names.Any(other.Allows);

    int Count => names.Count;

    /// <summary>
    /// A method that no function takes is answered with 404 and not 405, as the Functions host does, and HEAD isn't GET
    /// (see issues 10098 and 11625 of Azure/azure-functions-host).
    /// </summary>
    public sealed class Policy : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => 0;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
            endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<HttpMethods>() is not null);

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                if (candidates.IsValidCandidate(i)
                    && candidates[i].Endpoint.Metadata.GetMetadata<HttpMethods>() is { } methods
                    && !methods.Allows(httpContext.Request.Method))
                {
                    candidates.SetValidity(i, false);
                }
            }

            return Task.CompletedTask;
        }
    }
}
