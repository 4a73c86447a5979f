using MemberServices.Cases;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys;

/// <summary>Surveys, for whoever looks whether they go on. All of a survey is in one orchestration, and its steps are its entries.</summary>
public sealed class WatchedSurveys(SurveyCases cases, SurveyIndex index) : IWatchedCases
{
    public CaseKind Kind => CaseKind.Survey;

    public bool AnnouncesChanges => false;

    public async Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken) =>
        await cases.ReadAsync(id, cancellationToken) is { } record
            ? new WatchedCase(id.ToString(), record.Entries.Count, [], record.UnfollowedSince, UnheardSince: record.UnfollowedSince)
            : null;

    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken) => index.RecallAsync(id, at, cancellationToken);

    public Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) =>
        client.StartOnceAsync(nameof(SurveyWorkflow.Survey), id.ToString(), new CaseInput<object>(SurveyWorkflow.Version), cancellationToken);
}
