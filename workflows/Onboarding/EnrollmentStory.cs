namespace MemberServices.Onboarding;

/// <summary>What the rows of a case tell: how it looks to its people.</summary>
public static class EnrollmentStory
{
    const string Staff = "Member services";

    /// <summary>The enrollment as the applicant and staff see it.</summary>
    public static EnrollmentView Of(EnrollmentRecord record, DateTimeOffset now)
    {
        var progress = record.Progress;
        var ended = progress.Outcome is not null;
        var round = ended ? null : record.RoundOf(progress.Round);
        return new EnrollmentView(
            record.Id, record.Intake.Application, record.Intake.OfficeName, record.Intake.ReceivedAt, progress.Stage, progress.Round,
            [.. Enum.GetValues<EnrollmentStage>().Select(stage => StageOf(record, progress, stage))],
            ended ? null : WaitOf(record, progress, round),
            round is null ? [] : [.. round.Steps.Where(s => s.At > now).OrderBy(s => s.At)],
            EndOf(record, progress));
    }

    static StageView StageOf(EnrollmentRecord record, EnrollmentProgress progress, EnrollmentStage stage)
    {
        var state = progress.Outcome switch
        {
            EnrollmentOutcome.Active => StageState.Done,
            null when stage == progress.Stage => StageState.Current,
            not null when stage == progress.Stage => StageState.Stopped,
            _ when stage < progress.Stage => StageState.Done,
            null => StageState.Coming,
            _ => StageState.Dropped,
        };
        var asked = record.Rounds.Where(r => r.Stage == EnrollmentStage.BrokerApproval).MaxBy(r => r.Number);
        return stage switch
        {
            EnrollmentStage.Received => new StageView(stage, "Received", state, record.Intake.Application.Name),
            EnrollmentStage.BrokerApproval => new StageView(
                stage, "Broker approval", state, asked is null ? record.Intake.OfficeName : asked.Approver?.Name ?? Staff),
            EnrollmentStage.Access => new StageView(stage, "Access", state, Staff),
            _ => new StageView(stage, "Active", state, Staff),
        };
    }

    static WaitView WaitOf(EnrollmentRecord record, EnrollmentProgress progress, Round? round)
    {
        var since = round?.AskedAt ?? record.AnswerOf(progress.Round - 1)?.At ?? record.Intake.ReceivedAt;
        return (progress.Stage, round) switch
        {
            (EnrollmentStage.BrokerApproval, { Approver: { } approver }) => new(approver.Name, "approve or decline the application", since, round.Until),
            (EnrollmentStage.BrokerApproval, { }) => new(Staff, "decide for the office", since, round.Until),
            (EnrollmentStage.BrokerApproval, null) => new(Staff, "send the request to the broker", since, null),
            _ => new(Staff, "set up access", since, round?.Until),
        };
    }

    static EndView? EndOf(EnrollmentRecord record, EnrollmentProgress progress) =>
        progress.Outcome is { } outcome && record.AnswerOf(progress.Round - 1) is { } last
            ? new EndView(outcome, last.At, last.By, last.Reason, last.Kind == AnswerKind.NotMyAgent)
            : null;
}
