using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Tickets;

/// <summary>The standards and lists of tickets. A ticket keeps those that it was opened with.</summary>
public sealed record TicketPolicy : IPolicySection
{
    /// <summary>One, two or three, the first contact first.</summary>
    public required IReadOnlyList<TicketLevel> Levels { get; init; }

    /// <summary>What a ticket can be about, in the form's order.</summary>
    public required IReadOnlyList<TicketCategory> Categories { get; init; }

    /// <summary>What we promise for each priority.</summary>
    public required IReadOnlyList<PriorityStandard> Standards { get; init; }

    public required FirstResponseStandard FirstResponse { get; init; }

    /// <summary>Percent of a target after which whoever has the ticket is warned: 1 to 99.</summary>
    public required int WarnPercent { get; init; }

    /// <summary>By when whoever reopened a ticket hears from us.</summary>
    public required Target ReopenedUpdate { get; init; }

    /// <summary>While we wait for the customer.</summary>
    public required SilencePolicy Waiting { get; init; }

    /// <summary>After a ticket was resolved, while the customer doesn't say whether it is.</summary>
    public required SilencePolicy Resolved { get; init; }

    /// <summary>Days for which a closed ticket can be reopened: 1 to 90.</summary>
    public required int ReopenDays { get; init; }

    /// <summary>What is promised for a priority.</summary>
    public PriorityStandard StandardOf(Priority priority) => Standards.First(each => each.Priority == priority);

    public void Check(PolicyCheck check)
    {
        check.At("levels").Must(Levels.Count is >= 1 and <= 3, "must be one, two or three", Levels.Count);
        for (var i = 0; i < Levels.Count; i++)
        {
            check.At("levels").At(i).At("role").Must(StaffRoles.All.Contains(Levels[i].Role), $"must be one of {string.Join(", ", StaffRoles.All)}", $"\"{Levels[i].Role}\"");
            check.At("levels").At(i).At("name").Must(Levels[i].Name.Trim().Length > 0, "must not be empty");
        }

        check.At("categories").Must(Categories.Count > 0, "must name at least one");
        for (var i = 0; i < Categories.Count; i++)
        {
            var (place, category) = (check.At("categories").At(i), Categories[i]);
            place.At("id").Must(
                category.Id.Length is > 0 and <= 40 && category.Id.All(c => char.IsAsciiLetterLower(c) || c == '-'), "must be 1 to 40 lower-case letters and dashes",
                $"\"{category.Id}\"");
            place.At("id").Must(!Categories.Take(i).Any(each => each.Id == category.Id), "must not be there twice", $"\"{category.Id}\"");
            place.At("name").Must(category.Name.Trim().Length > 0, "must not be empty");
        }

        foreach (var priority in Enum.GetValues<Priority>())
        {
            check.At("standards").Must(Standards.Count(each => each.Priority == priority) == 1, $"must have {EnumNames<Priority>.Of(priority)} once");
        }
        for (var i = 0; i < Standards.Count; i++)
        {
            var (place, standard) = (check.At("standards").At(i), Standards[i]);
            place.At("resolution").Must(standard.Resolution.Count == Levels.Count, $"must have a target for each of the {Levels.Count} levels", standard.Resolution.Count);
            for (var level = 0; level < standard.Resolution.Count; level++)
            {
                standard.Resolution[level].Check(place.At("resolution").At(level));
            }
            standard.NextUpdate.Check(place.At("nextUpdate"));
        }

        FirstResponse.Check(check.At("firstResponse"));
        ReopenedUpdate.Check(check.At("reopenedUpdate"));
        Waiting.Check(check.At("waiting"));
        Resolved.Check(check.At("resolved"));
        check.At("warnPercent").Must(WarnPercent is >= 1 and <= 99, "must be from 1 to 99", WarnPercent);
        check.At("reopenDays").Must(ReopenDays is >= 1 and <= 90, "must be from 1 to 90", ReopenDays);
    }
}

/// <param name="Name">What people call it: "Level I".</param>
/// <param name="Role">Whose it is: one of <see cref="StaffRoles"/>.</param>
public sealed record TicketLevel(string Name, string Role);

/// <param name="Id">In JSON: "listing-input".</param>
/// <param name="Name">In the form: "Listing input".</param>
public sealed record TicketCategory(string Id, string Name);

/// <param name="Priority">Which.</param>
/// <param name="Resolution">By when it is resolved, for each level, counted from when the level got it.</param>
/// <param name="NextUpdate">By when the customer hears from us after they wrote.</param>
public sealed record PriorityStandard(Priority Priority, IReadOnlyList<Target> Resolution, Target NextUpdate);

/// <summary>By when a person answers first. What came by phone or at the counter was answered when it was opened.</summary>
/// <param name="Minutes">Minutes of open time: 1 to 600.</param>
/// <param name="ManagerMinutes">Minutes after which the manager is told: more than that, and at most 1,200.</param>
/// <param name="Channels">For which channels.</param>
public sealed record FirstResponseStandard(int Minutes, int ManagerMinutes, IReadOnlyList<Channel> Channels) : IPolicySection
{
    public void Check(PolicyCheck check)
    {
        check.At("minutes").Must(Minutes is >= 1 and <= 600, "must be from 1 to 600", Minutes);
        check.At("managerMinutes").Must(ManagerMinutes > Minutes && ManagerMinutes <= 1200, "must be more than minutes and at most 1200", ManagerMinutes);
    }
}

/// <summary>What becomes of a customer's silence.</summary>
/// <param name="ReminderDays">Business days after which they are reminded: 1 to less than endDays.</param>
/// <param name="EndDays">Business days after which we go on without them: 2 to 60.</param>
public sealed record SilencePolicy(int ReminderDays, int EndDays) : IPolicySection
{
    public void Check(PolicyCheck check)
    {
        check.At("reminderDays").Must(ReminderDays >= 1 && ReminderDays < EndDays, "must be from 1 to less than endDays", ReminderDays);
        check.At("endDays").Must(EndDays is >= 2 and <= 60, "must be from 2 to 60", EndDays);
    }
}
