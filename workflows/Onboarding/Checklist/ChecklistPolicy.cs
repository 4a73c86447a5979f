using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Checklist;

/// <summary>What an item of the checklist is. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<ChecklistItemKind>))]
public enum ChecklistItemKind
{
    /// <summary>The member attends it.</summary>
    Class = 1,

    /// <summary>The member hands it in.</summary>
    Document,

    /// <summary>Staff do it.</summary>
    StaffCheck,
}

/// <summary>What a new member does after they have access, and what is done for them. Plain data: a case carries the checklist that it started with.</summary>
public sealed record ChecklistPolicy : IPolicySection
{
    /// <summary>In the order in which people see them; may be empty.</summary>
    [Length(0, 50)]
    public required IReadOnlyList<ChecklistItem> Items { get; init; }

    /// <summary>Days before a mandatory item's due date on which the member is told that access will be suspended: 1 to 30.</summary>
    [Range(1, 30)]
    public int NoticeDays { get; init; } = 7;

    public void Check(PolicyCheck check)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            var (item, place) = (Items[i], check.At("items").At(i));
            item.Check(place);
            place.At("id").Must(!Items.Take(i).Any(other => other.Id == item.Id), "must not be there twice", $"\"{item.Id}\"");
            place.At("dueDays").Must(
                !item.Mandatory || item.DueDays > NoticeDays, $"must be more than noticeDays ({NoticeDays}) for a mandatory item: the member is told in time", item.DueDays);
            foreach (var (j, number) in item.ClassIds.Index())
            {
                place.At("classIds").At(j).Must(
                    !Items.Take(i).Any(other => other.ClassIds.Contains(number, StringComparer.OrdinalIgnoreCase)), "must not be another item's, too", $"\"{number}\"");
            }
        }
    }
}

/// <summary>One item. Its days are those of the calendar on the wall; what falls on a closed day moves to an open one.</summary>
public sealed record ChecklistItem : IPolicySection
{
    public const int LongestId = 40;
    const int MostDays = 365;

    /// <summary>In JSON and addresses, 1 to 40 lower-case letters, digits and dashes: "orientation-class".</summary>
    [RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "must be 1 to 40 lower-case letters, digits and dashes")]
    public required string Id { get; init; }

    /// <summary>What people call it: "Orientation class".</summary>
    [Length(1, 100)]
    public required string Name { get; init; }

    public required ChecklistItemKind Kind { get; init; }

    /// <summary>Who records that it is done: a role such as "trainers".</summary>
    public required string OwnerRole { get; init; }

    /// <summary>Days from the opening of the checklist until it is due: 1 to 365.</summary>
    [Range(1, MostDays)]
    public int DueDays { get; init; } = 30;

    /// <summary>Whether the enrollment waits for it, and access is suspended while it is overdue.</summary>
    public required bool Mandatory { get; init; }

    /// <summary>Whose people verify it, as a second person; null: nobody does.</summary>
    public string? VerifierRole { get; init; }

    /// <summary>Days before its due date on which the member is reminded: falling, all less than dueDays.</summary>
    [Range(1, MostDays - 1)]
    public IReadOnlyList<int> ReminderDays { get; init; } = [7, 1];

    /// <summary>By what the system that knows who attended calls its classes; only of a class.</summary>
    [Length(0, 100)]
    public IReadOnlyList<string> ClassIds { get; init; } = [];

    /// <summary>What the member is to do, in a sentence or two.</summary>
    [Length(1, 500)]
    public required string ToDo { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("ownerRole").Must(StaffRoles.All.Contains(OwnerRole), $"must be one of {string.Join(", ", StaffRoles.All)}", $"\"{OwnerRole}\"");
        check.At("verifierRole").Must(
            VerifierRole is null || StaffRoles.All.Contains(VerifierRole), $"must be one of {string.Join(", ", StaffRoles.All)}, or left out", $"\"{VerifierRole}\"");
        for (var i = 0; i < ReminderDays.Count; i++)
        {
            check.At("reminderDays").At(i).Must(
                ReminderDays[i] > 0 && ReminderDays[i] < (i == 0 ? DueDays : ReminderDays[i - 1]),
                "must be more than 0 and less than the one before it, the first less than dueDays", ReminderDays[i]);
        }
        check.At("classIds").Must(ClassIds.Count == 0 || Kind == ChecklistItemKind.Class, "must be left out: only a class has them");
        for (var i = 0; i < ClassIds.Count; i++)
        {
            check.At("classIds").At(i).Must(ClassIds[i].Trim().Length > 0, "must not be empty");
        }
    }
}
