namespace Local;

/// <summary>
/// What goes wrong at a stand-in for an outside service, and when. Faults are used up in the order in which they were
/// planned, each by the first request that it is meant for. They live in memory only.
/// </summary>
public sealed class FaultPlan
{
    readonly Lock gate = new();
    readonly LinkedList<Fault> planned = new();

    /// <summary>The next requests are refused, with nothing done.</summary>
    /// <param name="status">The HTTP status: 429, 503, 403 and so on.</param>
    /// <param name="times">How many requests.</param>
    /// <param name="retryAfter">Sent as the Retry-After header, in whole seconds rounded up.</param>
    /// <param name="on">Only requests that contain this in <c>METHOD /path</c>, whatever the case; null: any.</param>
    /// <param name="code">The error code in the body; null: one that fits the status.</param>
    public void Refuse(int status, int times = 1, TimeSpan? retryAfter = null, string? on = null, string? code = null) =>
        Plan(times, new Fault(status, retryAfter, on, code));

    /// <summary>The next requests are carried out, but their answer never arrives: the connection breaks.</summary>
    /// <inheritdoc cref="Refuse"/>
    public void LoseAnswer(int times = 1, string? on = null) => Plan(times, new Fault(null, null, on, null));

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        lock (gate)
        {
            planned.Clear();
        }
    }

    /// <summary>The fault that this request meets, which is then used up.</summary>
    internal Fault? Take(HttpRequestMessage request) => Take(request.Method.Method, request.RequestUri!.AbsolutePath);

    /// <inheritdoc cref="Take(HttpRequestMessage)"/>
    internal Fault? Take(string method, string path)
    {
        lock (gate)
        {
            var line = planned.Count == 0 ? "" : $"{method} {path}";
            for (var node = planned.First; node is not null; node = node.Next)
            {
                if (node.Value.On is null || line.Contains(node.Value.On, StringComparison.OrdinalIgnoreCase))
                {
                    planned.Remove(node);
                    return node.Value;
                }
            }
        }

        return null;
    }

    void Plan(int times, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        lock (gate)
        {
            for (var i = 0; i < times; i++)
            {
                planned.AddLast(fault);
            }
        }
    }
}

/// <param name="Status">The refusal, or null where the request is carried out and the answer gets lost.</param>
/// <param name="RetryAfter">Sent with the refusal.</param>
/// <param name="On">Part of <c>METHOD /path</c>.</param>
/// <param name="Code">The error code in the body.</param>
sealed record Fault(int? Status, TimeSpan? RetryAfter, string? On, string? Code)
{
    public static HttpRequestException Lost() => new(HttpRequestError.ResponseEnded, "The connection was closed before the answer arrived.");
}
