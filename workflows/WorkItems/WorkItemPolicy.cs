using System.ComponentModel.DataAnnotations;

namespace MemberServices.WorkItems;

/// <summary>By when work is to be done, and who hears of it when it isn't.</summary>
public sealed record WorkItemPolicy
{
    /// <summary>Business days from the opening of an item until it is due: 1 to 30.</summary>
    [Range(1, 30)]
    public required int DueDays { get; init; }

    /// <summary>After how much of that time, in percent of its opening hours, the owner is reminded: 1 to 99.</summary>
    [Range(1, 99)]
    public required int ReminderPercent { get; init; }

    /// <summary>Business days after the due time until the owner's manager is told: 0 to 30.</summary>
    [Range(0, 30)]
    public required int ManagerDays { get; init; }
}
