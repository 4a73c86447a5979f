namespace Local.ServiceBus;

/// <summary>What a receiver decided about a message.</summary>
abstract record Settlement
{
    public sealed record Complete : Settlement;

    public sealed record Abandon(IDictionary<string, object>? Changes) : Settlement;

    public sealed record Defer(IDictionary<string, object>? Changes) : Settlement;

    public sealed record DeadLetter : Settlement
    {
        /// <summary>The application properties in which the reason and its description arrive.</summary>
        public const string ReasonProperty = "DeadLetterReason";

        /// <inheritdoc cref="ReasonProperty"/>
        public const string DescriptionProperty = "DeadLetterErrorDescription";

        const int Longest = 4096;

        /// <exception cref="ArgumentOutOfRangeException">The reason or its description is longer than 4,096 characters.</exception>
        public DeadLetter(string? deadLetterReason, string? deadLetterErrorDescription, IDictionary<string, object>? changes)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterReason?.Length ?? 0, Longest, nameof(deadLetterReason));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterErrorDescription?.Length ?? 0, Longest, nameof(deadLetterErrorDescription));
            (Reason, Description, Changes) = (deadLetterReason, deadLetterErrorDescription, changes);
        }

        public string? Reason { get; }

        public string? Description { get; }

        public IDictionary<string, object>? Changes { get; }
    }
}
