using MemberServices.Cases;
using MemberServices.Interactions;
using MemberServices.Onboarding.Answering;
using MemberServices.Onboarding.Billing;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Provisioning;
using MemberServices.Onboarding.Revoking;
using MemberServices.Pages;

namespace MemberServices.Onboarding.Desk;

/// <summary>What happened in an enrollment: its log, which is there at once, and what the timeline of its person adds, such as mails.</summary>
public sealed class EnrollmentTimeline(EnrollmentStages stages, InteractionTable interactions, TimeProvider clock)
{
    /// <summary>Of the person's timeline so many of the newest lines are looked at.</summary>
    const int MostInteractions = InteractionTable.MaxPage;

    /// <summary>What the log doesn't have.</summary>
    static readonly string[] Added = ["mail.", "link.", "work-item.", "interaction.", "call.", "note."];

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<StoryLine>> OfAsync(EnrollmentRecord record, CancellationToken cancellationToken)
    {
        var lines = Logged(record).ToList();
        foreach (var key in record.MemberKeys.Where(key => key.Length > 0))
        {
            var page = await interactions.PageAsync([key], MostInteractions, null, cancellationToken);
            lines.AddRange(page.Interactions
                .Where(line => line.Case == record.Id.ToString() && Added.Any(beginning => line.Type.StartsWith(beginning, StringComparison.Ordinal)))
                .Select(line => new StoryLine(line.At, SignOf(line.Type), line.Summary, IsByPerson: line.By != "system")));
        }
        return [.. lines.Index().OrderByDescending(line => line.Item.At).ThenByDescending(line => line.Index).Select(line => line.Item)];
    }

    IEnumerable<StoryLine> Logged(EnrollmentRecord record)
    {
        var now = clock.GetUtcNow();
        var opened = record.Opened;
        yield return new StoryLine(
            opened.ReceivedAt, "paper", $"Application for {opened.OfficeName}, by {opened.By.Name} ({EnumNames<Channel>.Of(opened.Channel).Replace('-', ' ')})", opened.By.Kind != ActorKind.System);
        for (var number = 1; number <= record.State.Step; number++)
        {
            var outcome = record.OutcomeOf(number);
            if (record.StepOf(number) is { } step)
            {
                foreach (var line in While(step, outcome?.At ?? now, record.Applicant.MemberFullName))
                {
                    yield return line;
                }
            }
            if (outcome is not null)
            {
                yield return Of(record, outcome);
            }
        }
        foreach (var entry in record.Entries)
        {
            if (Of(record, entry) is { } line)
            {
                yield return line;
            }
        }
        foreach (var note in record.Notes)
        {
            yield return new StoryLine(note.At, "lock", $"Noted by {note.By.Name}", note.By.Kind != ActorKind.System) { StaffOnly = note.Text };
        }
    }

    StoryLine Of(EnrollmentRecord record, EnrollmentStepOutcome outcome)
    {
        var (summary, why) = (stages.Describe(record, outcome).Summary, outcome.What.Why);
        // The reason stands below, marked.
        var text = why is not null && summary.EndsWith($": {why}", StringComparison.Ordinal) ? summary[..^(why.Length + 2)] : summary;
        var told = outcome.What.ToMember is { } words && !text.EndsWith(words, StringComparison.Ordinal) ? words : null;
        return new StoryLine(outcome.At, outcome.By.Kind == ActorKind.System ? "clock" : "check", text, outcome.By.Kind != ActorKind.System) { StaffOnly = why, ToMember = told };
    }

