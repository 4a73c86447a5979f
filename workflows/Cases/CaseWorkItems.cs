using System.Globalization;
using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Staff;
using MemberServices.WorkItems;

namespace MemberServices.Cases;

/// <summary>When a case wants a work item to be done.</summary>
/// <param name="Due">By when.</param>
/// <param name="ReminderDays">So many days before it its owner is reminded, at the due time on the clock or at the next opening; null: by the policy.</param>
public sealed record CaseWorkItemTime(DateTimeOffset Due, IReadOnlyList<int>? ReminderDays = null);

/// <summary>What cases make work of. Opened by case, step, kind and role; all that a step opened is closed with it.</summary>
public sealed class CaseWorkItems(WorkItemService list, WorkItemPolicy policy, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>Opens an item; a repeat changes nothing.</summary>
    /// <param name="case">Which case.</param>
    /// <param name="step">Which step; 0: none, so that it stays until somebody closes it.</param>
    /// <param name="kind">What is to be done, in a word of an id's characters: "approval".</param>
    /// <param name="role">Who does it: one of <see cref="StaffRoles"/>.</param>
    /// <param name="title">What to do, in a line.</param>
    /// <param name="memberKey">The member it is about, or null.</param>
    /// <param name="time">By when, and when its owner is reminded; null: by the policy.</param>
    /// <param name="owner">Who of the role is to do it; null: the role.</param>
    /// <exception cref="ArgumentException">The kind can't be part of an id, so that the item wouldn't be closed with its step.</exception>
    public Task OpenAsync(CaseId @case, int step, string kind, string role, string title, string? memberKey, CaseWorkItemTime? time = null, StaffPerson? owner = null)
    {
        DeterministicId.ThrowIfInvalid(kind);
        var now = clock.GetUtcNow();
        var due = time?.Due ?? WorkItemSchedule.DueOf(policy, calendar, now);
        return list.OpenAsync(new WorkItem(DeterministicId.From(@case, step, kind, role), role, title, due, @case.ToString(), memberKey, now)
        {
            RemindAt = time?.ReminderDays is { } days ? WorkItemSchedule.DaysBefore(calendar, due, days) : null,
            Owner = owner,
            State = owner is null ? WorkItemState.Open : WorkItemState.HandedOver,
        });
    }

    /// <summary>Closes an item whose reason is gone; nothing happens when it was never opened.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task CloseAsync(CaseId @case, int step, string kind, string role, string because) =>
        list.CloseAsync(DeterministicId.From(@case, step, kind, role), because);

    /// <summary>Closes all that a case opened.</summary>
    public Task CloseAllAsync(CaseId @case, string because) => list.CloseAllAsync($"{@case}.", because);

    /// <summary>Closes all items of a step whose kind begins so.</summary>
    public Task CloseKindAsync(CaseId @case, int step, string kindBegins, string because) =>
        list.CloseAllAsync($"{DeterministicId.From(@case, step)}.{kindBegins}", because);

    /// <summary>Closes all items of some kinds that earlier steps opened.</summary>
    /// <param name="case">Which case.</param>
    /// <param name="before">Steps before this one.</param>
    /// <param name="because">Why, for staff.</param>
    /// <param name="kinds">Which kinds.</param>
    public Task CloseEarlierAsync(CaseId @case, int before, string because, params IReadOnlyList<string> kinds) => list.CloseAllAsync(
        $"{@case}.", because,
        id => id.Split('.') is [_, var step, var kind, ..] && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < before && kinds.Contains(kind));

    /// <summary>Closes what a step opened, because it has its outcome.</summary>
    public Task CloseAsync(CaseId @case, int step, string because) => list.CloseAllAsync($"{DeterministicId.From(@case, step)}.", because);
}
