using MemberServices.Staff;

namespace MemberServices.Onboarding.Checklist;

/// <summary>How a case's checklist looks to its member and to staff.</summary>
public sealed class ChecklistViews(StaffPolicy roles)
{
    /// <summary>Null when the case has none, or an empty one.</summary>
    public ChecklistView? Of(EnrollmentRecord record, DateTimeOffset now)
    {
        if (record.Checklist is not { Items.Count: > 0 } list)
        {
            return null;
        }
        var opened = record.ChecklistOpenedAt;
        var calendar = record.ReadCalendar();
        var isLive = record.State.End is null;
        return new ChecklistView(
            [.. list.Items.Select(item => ViewOf(item, opened is { } at ? ChecklistSchedule.DueOf(list.Policy, item, at, calendar) : null, isLive, now))],
            isLive && list.IsSuspended ? list.Turns[^1].At : null);
    }

    ChecklistItemView ViewOf(ChecklistItemState item, DateTimeOffset? due, bool isLive, DateTimeOffset now)
    {
        var round = item.Changes.Reverse().TakeWhile(change => change.What.Act != ChecklistAct.Reopen).ToList();
        return new ChecklistItemView(
            item.Item.Id, item.Item.Name, item.Item.Kind, item.Status, due, item.Item.Mandatory, isLive && item.IsOpen && due <= now,
            isLive && item.Suspension is not null, item.Item.ToDo, NameOf(item.Item.OwnerRole), item.Item.VerifierRole is { } role ? NameOf(role) : null,
            Mark(ChecklistAct.Complete), Mark(ChecklistAct.Verify), Mark(ChecklistAct.Waive),
            item.IsOpen ? ChecklistMark.Of(item.Last(ChecklistAct.Reopen)) : null);

        ChecklistMark? Mark(ChecklistAct act) => ChecklistMark.Of(round.FirstOrDefault(change => change.What.Act == act));
    }

    // A policy may have given up a role since the case began.
    string NameOf(string role) => roles.Roles.FirstOrDefault(each => each.Id == role)?.Name ?? role;
}
