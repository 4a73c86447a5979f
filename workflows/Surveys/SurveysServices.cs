using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Surveys.Answering;
using MemberServices.Surveys.Choosing;
using MemberServices.Surveys.Counting;
using MemberServices.Surveys.Desk;
using MemberServices.Surveys.Erasing;
using MemberServices.Surveys.Starting;
using MemberServices.Surveys.TeamsCommands;
using MemberServices.Surveys.Telling;
using MemberServices.Tables;
using MemberServices.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Surveys;

public static class SurveysServices
{
    /// <summary>Surveys, from the service that they are about to what follows from an answer. Needs all that is registered for other folders, apart from other workflows.</summary>
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddCaseTable<SurveyOpened, NoOutcome>(CaseKind.Survey, SurveyOpened.TableName)
        .AddSingleton<SurveyStarts>()
        .AddSingleton<ChosenSurveys>()
        .AddSingleton<SurveyPermission>()
        .AddSingleton<SurveyRounds>()
        .AddSingleton<SurveyedPeople>().AddTable(SurveyedPeople.TableName).AddPersonalData<SurveyedPeople>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<SurveyedPeople>())
        .AddSingleton<SurveyDesk>()
        .AddSingleton<SurveyIndex>()
        .AddSingleton<SurveyWords>()
        .AddSingleton<SurveyMails>()
        .AddSingleton<SurveyNotifier>()
        .AddSingleton<SurveyConsequences>()
        .AddSingleton<SurveyFigures>().AddTable(SurveyFigures.TableName)
        .AddSingleton<IForgetting>(s => s.GetRequiredService<SurveyFigures>())
        .AddSingleton<SurveyDigest>()
        .AddPreview<SurveyPreview>()
        .AddSurveyDesk()
        .AddTeamsCommand<SurveyCommand>()
        .AddSingleton<IWatchedCases>(s => new WatchedLogs<SurveyOpened>(
            CaseKind.Survey, nameof(SurveyWorkflow.Survey), SurveyWorkflow.Version, announcesChanges: false, s.GetRequiredService<SurveyCases>(), s.GetRequiredService<SurveyIndex>().RecallAsync))
        .AddLogsOfPeople<SurveyOpened, SurveysOfPeople>()
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.TicketClosed, surveys => surveys.TicketClosedAsync)
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.ComplaintClosed, surveys => surveys.ComplaintClosedAsync)
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.MemberEnrolled, surveys => surveys.MemberEnrolledAsync)
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.MemberDeparted, surveys => surveys.MemberDepartedAsync)
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.WorkDone, surveys => surveys.WorkDoneAsync)
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.MailBounced, surveys => surveys.MailBouncedAsync)
        .AddSubscriber<SurveyEvents>(Bus.Surveys, SurveyEvents.OptedOut, surveys => surveys.OptedOutAsync)
        .AddCommand<SurveyCommands>(SurveyCommands.CallEnded, surveys => surveys.CallEndedAsync)
        .AddCommand<SurveyCommands>(SurveyCommands.Answered, surveys => surveys.AnsweredAsync)
        .AddCommand<SurveyCommands>(SurveyCommands.MemberDeparted, surveys => surveys.MemberDepartedAsync);
}
