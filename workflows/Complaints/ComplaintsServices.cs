using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Complaints.Acting;
using MemberServices.Complaints.Calling;
using MemberServices.Complaints.Counting;
using MemberServices.Complaints.Desk;
using MemberServices.Complaints.Erasing;
using MemberServices.Complaints.Opening;
using MemberServices.Complaints.Owning;
using MemberServices.Complaints.TeamsCommands;
using MemberServices.Complaints.Telling;
using MemberServices.Complaints.Viewing;
using MemberServices.Confirming;
using MemberServices.Kpis;
using MemberServices.LostLinks;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Tables;
using MemberServices.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Complaints;

public static class ComplaintsServices
{
    /// <summary>Complaints, from their registration to the call after the letter. Needs all that is registered for other folders, apart from other workflows.</summary>
    public static IServiceCollection AddComplaints(this IServiceCollection services) => services
        .AddCaseTable<ComplaintOpened, NoOutcome>(CaseKind.Complaint, ComplaintOpened.TableName)
        .AddSingleton<ComplaintFields>()
        .AddSingleton<ComplaintService>()
        .AddConfirmedForm<ComplaintRequest, ComplaintConfirmation>(ComplaintConfirmation.TableName)
        .AddSingleton<ComplaintOwners>()
        .AddSingleton<ComplaintDesk>()
        .AddSingleton<ComplaintStaffActs>()
        .AddSingleton<ComplaintIndex>()
        .AddSingleton<CallPlanner>()
        .AddSingleton<CallCalendar>()
        .AddSingleton<ComplaintMails>()
        .AddSingleton<ComplaintNotifier>()
        .AddSingleton<RootCauses>().AddTable(RootCauses.TableName)
        .AddSingleton<LetterConsequences>()
        .AddSingleton<CallConsequences>()
        .AddSingleton<ComplaintConsequences>()
        .AddSingleton<ComplaintViews>()
        .AddSingleton<ComplaintRate>()
        .AddFigures(ComplaintFigures.EventType, ComplaintFigures.All, ComplaintFigures.Read)
        .AddFigures(ComplaintRate.EventType, ComplaintRate.Figures, ComplaintRate.Read)
        .AddPreview<ComplaintPreview>()
        .AddComplaintDesk()
        .AddSingleton<ComplaintNumber>()
        .AddSingleton<ComplaintCards>()
        .AddTeamsCommand<ComplaintOpenCommand>()
        .AddTeamsCommand<ComplaintStatusCommand>()
        .AddSingleton(ComplaintActCommand.Of(ComplaintStaffActs.HandOver, "take", "takes a complaint, and its complainant is told", "REASON, FOR STAFF", "I know the case", "reason"))
        .AddSingleton(ComplaintActCommand.Of(ComplaintStaffActs.Clarify, "clarify", "logs the call that clarifies a complaint", "WHAT YOU HEARD, FOR STAFF", "Two charges on one bill"))
        .AddSingleton(ComplaintActCommand.Of(ComplaintStaffActs.Progress, "progress", "tells who complained how it stands", "TEXT FOR THEM", "We found the bill, and ask finance."))
        .AddSingleton(ComplaintActCommand.Of(ComplaintStaffActs.Note, "note", "notes something that only staff read", "TEXT FOR STAFF", "The vendor’s log shows it"))
        .AddSingleton(ComplaintActCommand.Resolve)
        .AddSingleton(ComplaintActCommand.Attempt)
        .AddLostLinks<ComplaintLinks>()
        .AddSingleton<IWatchedCases>(s => new WatchedLogs<ComplaintOpened>(
            CaseKind.Complaint, nameof(ComplaintWorkflow.Complaint), ComplaintWorkflow.Version, announcesChanges: false, s.GetRequiredService<ComplaintCases>(), s.GetRequiredService<ComplaintIndex>().RecallAsync))
        .AddLogsOfPeople<ComplaintOpened, ComplaintsOfPeople>()
        .AddSingleton(s => new LongestSchedule(s.GetRequiredService<ComplaintPolicy>().LongestDays))
        .AddCommand<ComplaintCommands>(ComplaintCommands.Opened, complaints => complaints.OpenAsync)
        .AddSubscriber<ComplaintEvents>(Bus.Complaints, ComplaintEvents.TicketComplained, complaints => complaints.ComplainedAsync)
        .AddSubscriber<ComplaintEvents>(Bus.Complaints, ComplaintEvents.SurveyComplained, complaints => complaints.ComplainedAsync);
}
