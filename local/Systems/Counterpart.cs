namespace Local.Systems;

/// <summary>A system of somebody else's that the app works with.</summary>
/// <param name="Id">Its subscription of the topic <c>events</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Done">The type of the message that says yes.</param>
/// <param name="Refused">The type of the one that says no.</param>
/// <param name="NumbersMembers">Whether it gives a new member a number: their MLS id.</param>
public sealed record Counterpart(string Id, string Name, string Done, string Refused, bool NumbersMembers = false)
{
    /// <summary>What is done without an answer.</summary>
    public static IReadOnlyList<string> Unanswered { get; } = ["remedy.requested"];

    public static IReadOnlyList<Counterpart> All { get; } =
    [
        new("finance", "Finance", "billing.cleared", "billing.refused"),
        new("vendor", "The MLS system", "provisioning.completed", "provisioning.failed", NumbersMembers: true),
        new("lockbox", "The lockbox provider", "provisioning.completed", "provisioning.failed"),
    ];
}

/// <summary>What a counterpart makes of requests.</summary>
public enum Behavior
{
    /// <summary>It does what it is asked.</summary>
    Answers = 1,

    Refuses,

    IsSilent,
}

/// <summary>What a counterpart was asked.</summary>
/// <param name="Number">Counts them.</param>
/// <param name="Counterpart">Whom.</param>
/// <param name="Type">What for: the event's type.</param>
/// <param name="Case">The case's number.</param>
/// <param name="Who">About whom.</param>
/// <param name="At">When it was read.</param>
/// <param name="Said">The type of the answer that was sent or is to be, or null.</param>
/// <param name="SaidAt">When it is sent; null: there is none.</param>
public sealed record SystemRequest(long Number, Counterpart Counterpart, string Type, string Case, string Who, DateTimeOffset At, string? Said, DateTimeOffset? SaidAt);
