using MemberServices.Surveys.Counting;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Publishes each Monday how members rated us in the week before.</summary>
public sealed class PublishSurveyResults(SurveyDigest digest)
{
    /// <summary>Mondays at two in the afternoon, UTC: in the morning wherever our members are on the continent.</summary>
    const string Mondays = "0 0 14 * * 1";

    [Function(nameof(PublishSurveyResults))]
    public Task Run([TimerTrigger(Mondays)] TimerInfo timer, CancellationToken cancellationToken) => digest.PublishAsync(cancellationToken);
}
