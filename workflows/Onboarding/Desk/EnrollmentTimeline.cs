using MemberServices.Cases;
using MemberServices.Interactions;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Revoking;

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
                foreach (var line in While(step, outcome?.At ?? now))
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
            yield return Of(entry);
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

    static StoryLine Of(CaseEntry entry)
    {
        var isByPerson = entry.By.Kind != ActorKind.System;
        switch (entry.Kind)
        {
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

    IEnumerable<StoryLine> While(CaseStep step, DateTimeOffset until)
    {
        var stage = stages.Of(step.Stage);
        var wait = stage.WaitsFor(step);
        yield return new StoryLine(
            step.AskedAt, step.Asked is null ? "clock" : "mail",
            step.Asked is { } asked ? $"{asked.Name} was asked to {wait.What}, at {asked.Email}" : $"{stage.Name}: {wait.Who} to {wait.What}", IsByPerson: false);
        foreach (var deadline in step.Deadlines.Where(d => d.At <= until && d.Kind != DeadlineKind.End))
        {
            yield return new StoryLine(deadline.At, "clock", stage.Describe(deadline), IsByPerson: false);
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
