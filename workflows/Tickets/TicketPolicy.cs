using System.ComponentModel.DataAnnotations;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets;

/// <summary>The standards and lists of tickets. A ticket keeps those that it was opened with.</summary>
public sealed record TicketPolicy : IPolicySection
{
    /// <summary>One, two or three, the first contact first.</summary>
    [Length(1, 3)]
    public required IReadOnlyList<TicketLevel> Levels { get; init; }

    /// <summary>What a ticket can be about, in the form's order.</summary>
    [Length(1, 50)]
    public required IReadOnlyList<TicketCategory> Categories { get; init; }

    /// <summary>What we promise for each priority.</summary>
    [Length(4, 4, ErrorMessage = "must have each of the 4 priorities once")]
    public required IReadOnlyList<PriorityStandard> Standards { get; init; }

    /// <summary>By when a person answers first.</summary>
    public required FirstResponseStandard FirstResponse { get; init; }

    /// <summary>Percent of a target after which whoever has the ticket is warned: 1 to 99.</summary>
    [Range(1, 99)]
    public required int WarnPercent { get; init; }

    /// <summary>By when whoever reopened a ticket hears from us.</summary>
    public required Target ReopenedUpdate { get; init; }

    /// <summary>While we wait for the customer.</summary>
    public required SilencePolicy Waiting { get; init; }

    /// <summary>After a ticket was resolved, while the customer doesn't say whether it is.</summary>
    public required SilencePolicy Resolved { get; init; }

    /// <summary>Days for which a closed ticket can be reopened: 1 to 90.</summary>
    [Range(1, 90)]
    public required int ReopenDays { get; init; }

    /// <summary>The most business days from something that happens to a date that follows from it.</summary>
    internal int LongestDays => Standards.SelectMany(standard => standard.Resolution.Append(standard.NextUpdate)).Select(target => target.Days ?? 1)
        .Append(Waiting.EndDays).Append(Resolved.EndDays).Max();

    /// <summary>What people call a category; its id when the policy no longer has it.</summary>
    public string CategoryName(string id) => Categories.FirstOrDefault(category => category.Id == id)?.Name ?? id;

    /// <summary>What is promised for a priority.</summary>
    public PriorityStandard StandardOf(Priority priority) => Standards.First(each => each.Priority == priority);

    public void Check(PolicyCheck check)
    {
        for (var i = 0; i < Levels.Count; i++)
        {
            check.At("levels").At(i).At("role").Must(StaffRoles.All.Contains(Levels[i].Role), $"must be one of {string.Join(", ", StaffRoles.All)}", $"\"{Levels[i].Role}\"");
        }
        for (var i = 0; i < Categories.Count; i++)
        {
            check.At("categories").At(i).At("id").Must(!Categories.Take(i).Any(each => each.Id == Categories[i].Id), "must not be there twice", $"\"{Categories[i].Id}\"");
        }
        for (var i = 0; i < Standards.Count; i++)
        {
            var (place, standard) = (check.At("standards").At(i), Standards[i]);
            place.At("priority").Must(!Standards.Take(i).Any(each => each.Priority == standard.Priority), "must not be there twice", EnumNames<Priority>.Of(standard.Priority));
            place.At("resolution").Must(standard.Resolution.Count == Levels.Count, $"must have a target for each of the {Levels.Count} levels", standard.Resolution.Count);
            for (var level = 0; level < standard.Resolution.Count; level++)
            {
                standard.Resolution[level].Check(place.At("resolution").At(level));
            }
            standard.NextUpdate.Check(place.At("nextUpdate"));
        }

        check.At("firstResponse").At("managerMinutes").Must(FirstResponse.ManagerMinutes > FirstResponse.Minutes, "must be more than minutes", FirstResponse.ManagerMinutes);
        ReopenedUpdate.Check(check.At("reopenedUpdate"));
        Waiting.Check(check.At("waiting"));
        Resolved.Check(check.At("resolved"));
    }

    /// <summary>Reports levels that name a calendar that there isn't: it stands in another section.</summary>
    public void CheckCalendars(PolicyCheck check, CalendarsPolicy calendars)
    {
        for (var i = 0; i < Levels.Count; i++)
        {
            check.At("levels").At(i).At("calendar").Must(
                Levels[i].Calendar is not { } name || calendars.Named.ContainsKey(name), $"must be one of calendars.named: {string.Join(", ", calendars.Named.Keys)}",
                $"\"{Levels[i].Calendar}\"");
        }
    }
}

public static class TicketCalendars
{
    /// <summary>The calendar of a level, as the policy has it today.</summary>
    public static NamedCalendar Of(this NamedCalendars calendars, TicketLevel level) => level.Calendar is { } name ? calendars.Of(name) : calendars.Default;
}

/// <param name="Name">What people call it: "Level I".</param>
/// <param name="Role">Whose it is: a role such as "level-1".</param>
/// <param name="Calendar">When it is open: one of calendars.named; left out: the default.</param>
public sealed record TicketLevel([property: Length(1, 40)] string Name, string Role, string? Calendar = null);

/// <param name="Id">In JSON, 1 to 40 lower-case letters and dashes: "listing-input".</param>
/// <param name="Name">In the form: "Entering or changing a listing".</param>
public sealed record TicketCategory(
    [property: RegularExpression("[a-z-]{1,40}", ErrorMessage = "must be 1 to 40 lower-case letters and dashes")] string Id,
    [property: Length(1, 100)] string Name);

/// <param name="Priority">Which.</param>
/// <param name="Resolution">By when it is resolved, for each level, counted from when the level got it.</param>
/// <param name="NextUpdate">By when the customer hears from us after they wrote.</param>
public sealed record PriorityStandard(Priority Priority, [property: Length(1, 3)] IReadOnlyList<Target> Resolution, Target NextUpdate);

/// <summary>By when a person answers first. What came by phone or at the counter was answered when it was opened.</summary>
/// <param name="Minutes">Minutes of open time: 1 to 600.</param>
/// <param name="ManagerMinutes">Minutes after which the manager is told: more than that, and at most 1,200.</param>
/// <param name="Channels">For which channels: "email", "form".</param>
public sealed record FirstResponseStandard([property: Range(1, 600)] int Minutes, [property: Range(2, 1200)] int ManagerMinutes, IReadOnlyList<Channel> Channels);

/// <summary>What becomes of a customer's silence.</summary>
/// <param name="ReminderDays">Business days after which they are reminded: 1 to less than endDays.</param>
/// <param name="EndDays">Business days after which we go on without them: 2 to 60.</param>
public sealed record SilencePolicy([property: Range(1, 59)] int ReminderDays, [property: Range(2, 60)] int EndDays) : IPolicySection
{
    public void Check(PolicyCheck check) => check.At("reminderDays").Must(ReminderDays < EndDays, "must be less than endDays", ReminderDays);
}
