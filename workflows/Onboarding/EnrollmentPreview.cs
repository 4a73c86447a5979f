using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Onboarding;

/// <summary>What happens to an enrollment while nobody answers.</summary>
public sealed class EnrollmentPreview(EnrollmentStages stages, EnrollmentPolicy policy, BusinessCalendar calendar) : IPolicyPreview
{
    public string Kind => CaseKind.Enrollment.Name;

    public IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt) =>
        [.. policy.Stages.Select(wanted => Preview(stages.Of(wanted.Id), wanted.Days, openedAt))];

    PreviewedStage Preview(IEnrollmentStage stage, EscalationPolicy days, DateTimeOffset start) => new(
        stage.Id, stage.Name,
        [.. stage.Preview(policy, calendar, start).Concat(EscalationSchedule.Create(days, calendar, start).Select(deadline => new PreviewedDeadline(
            EnumNames<DeadlineKind>.Of(deadline.Kind), deadline.Number, stage.Describe(deadline), deadline.At,
            EscalationSchedule.Explain(days, calendar, start, deadline)))).OrderBy(deadline => deadline.At)]);
}
