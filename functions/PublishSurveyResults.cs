using MemberServices.Surveys.Counting;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Publishes each Monday how members rated us in the week before. It looks every day, so that a Monday without it is made up for.</summary>
public sealed class PublishSurveyResults(SurveyDigest digest)
{
    /// <summary>At two in the afternoon, UTC: in the morning wherever our members are on the continent.</summary>
    const string Daily = "0 0 14 * * *";

    [Function(nameof(PublishSurveyResults))]
    public Task Run([TimerTrigger(Daily)] TimerInfo timer, CancellationToken cancellationToken) => digest.PublishAsync(cancellationToken);
}
