using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Confirming;
using MemberServices.Messages;
using MemberServices.Onboarding.Access;
using MemberServices.Onboarding.Answering;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Billing;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Confirming;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Desk;
using MemberServices.Onboarding.Erasing;
using MemberServices.Onboarding.LostLinks;
using MemberServices.LostLinks;
using MemberServices.Onboarding.Provisioning;
using MemberServices.Onboarding.Revoking;
using MemberServices.Onboarding.Suspending;
using MemberServices.Onboarding.TeamsCommands;
using MemberServices.Onboarding.Tracking;
using MemberServices.Onboarding.Welcome;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using MemberServices.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Onboarding;

public static class OnboardingServices
{
    /// <summary>Enrollments, from the application to the access. Needs all that is registered for other folders.</summary>
    public static IServiceCollection AddOnboarding(this IServiceCollection services) => services
        .AddCaseTable<EnrollmentOpened, EnrollmentOutcome>(CaseKind.Enrollment, EnrollmentOpened.TableName)
        .AddStage<BrokerApprovalStage>()
        .AddStage<BillingStage>()
        .AddStage<AccessStage>()
        .AddStage<ProvisioningStage>()
        .AddStage<WelcomeStage>()
        .AddStage<ChecklistStage>()
        .AddSingleton(s => new LongestSchedule(s.GetRequiredService<EnrollmentPolicy>().Stages.Sum(stage => stage.Days.EndDays)))
        .AddSingleton<EnrollmentStages>()
        .AddPreview<EnrollmentPreview>()
        // For a stage that asks what follows it: all stages are made before they are together.
        .AddSingleton(s => new Lazy<EnrollmentStages>(s.GetRequiredService<EnrollmentStages>))
        .AddSingleton<EnrollmentMails>()
        .AddSingleton<ApprovalMails>()
        .AddSingleton<RequestListMails>()
        .AddSingleton<OpenRequests>()
        .AddSingleton<ApprovalReminders>()
        .AddSingleton<BillingMails>()
        .AddSingleton<ProvisioningTargets>()
        .AddSingleton<WelcomeMails>()
        .AddSingleton<AccessSuspension>()
        .AddSingleton<ChecklistMails>()
        .AddSingleton<ChecklistWork>()
        .AddSingleton<ChecklistNews>()
        .AddSingleton<ChecklistViews>()
        .AddSingleton<ChecklistActs>()
        .AddSingleton<SystemAnswers>()
        .AddSingleton<EnrollmentNotifier>()
        .AddSingleton<EnrollmentViews>()
        .AddSingleton<Tracker>()
        .AddSingleton<EnrollmentIndex>()
        .AddSingleton<AlreadyMember>()
        .AddSingleton<EnrollmentService>()
        .AddSingleton<CorrectionMails>()
        .AddSingleton<CorrectionNotices>()
        .AddSingleton<Corrections>()
        .AddSingleton<Revocations>()
        .AddSingleton<EnrollmentInterventions>()
        .AddSingleton<BrokerDecisions>()
        .AddConfirmedForm<Application, ApplicationConfirmation>(ApplicationConfirmation.TableName)
        .AddSingleton<EnrollmentEraser>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<EnrollmentEraser>())
        .AddSingleton<EnrollmentsOfPeople>().AddPersonalData<EnrollmentsOfPeople>()
        .AddSingleton<IWatchedCases, WatchedEnrollments>()
        .AddSingleton<IPersonsCases>(s => s.GetRequiredService<EnrollmentsOfPeople>())
        .AddEnrollmentDesk()
        .AddLostLinks<EnrollmentLinks>()
        .AddCommand<ClassAttendance>(ClassAttendance.Attended, classes => classes.TakeAsync)
        .AddTeamsCommands()
        .AddCommand<EnrollmentCommands>(EnrollmentCommands.Requested, enrollments => enrollments.StartAsync)
        .AddCommand<AddressChanges>(AddressChanges.Changed, addresses => addresses.TakeAsync)
        .AddCommand<BillingAnswers>(BillingAnswers.Cleared, billing => billing.ClearAsync)
        .AddCommand<BillingAnswers>(BillingAnswers.Refused, billing => billing.RefuseAsync)
        .AddCommand<ProvisioningAnswers>(ProvisioningAnswers.Completed, targets => targets.CompleteAsync)
        .AddCommand<ProvisioningAnswers>(ProvisioningAnswers.Failed, targets => targets.FailAsync);

    /// <summary>What staff type in Teams.</summary>
    static IServiceCollection AddTeamsCommands(this IServiceCollection services) => services
        .AddSingleton<EnrollmentCards>()
        .AddTeamsCommand<EnrollCommand>()
        .AddTeamsCommand<StatusCommand>()
        .AddTeamsCommand<FindCommand>()
        .AddSingleton(InterveneCommand.Of(ApprovalOutcomes.Resend, "asks the broker again with a new link", "EN-7KQ2MX The broker lost the mail"))
        .AddSingleton(InterveneCommand.Of(
            ApprovalOutcomes.Reassign, "asks another broker of the office", "EN-7KQ2MX dana Bob is away until May", ("approverKey", "BROKER")))
        .AddSingleton(InterveneCommand.Of(ApprovalOutcomes.ApproveOnBehalf, "approves for the broker, who is told", "EN-7KQ2MX Bob said yes on the phone"))
        .AddSingleton(InterveneCommand.Of(Withdrawal.Kind, "ends an enrollment and takes back what was granted", "EN-7KQ2MX Changed her mind"))
        .AddSingleton(InterveneCommand.Of(BillingOutcomes.Clear, "says that billing is settled, without a message from finance", "EN-7KQ2MX Paid at the desk"))
        .AddSingleton(InterveneCommand.Of(AccessStage.Retry, "tries at once again what failed", "EN-7KQ2MX Invitations are allowed now"))
        .AddSingleton(InterveneCommand.Of(AccessStage.Skip, "goes on, because it was set up by hand", "EN-7KQ2MX Invited by hand"))
        .AddSingleton(ChecklistCommand.Of(ChecklistAct.Complete, "says that an item of a checklist is done", "NOTE (or leave it out)", ""))
        .AddSingleton(ChecklistCommand.Of(ChecklistAct.Verify, "agrees, as the second person, that an item is done", "NOTE (or leave it out)", ""))
        .AddSingleton(ChecklistCommand.Of(ChecklistAct.Reopen, "says that an item isn’t done after all", "REASON", "She was on the wrong list"))
        .AddSingleton(ChecklistCommand.Of(ChecklistAct.Waive, "says that an item needn’t be done", "REASON", "She taught the class"));

    /// <summary>A stage; a case goes through them in the order in which they are added.</summary>
    static IServiceCollection AddStage<TStage>(this IServiceCollection services) where TStage : class, IEnrollmentStage =>
        services.AddSingleton<IEnrollmentStage, TStage>();
}
