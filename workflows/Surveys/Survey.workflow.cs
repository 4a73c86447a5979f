using MemberServices.Cases;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Surveys;

/// <summary>A survey, from the service that it is about until nothing more can come of it. The instance's id is the survey's number.</summary>
public static class SurveyWorkflow
{
    /// <summary>The shape of the input: it has no state, all of it is in the log.</summary>
    public const int Version = 1;

    [Function(nameof(Survey))]
    public static Task<bool> Survey([OrchestrationTrigger] TaskOrchestrationContext context) => CaseLoop.RunAsync(context, nameof(SurveyActivities.LookAtSurvey));
}
