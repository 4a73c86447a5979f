using MemberServices.Cases;

namespace MemberServices.Onboarding.Checklist;

/// <summary>What the items of a checklist are to the staff: a work item for whoever records it, and one for the second person. Each round has its own.</summary>
public sealed class ChecklistWork(CaseWorkItems work)
{
    /// <summary>Opens what an item asks for where it stands; a repeat changes nothing.</summary>
    public Task OpenAsync(EnrollmentRecord record, CaseStep step, ChecklistItemState item) => item.Status switch
    {
        ChecklistStatus.Open => work.OpenAsync(
            record.Id, step.Number, KindOf(item), item.Item.OwnerRole, $"{item.Item.Name} of {Who(record)}: complete it on the checklist",
            record.Applicant.MemberKey, new CaseWorkItemTime(ChecklistStage.DueOf(record, step, item), item.Item.ReminderDays)),
        ChecklistStatus.Completed => work.OpenAsync(
            record.Id, step.Number, VerifyKindOf(item), item.Item.VerifierRole!,
            $"Verify {item.Item.Name} of {Who(record)}, as somebody else than {item.Last(ChecklistAct.Complete)!.By.Name}", record.Applicant.MemberKey),
        _ => Task.CompletedTask,
    };

    /// <summary>Closes what an item asked for where it stood before.</summary>
    public async Task CloseAsync(EnrollmentRecord record, CaseStep step, ChecklistItemState before, string because)
    {
        await work.CloseAsync(record.Id, step.Number, KindOf(before), before.Item.OwnerRole, because);
        if (before.Item.VerifierRole is { } role)
        {
            await work.CloseAsync(record.Id, step.Number, VerifyKindOf(before), role, because);
        }
    }

    static string KindOf(ChecklistItemState item) => FormattableString.Invariant($"{item.Item.Id}.{item.Round}");

    static string VerifyKindOf(ChecklistItemState item) => $"{KindOf(item)}.verify";

    static string Who(EnrollmentRecord record) => $"{record.Applicant.MemberFullName} ({record.Applicant.MemberKey})";
}
