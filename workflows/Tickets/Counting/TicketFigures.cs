using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Kpis;
using MemberServices.Messages;

namespace MemberServices.Tickets.Counting;

/// <summary>The figures of tickets, and what an event adds to them.</summary>
public static class TicketFigures
{
    /// <summary>Tells what an entry of a ticket's log changes in the figures; of entries that change nothing there is none.</summary>
    public const string EventType = "ticket.counted";

    public const string Opened = "tickets.opened", Resolved = "tickets.resolved", Reopened = "tickets.reopened", MovedUp = "tickets.moved-up";
    public const string FirstResponse = "tickets.first-response-kept", NextUpdate = "tickets.next-update-kept", Resolution = "tickets.resolution-kept";

    /// <summary>What the figures are told apart by.</summary>
    public const string Channel = "channel", Category = "category", Level = "level", Priority = "priority", Caller = "caller";

    const string Kept = "It counts on the day on which it was kept or came due, whatever new time was given. What was handed to another level, or closed, before it was due doesn't count.";

    public static IReadOnlyList<Figure> All { get; } =
    [
        new(Opened, "Tickets by the day on which they were opened. One that was closed because it repeats another counts nowhere."),
        new(Resolved, "Tickets that were resolved: once, and once more each time after they were reopened."),
        new(Reopened, "How often customers or staff opened a ticket again because it wasn't solved."),
        new(MovedUp, "Moves to a higher level, by the level that was left."),
        new(FirstResponse, $"First answers by a person in time, of all that were due. {Kept}", IsShare: true),
        new(NextUpdate, $"Answers in time after the customer wrote, of all that were due. {Kept}", IsShare: true),
        new(Resolution, $"Tickets resolved in their level's time, of all that were due; one that is reopened is taken back until it is resolved again. {Kept}", IsShare: true),
    ];

    public static string Of(ClockKind kind) => kind switch
    {
        ClockKind.FirstResponse => FirstResponse,
        ClockKind.NextUpdate => NextUpdate,
        ClockKind.Resolution => Resolution,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A clock without a figure."),
    };

    /// <summary>What the event says: nothing about a person.</summary>
    public static object DetailsOf(TicketOpened opened, IReadOnlyList<TicketFactChange> changes) => new Details(
        EnumNames<Cases.Channel>.Of(opened.Channel), opened.Request.Category, opened.Request.MemberKey is null ? "public" : "member",
        [.. changes.Select(change => new Change(
            change.Fact.Figure, change.Fact.Which, change.Fact.At, change.Fact.Level, EnumNames<Priority>.Of(change.Fact.Priority), change.Fact.IsKept, change.IsTakenBack))]);

    /// <summary>What an event adds.</summary>
    public static IEnumerable<Count> Read(DomainEvent domainEvent)
    {
        var details = domainEvent.Data!.Value.Deserialize<Details>(JsonSerializerOptions.Web)!;
        return details.Changes.Select(change => new Count(
            change.Figure, change.At,
            [
                new(Channel, details.Channel), new(Category, details.Category), new(Level, $"{change.Level}"), new(Priority, change.Priority), new(Caller, details.Caller),
            ],
            (change.IsTakenBack ? -1 : 1) * (change.IsKept == false ? 0 : 1), change.IsKept is null ? 0 : change.IsTakenBack ? -1 : 1));
    }

    sealed record Details(string Channel, string Category, string Caller, IReadOnlyList<Change> Changes);

    sealed record Change(string Figure, string Which, DateTimeOffset At, int Level, string Priority, bool? IsKept, bool IsTakenBack);
}
