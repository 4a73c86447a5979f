using MemberServices.Desk.Frame;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.WorkItems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Work;

/// <summary>Renders my work, with a panel open where somebody does something with an item.</summary>
public sealed class WorkPanels(MyWorkReader reader, WorkItemTable table, StaffDirectory staff, StaffPolicy policy, DeskRenderer desk, DeskTimes times)
{
    internal IReadOnlySet<string> Roles { get; } = policy.Roles.Select(role => role.Id).ToHashSet();

    /// <param name="request">Who asks; role, show, do and item are in its address.</param>
    /// <param name="status">The answer's.</param>
    /// <param name="sent">A form that couldn't be taken, or null: role and show are in it.</param>
    /// <param name="typed">What was typed in the panel, or null.</param>
    /// <param name="note">What is said first; null: what was done, if the address names it.</param>
    public async Task<IActionResult> PageAsync(DeskRequest request, int status, PostedForm? sent = null, TypedWork? typed = null, DeskNote? note = null)
    {
        var (role, show) = (sent is null ? request.Query("role") : sent["role"], sent is null ? request.Query("show") : sent["show"]);
        var work = await reader.ReadAsync(request.Who, role, ShownOf(show), request.Cancellation);
        typed ??= sent is null && request.Query("do") is { } act && request.Query("item") is { } id ? new TypedWork(id, act, "", "", []) : null;
        var open = typed is null ? null : work.Items.FirstOrDefault(each => each.Item.Id == typed.Item)?.Item;
        return await desk.PageAsync<WorkList>(
            request, status, (nameof(WorkList.Work), work), (nameof(WorkList.Typed), open is null ? null : typed),
            (nameof(WorkList.Targets), open is not null && typed!.Act == WorkActPage.HandOver ? await TargetsAsync(open) : []),
            (nameof(WorkList.Note), note ?? await SaidAsync(request)), (nameof(WorkList.Show), show), (nameof(WorkList.RoleNames), policy.Roles.ToDictionary(each => each.Id, each => each.Name)));
    }

    /// <summary>Where one came from: my work with the same filter.</summary>
    public string Back(PostedForm sent) => DeskRequest.With(
        DeskRequest.Root, ("role", Roles.Contains(sent["role"]) ? sent["role"] : null), ("show", NameOf(ShownOf(sent["show"]))));

    public static WorkShown ShownOf(string? show) => show switch
    {
        "mine" => WorkShown.Mine,
        "to-take" => WorkShown.ToTake,
        "all" => WorkShown.Everybodys,
        _ => WorkShown.MineAndToTake,
    };

    public static string? NameOf(WorkShown shown) => shown switch
    {
        WorkShown.Mine => "mine",
        WorkShown.ToTake => "to-take",
        WorkShown.Everybodys => "all",
        _ => null,
    };

    /// <summary>Who did what meanwhile, and what was typed in vain.</summary>
    public DeskNote Quicker(WorkItemRecord record, string typed)
    {
        var last = record.Story.Last(entry => entry.IsAct);
        var what = last.Kind switch
        {
            WorkItemEntryKind.Taken => $"{last.By} took it",
            WorkItemEntryKind.HandedOver => $"{last.By} handed it over to {Name(last.To)}",
            WorkItemEntryKind.Done => $"{last.By} did it",
            WorkItemEntryKind.Lapsed => "Its reason went away",
            _ => $"{Name(record.Item.Holder)} has it",
        };
        return DeskNote.Quicker(
            $"{what}, {times.Exact(last.At, isInside: true)}: {record.Item.Title}.",
            typed.Length == 0 ? "Nothing was changed by you." : $"Nothing was changed by you. What you typed stands in the item’s story: “{typed}”", Story(record.Item));
    }

    /// <summary>What was done, as the item's story has it: an address alone confirms nothing.</summary>
    async Task<DeskNote?> SaidAsync(DeskRequest request)
    {
        if (request.Query("said") is null || request.Query("item") is not { } id || await table.ReadAsync(id, request.Cancellation) is not { } record
            || record.Story.LastOrDefault(entry => entry.IsAct) is not { } last || last.ById != request.Who.Person.Id)
        {
            return null;
        }
        var item = record.Item;
        return last.Kind switch
        {
            WorkItemEntryKind.Taken => DeskNote.Done($"You took “{item.Title}”.", $"It is due {times.WithZone(item.Due)}. You are reminded before that."),
            WorkItemEntryKind.HandedOver => DeskNote.Done($"Handed over to {Name(last.To)}: “{item.Title}”.", $"It stays due {times.WithZone(item.Due)}."),
            WorkItemEntryKind.Done => DeskNote.Done($"Done: “{item.Title}”.", "What came of it stands in its story.", Story(item)),
            _ => null,
        };
    }

    static MessageLink Story(WorkItem item) => new("Its story", DeskRequest.To("work", item.Id));

    string Name(string? roleOrPerson) => policy.Roles.FirstOrDefault(role => role.Id == roleOrPerson)?.Name ?? roleOrPerson ?? "somebody";

    async Task<IReadOnlyList<Choice>> TargetsAsync(WorkItem item)
    {
        var people = Roles.Contains(item.Role) ? await staff.PeopleOfAsync(item.Role) : [];
        return
        [
            .. people.Where(person => person.Id != item.Owner?.Id).Select(person => new Choice($"person:{person.Email}", $"{person.Name}, {Name(item.Role)}")),
            .. policy.Roles.Where(role => role.Id != item.Role || item.Owner is not null).Select(role => new Choice($"role:{role.Id}", $"{role.Name}, whoever is free")),
        ];
    }
}
