global using EnrollmentCases = MemberServices.Cases.CaseTable<MemberServices.Onboarding.EnrollmentOpened, MemberServices.Onboarding.EnrollmentOutcome>;
global using EnrollmentRecord = MemberServices.Cases.CaseRecord<MemberServices.Onboarding.EnrollmentOpened, MemberServices.Onboarding.EnrollmentOutcome>;
global using EnrollmentStepOutcome = MemberServices.Cases.StepOutcome<MemberServices.Onboarding.EnrollmentOutcome>;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Provisioning;
using MemberServices.Onboarding.Revoking;

namespace MemberServices.Onboarding;

/// <summary>What came in, and the rules that the case started with: it keeps them.</summary>
/// <param name="Application">Checked and made whole.</param>
/// <param name="OfficeName">The office's name at that time.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="Channel">How.</param>
/// <param name="Calendar">The organization's open hours.</param>
/// <param name="Stages">The stages that it goes through, in order, with their days.</param>
/// <param name="Replaces">The application at another office that ended when this one came, or null.</param>
/// <param name="Targets">The systems in which the member is set up; null: none.</param>
/// <param name="AgreedAt">When the applicant agreed to the rules; null: as it was received.</param>
/// <param name="Checklist">What a new member does; null: the case is older than checklists.</param>
/// <remarks>Rows are read for years: a member that is added later, here or in what this holds, has a default.</remarks>
public sealed record EnrollmentOpened(
    Application Application,
    string OfficeName,
    DateTimeOffset ReceivedAt,
    Actor By,
    Channel Channel,
    CalendarPolicy Calendar,
    IReadOnlyList<StagePolicy> Stages,
    CaseId? Replaces = null,
    IReadOnlyList<ProvisioningTarget>? Targets = null,
    DateTimeOffset? AgreedAt = null,
    ChecklistPolicy? Checklist = null)
{
    /// <summary>The table that the cases are in.</summary>
    public const string TableName = "Enrollments";

    [JsonIgnore]
    public IReadOnlyList<string> StageIds => [.. Stages.Select(stage => stage.Id)];

    /// <summary>A stage's days.</summary>
    /// <exception cref="InvalidOperationException">The case doesn't go through it.</exception>
    public EscalationPolicy DaysOf(string stage) => Stages.First(each => each.Id == stage).Days;
}

public static class EnrollmentRecords
{
    extension(EnrollmentRecord record)
    {
        /// <summary>Where all outcomes together have taken the case.</summary>
        public EnrollmentState State
        {
            get
            {
                var state = EnrollmentState.Fold(record.Opened.StageIds, record.Outcomes);
                return record.Revocation is null ? state : state with { End = EnrollmentEnd.Revoked };
            }
        }

        /// <summary>What took the access back after the case was completed, or null.</summary>
        public CaseEntry? Revocation => record.Entries.FirstOrDefault(entry => entry.Kind == Revocations.Kind);

        /// <summary>The application as it is now.</summary>
        public Application Applicant => record.Applications()[^1];

        /// <summary>Where the case was when it began a step.</summary>
        public EnrollmentState StateAt(int step) => EnrollmentState.Fold(record.Opened.StageIds, record.Outcomes.Where(o => o.Step < step));

        public BusinessCalendar ReadCalendar() => new(record.Opened.Calendar);
    }
}
