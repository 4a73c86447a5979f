namespace Local.ServiceBus;

/// <summary>What a receiver decided about a message.</summary>
abstract record Settlement
{
    public sealed record Complete : Settlement;

    public sealed record Abandon(IDictionary<string, object>? Changes) : Settlement;

    public sealed record Defer(IDictionary<string, object>? Changes) : Settlement;

    public sealed record DeadLetter(string? Reason, string? Description, IDictionary<string, object>? Changes) : Settlement;
}
