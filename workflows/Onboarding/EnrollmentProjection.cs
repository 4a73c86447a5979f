namespace MemberServices.Onboarding;

/// <summary>What the rows of a case tell: how it looks to its people.</summary>
public static class EnrollmentProjection
{
    const string Staff = "Member services";

    /// <summary>The enrollment as the applicant and staff see it.</summary>
    public static EnrollmentView Of(EnrollmentRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var ended = state.Outcome is not null;
        var step = ended ? null : record.StepOf(state.Step);
        return new EnrollmentView(
            record.Id, record.Opened.Application, record.Opened.OfficeName, record.Opened.ReceivedAt, state.Stage, state.Step,
            [.. Enum.GetValues<EnrollmentStage>().Select(stage => StageOf(record, state, stage))],
            ended ? null : WaitOf(record, state, step),
            step is null ? [] : [.. step.Upcoming.Where(s => s.At > now).OrderBy(s => s.At)],
            EndOf(record, state));
    }

    static StageView StageOf(EnrollmentRecord record, EnrollmentState state, EnrollmentStage stage)
    {
        var progress = state.Outcome switch
        {
            EnrollmentOutcome.Completed => StageState.Done,
            null when stage == state.Stage => StageState.Current,
            not null when stage == state.Stage => StageState.Stopped,
            _ when stage < state.Stage => StageState.Done,
            null => StageState.Coming,
            _ => StageState.Dropped,
        };
        var asked = record.Steps.Where(r => r.Stage == EnrollmentStage.BrokerApproval).MaxBy(r => r.Number);
        return stage switch
        {
            EnrollmentStage.Received => new StageView(stage, "Received", progress, record.Opened.Application.MemberFullName),
            EnrollmentStage.BrokerApproval => new StageView(
                stage, "Broker approval", progress, asked is null ? record.Opened.OfficeName : asked.Approver?.MemberFullName ?? Staff),
            EnrollmentStage.Access => new StageView(stage, "Access", progress, Staff),
            _ => new StageView(stage, "Completed", progress, Staff),
        };
    }

    static WaitView WaitOf(EnrollmentRecord record, EnrollmentState state, Step? step)
    {
        var since = step?.AskedAt ?? record.OutcomeOf(state.Step - 1)?.At ?? record.Opened.ReceivedAt;
        return (state.Stage, step) switch
        {
            (EnrollmentStage.BrokerApproval, { Approver: { } approver }) => new(approver.MemberFullName, "approve or decline the application", since, step.Until),
            (EnrollmentStage.BrokerApproval, { }) => new(Staff, "decide for the office", since, step.Until),
            (EnrollmentStage.BrokerApproval, null) => new(Staff, "send the request to the broker", since, null),
            _ => new(Staff, "set up access", since, step?.Until),
        };
    }

    static EndView? EndOf(EnrollmentRecord record, EnrollmentState state) =>
        state.Outcome is { } outcome && record.OutcomeOf(state.Step - 1) is { } last
            ? new EndView(outcome, last.At, last.By, last.Reason, last.Kind == OutcomeKind.NotMyAgent)
            : null;
}
