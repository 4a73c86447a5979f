using MemberServices.Cases;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding.Tracking;

/// <summary>An enrollment as its applicant follows it.</summary>
/// <param name="Enrollment">Where it stands.</param>
/// <param name="History">What happened, newest first.</param>
/// <param name="Access">What they need to sign in; null: they have no access, or not yet.</param>
public sealed record TrackedEnrollment(EnrollmentView Enrollment, IReadOnlyList<HistoryLine> History, MemberAccess? Access);

/// <param name="At">When.</param>
/// <param name="Text">What happened, for the applicant.</param>
public sealed record HistoryLine(DateTimeOffset At, string Text);

/// <summary>What an applicant sees of their enrollment.</summary>
public sealed class Tracker(EnrollmentCases cases, EnrollmentStages stages, EnrollmentViews views, TimeProvider clock)
{
    /// <summary>An enrollment as it is now, or null when there is none with that number.</summary>
    public async Task<TrackedEnrollment?> FindAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }
        var now = clock.GetUtcNow();
        return new TrackedEnrollment(views.Of(record, now), History(record, now), await AccessAsync(record));
    }

    /// <summary>A case that ended otherwise than completed keeps nothing, even while it is being taken back.</summary>
    async Task<MemberAccess?> AccessAsync(EnrollmentRecord record)
    {
        if (record.State.End is null or EnrollmentEnd.Completed)
        {
            foreach (var stage in stages.ReachedBy(record))
            {
                if (await stage.FindAccessAsync(record) is { } access)
                {
                    return access;
                }
            }
        }
        return null;
    }

    List<HistoryLine> History(EnrollmentRecord record, DateTimeOffset now)
    {
        var lines = new List<HistoryLine> { new(record.Opened.ReceivedAt, $"Application received for {record.Opened.OfficeName}") };
        for (var number = 1; number <= record.State.Step; number++)
        {
            var outcome = record.OutcomeOf(number);
            if (record.StepOf(number) is { } step)
            {
                lines.AddRange(While(step, stages.Of(step.Stage).WaitsFor(step), outcome?.At ?? now));
            }
            if (outcome is not null && stages.Describe(record, outcome).ForMembers is { } text)
            {
                lines.Add(new HistoryLine(outcome.At, text));
            }
        }
        lines.AddRange(record.CorrectionsMade().SelectMany(Corrected));
        lines.AddRange(record.Answers().Where(each => each.Answer.IsTheirs).Select(each => new HistoryLine(each.At, "The new email address was confirmed")));
        if (record.Revocation is { } revocation)
        {
            lines.Add(new HistoryLine(revocation.At, $"Access taken back{EnrollmentViews.ByForMembers(revocation.By)}"));
        }
        return [.. lines.OrderBy(line => line.At).Reverse()];
    }

    /// <summary>A new email address is told by itself: it doesn't count yet.</summary>
    static IEnumerable<HistoryLine> Corrected(CorrectionMade made)
    {
        var by = EnrollmentViews.ByForMembers(made.By);
        if (made.What.MemberEmail is not null)
        {
            yield return new HistoryLine(made.At, $"Another email address was given{by}");
        }
        if (made.What with { MemberEmail = null } is { IsEmpty: false } rest)
        {
            yield return new HistoryLine(made.At, $"Corrected{by}: {string.Join(", ", rest.Parts().Select(part => part.Label.ToLowerInvariant()))}");
        }
    }

    static IEnumerable<HistoryLine> While(CaseStep step, StageWait wait, DateTimeOffset until)
    {
        yield return new HistoryLine(
            step.AskedAt, step.Asked is not null ? $"{wait.Who} was asked to {wait.What}" : wait.Who == StageWait.Member ? $"Your turn: {wait.What}" : $"{wait.Who} began to {wait.What}");
        foreach (var deadline in step.Deadlines.Where(d => d.At < until))
        {
            if (Followed(deadline, wait.Who) is { } text)
            {
                yield return new HistoryLine(deadline.At, text);
            }
        }
    }

    static string? Followed(Deadline deadline, string who) => deadline.Kind switch
    {
        DeadlineKind.Reminder => $"We reminded {who}",
        DeadlineKind.Staff => "Member services began to look after it",
        DeadlineKind.LastNotice => "We gave a last notice",
        // What follows is an outcome of its own.
        DeadlineKind.End => null,
        _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline.Kind, EnumNames<DeadlineKind>.Rule),
    };
}
