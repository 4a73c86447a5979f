using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>A kind of cases, for whoever looks whether they go on.</summary>
public interface IWatchedCases
{
    CaseKind Kind { get; }

    /// <summary>
    /// Whether whoever adds to a log says so to the index before: then what goes on too late is found there, and no log has to be
    /// read to find an answer that nobody heard of.
    /// </summary>
    bool AnnouncesChanges { get; }

    /// <summary>How far a case is by its log; null when there is none.</summary>
    Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Starts the orchestration that a case should have, unless it runs or has ended. It begins at the beginning and finds all done that was.</summary>
    Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken);

    /// <summary>Takes back, where cases are found, what a finished case was about to do at that time.</summary>
    Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <param name="Instance">The orchestration that moves it on.</param>
/// <param name="Step">The present step.</param>
/// <param name="Answered">The steps that have an outcome.</param>
/// <param name="AnsweredAt">Since when it should have gone on because of an outcome; null while its present step is open.</param>
/// <param name="FinishedAt">When it ended, with all that it granted still held; null otherwise. What it has to do later was announced, and never recorded.</param>
/// <param name="UnheardSince">Since when its log has something beside outcomes that the open step should have looked at; null: nothing.</param>
public sealed record WatchedCase(
    string Instance, int Step, IReadOnlyList<int> Answered, DateTimeOffset? AnsweredAt, DateTimeOffset? FinishedAt = null, DateTimeOffset? UnheardSince = null);
