using MemberServices.Policies;

namespace MemberServices.WorkItems;

/// <summary>By when work is to be done, and who hears of it when it isn't.</summary>
public sealed record WorkItemPolicy : IPolicySection
{
    /// <summary>Business days from the opening of an item until it is due: 1 to 30.</summary>
    public required int DueDays { get; init; }

    /// <summary>After how much of that time, in percent of its opening hours, the owner is reminded: 1 to 99.</summary>
    public required int ReminderPercent { get; init; }

    /// <summary>Business days after the due time until the owner's manager is told: 0 to 30.</summary>
    public required int ManagerDays { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("dueDays").Must(DueDays is >= 1 and <= 30, "must be from 1 to 30", DueDays);
        check.At("reminderPercent").Must(ReminderPercent is >= 1 and <= 99, "must be from 1 to 99", ReminderPercent);
        check.At("managerDays").Must(ManagerDays is >= 0 and <= 30, "must be from 0 to 30", ManagerDays);
    }
}