    /// <summary>Null: what only says how far the work is.</summary>
    static StoryLine? Of(EnrollmentRecord record, CaseEntry entry)
    {
        var isByPerson = entry.By.Kind != ActorKind.System;
        switch (entry.Kind)
        {
            case ChecklistFollowed.Kind:
                return null;
            case ChecklistEntry.Kind when entry.Read<ChecklistEntry>() is var item:
                return new StoryLine(entry.At, item.Act == ChecklistAct.Suspend ? "warning" : "check", Words(record, item, entry.By), isByPerson) { StaffOnly = item.Why, ToMember = item.ToMember };
            case TargetRequest.Kind when entry.Read<TargetRequest>() is var asked:
                return new StoryLine(entry.At, "clock", Upper($"{ProvisioningTargets.NameOf(record, asked.Target)} was asked to {ProvisioningTargets.ToDo(asked.Type)}"), isByPerson);
            case TargetAnswer.Kind when entry.Read<TargetAnswer>() is var said:
                var name = record.Entries.FirstOrDefault(each => each.Number == said.Request && each.Kind == TargetRequest.Kind)?.Read<TargetRequest>().Target;
                return new StoryLine(
                    entry.At, said.IsDone ? "check" : "warning",
                    Upper($"{(name is null ? entry.By.Name : ProvisioningTargets.NameOf(record, name))} says that it is {(said.IsDone ? "done" : "not done")}{(said.MemberMlsId is { } mlsId ? $", with the MLS id {mlsId}" : "")}"),
                    isByPerson)
                { StaffOnly = said.Reason };
            case AnswerSetAside.Kind when entry.Read<AnswerSetAside>() is var kept:
                return new StoryLine(entry.At, "paper", $"An answer of {entry.By.Name} changed nothing ({kept.Type})", isByPerson) { StaffOnly = kept.Why };
            case BillingRefusal.Kind when entry.Read<BillingRefusal>() is var refused:
                return new StoryLine(entry.At, "warning", "Finance can’t set up the billing", isByPerson) { StaffOnly = refused.Reason };
            case Correction.Kind when entry.Read<CorrectionEntry>() is var corrected:
                return new StoryLine(entry.At, "paper", CorrectionNotices.Summary(corrected.What, entry.By, null), isByPerson) { StaffOnly = corrected.Why, ToMember = corrected.ToMember };
            case AddressAnswer.Kind when entry.Read<AddressAnswer>() is var answer:
                return new StoryLine(entry.At, "mail", answer.IsTheirs ? "The new email address was confirmed" : "The new email address isn’t the applicant’s", isByPerson);
            case Revocations.Kind when entry.Read<RevocationEntry>() is var revoked:
                return new StoryLine(entry.At, "lock", $"Access revoked by {entry.By.Name}", isByPerson) { StaffOnly = revoked.Why, ToMember = revoked.ToMember };
            default:
                return new StoryLine(entry.At, "paper", $"{InterventionForm.Of(entry.Kind).Label}, by {entry.By.Name}", isByPerson);
        }
    }

    static string Words(EnrollmentRecord record, ChecklistEntry entry, Actor by)
    {
        var name = record.Checklist?.Find(entry.Item)?.Item.Name ?? entry.Item;
        return entry.Act switch
        {
            ChecklistAct.Complete => $"{name} completed, by {by.Name}",
            ChecklistAct.Verify => $"{name} verified, by {by.Name}",
            ChecklistAct.Reopen => $"{name} opened again, by {by.Name}",
            ChecklistAct.Waive => $"{name} waived, by {by.Name}",
            ChecklistAct.Suspend => $"{name} is overdue: access suspended",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Act, "An act without words."),
        };
    }

    static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    IEnumerable<StoryLine> While(CaseStep step, DateTimeOffset until, string name)
    {
        var stage = stages.Of(step.Stage);
        var wait = stage.WaitsFor(step);
        var what = ThirdPerson.Of(wait.What, name);
        yield return new StoryLine(
            step.AskedAt, step.Asked is null ? "clock" : "mail",
            step.Asked is { } asked ? $"{asked.Name} was asked to {what}, at {asked.Email}" : $"{stage.Name}: {wait.Who} to {what}", IsByPerson: false);
        foreach (var deadline in step.Deadlines.Where(d => d.At <= until && d.Kind != DeadlineKind.End))
        {
            yield return new StoryLine(deadline.At, "clock", ThirdPerson.Of(stage.Describe(deadline), name), IsByPerson: false);
        }
    }

    static string SignOf(string type) => type.Split('.')[0] switch
    {
        "mail" => "mail",
        "link" => "link",
        "call" => "phone",
        _ => "person",
    };
}
