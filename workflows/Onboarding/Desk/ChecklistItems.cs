using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding.Checklist;
using MemberServices.Staff;

namespace MemberServices.Onboarding.Desk;

/// <summary>The items of a checklist, each with what somebody of the staff can do about it now.</summary>
static class ChecklistItems
{
    public static IReadOnlyList<DeskItem> Of(EnrollmentRecord record, ChecklistView? view, PersonInRoles who) => view is null ? []
        :
        [
            .. from item in view.Items
               let state = record.Checklist!.Find(item.Id)!
               let isPast = ChecklistActs.IsPast(record)
               let hindrance = isPast ? null : HindranceOf(item, state, who)
               select new DeskItem(item, isPast ? [] : [.. ActsOf(record, item, hindrance is null)], hindrance),
        ];

    static IEnumerable<DeskAct> ActsOf(EnrollmentRecord record, ChecklistItemView item, bool mayVerify)
    {
        var member = record.Applicant.MemberFullName;
        var restores = item.Suspends ? " Access comes back, unless something else is overdue." : "";
        if (item.Status == ChecklistStatus.Open)
        {
            yield return Act(item, ChecklistAct.Complete, new InterventionForm(
                "Complete", item.Verifier is { } verifier ? $"It is done. {verifier} verify it then.{restores}" : $"It is done.{restores}")) with
            { NeedsNoReason = true, AsksWhen = true };
        }
        if (item.Status == ChecklistStatus.Completed && mayVerify)
        {
            yield return Act(item, ChecklistAct.Verify, new InterventionForm("Verify", "You have seen that it is done.")) with { NeedsNoReason = true };
        }
        if (item.Status is ChecklistStatus.Open or ChecklistStatus.Completed)
        {
            yield return Act(item, ChecklistAct.Waive, new InterventionForm("Waive", $"It needn’t be done.{restores}") { Reader = member });
        }
        if (item.Status != ChecklistStatus.Open)
        {
            yield return Act(item, ChecklistAct.Reopen, new InterventionForm("Reopen", $"It is to be done after all, and {member} is told.") { Reader = member });
        }
    }

    static DeskAct Act(ChecklistItemView item, ChecklistAct act, InterventionForm form) => new(EnumNames<ChecklistAct>.Of(act), form) { Item = item.Id };

    /// <summary>Why somebody can't verify what is to be verified; or null.</summary>
    static string? HindranceOf(ChecklistItemView item, ChecklistItemState state, PersonInRoles who) =>
        item.Status != ChecklistStatus.Completed || state.Item.VerifierRole is not { } role ? null
        : !who.Has(role) ? $"{item.Verifier} verify it."
        : state.Last(ChecklistAct.Complete)?.What.Email is { } email && EmailAddress.AreSame(email, who.Person.Email) ? "You completed it, so somebody else verifies it."
        : null;
}
