using System.Globalization;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk;
using MemberServices.Desk.Frame;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Tickets.Desk;

/// <summary>Which of the tickets are shown.</summary>
public enum TicketsShown
{
    /// <summary>For which we must act.</summary>
    ToDo = 1,
    Untaken,
    DueSoon,

    /// <summary>For which the customer must act.</summary>
    Waiting,
}

/// <summary>Queues of tickets: a level's, what is late first, then by due time; one's own; all.</summary>
public sealed class TicketQueuePage(CaseIndex index, TicketPolicy policy, DeskRenderer desk, TimeProvider clock) : IDeskPage
{
    const int PageSize = 50;

    /// <summary>So many of a queue are counted.</summary>
    const int MostCounted = 100;

    static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    /// <summary>The address of this page.</summary>
    public const string Address = DeskRequest.Root + "/tickets";

    /// <summary>One's own, of every level; and all, the newest first.</summary>
    public const string Mine = "mine", All = "all";

    public string Route => "tickets";

    public string What => "the tickets of a level, of a person or all, what is late first";

    /// <summary>The queue of a level.</summary>
    public static string Of(int level) => DeskRequest.With(Address, ("level", level.ToString(CultureInfo.InvariantCulture)));

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var (now, me) = (clock.GetUtcNow(), request.Who.Person);
        var of = request.Query("of") is (Mine or All) and var wanted ? wanted : null;
        // A level that there isn't is the person's own, and a page that there isn't is the first.
        var level = int.TryParse(request.Query("level"), out var number) && number >= 1 && number <= policy.Levels.Count ? number : LevelOf(request.Who);
        var show = Names.FirstOrDefault(each => each.Value == request.Query("show")).Key is var named and not 0 ? named : TicketsShown.ToDo;
        var query = of switch
        {
            Mine => CaseQuery.AskedOf(me.Email, CaseKind.Ticket),
            All => CaseQuery.List(CaseKind.Ticket),
            _ => QueryOf(level, show, now),
        };
        var counts = Task.WhenAll(Enumerable.Range(1, policy.Levels.Count).Select(each => index.PageAsync(CaseQuery.Queue(CaseKind.Ticket, TicketIndex.PlaceOf(each)), MostCounted, null, request.Cancellation)));
        // Whoever has more tickets than are counted sees the newest.
        var own = index.PageAsync(CaseQuery.AskedOf(me.Email, CaseKind.Ticket), MostCounted, null, request.Cancellation);
        var page = of == Mine ? null : await index.PageAsync(query, PageSize, request.Query("after"), request.Cancellation) ?? await index.PageAsync(query, PageSize, null, request.Cancellation);
        var mine = (await own)!;
        var levels = (await counts).Select((each, i) => new QueueCount(i + 1, policy.Levels[i].Name, each!.Cases.Count, each.After is not null)).ToList();
        var queue = (await counts)[level - 1]!.Cases;
        return await desk.PageAsync<TicketList>(
            request, StatusCodes.Status200OK,
            (nameof(TicketList.Levels), levels), (nameof(TicketList.Level), level), (nameof(TicketList.Of), of), (nameof(TicketList.Shown), show),
            (nameof(TicketList.Tickets), page is not null && of is null && show != TicketsShown.Waiting ? ByPriority(page.Cases) : page?.Cases ?? [.. mine.Cases.OrderBy(entry => entry.Queue is null).ThenBy(entry => entry.LateSince ?? entry.WaitsFor?.Until ?? DateTimeOffset.MaxValue)]),
            (nameof(TicketList.After), page?.After), (nameof(TicketList.IsFirst), request.Query("after") is null),
            (nameof(TicketList.MineCount), new QueueCount(0, "Mine", mine.Cases.Count, mine.After is not null)),
            (nameof(TicketList.Late), queue.Count(entry => entry.LateSince is not null)), (nameof(TicketList.DueSoon), queue.Count(entry => DueOf(entry) > now && DueOf(entry) <= now + Soon)));
    }

    /// <summary>The names of what is shown in addresses.</summary>
    internal static IReadOnlyDictionary<TicketsShown, string> Names { get; } = new Dictionary<TicketsShown, string>
    {
        [TicketsShown.Untaken] = "untaken",
        [TicketsShown.DueSoon] = "soon",
        [TicketsShown.Waiting] = "waiting",
    };

    /// <summary>When something is due to us, or was.</summary>
    internal static DateTimeOffset? DueOf(CaseIndexEntry entry) => entry.LateSince ?? entry.WaitsFor?.Until;

    /// <summary>Of what is due at the same time, what presses more comes first.</summary>
    static List<CaseIndexEntry> ByPriority(IReadOnlyList<CaseIndexEntry> queue) =>
        [.. queue.OrderBy(entry => DueOf(entry) ?? DateTimeOffset.MaxValue).ThenBy(entry => EnumNames<Priority>.TryParse(entry.Priority, out var priority) ? priority : Priority.Normal)];

    static CaseQuery QueryOf(int level, TicketsShown show, DateTimeOffset now) => show switch
    {
        TicketsShown.Untaken => CaseQuery.Queue(CaseKind.Ticket, TicketIndex.PlaceOf(level), where: entry => entry.Asked is null),
        TicketsShown.DueSoon => CaseQuery.Queue(CaseKind.Ticket, TicketIndex.PlaceOf(level), before: now + Soon),
        TicketsShown.Waiting => CaseQuery.List(CaseKind.Ticket, TicketIndex.PlaceOf(level), where: entry => entry.Queue is null),
        _ => CaseQuery.Queue(CaseKind.Ticket, TicketIndex.PlaceOf(level)),
    };

    /// <summary>The first level whose role somebody has; the first for everybody else.</summary>
    int LevelOf(PersonInRoles who) => policy.Levels.Index().FirstOrDefault(level => who.Has(level.Item.Role)).Index + 1;
}

/// <param name="Level">Which level; 0: no level's.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Count">How many were counted.</param>
/// <param name="IsMore">Whether there are more.</param>
public sealed record QueueCount(int Level, string Name, int Count, bool IsMore);
