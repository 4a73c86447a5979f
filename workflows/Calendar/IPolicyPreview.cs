namespace MemberServices.Calendar;

/// <summary>What will happen to something of a kind that begins at a moment, by the policy as it is today. A feature registers its kinds.</summary>
public interface IPolicyPreview
{
    /// <summary>In an address: "enrollment".</summary>
    string Kind { get; }

    /// <summary>Its stages in their order; what has none is one stage.</summary>
    IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt);
}

/// <summary>A stage, as if it began when the whole was opened: when it does begin, people decide.</summary>
/// <param name="Id">In JSON: "broker-approval".</param>
/// <param name="Name">For people: "Broker approval".</param>
/// <param name="Deadlines">What happens while nobody answers, in its order.</param>
public sealed record PreviewedStage(string Id, string Name, IReadOnlyList<PreviewedDeadline> Deadlines);

/// <param name="Kind">What kind of deadline: "reminder".</param>
/// <param name="Number">Which of its kind, from 1.</param>
/// <param name="What">What happens, in words.</param>
/// <param name="At">When, UTC.</param>
/// <param name="How">The arithmetic in words.</param>
public sealed record PreviewedDeadline(string Kind, int Number, string What, DateTimeOffset At, string How);
