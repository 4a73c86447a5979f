using MemberServices.People;
using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>How a kind of cases that go by their log alone is exported, ended and erased: see <see cref="LogsOfPeople{TOpened}"/> and <see cref="FinishedLogs{TOpened}"/>.</summary>
public interface ILogsOfPeople<TOpened>
{
    CaseKind Kind { get; }

    /// <summary>Whether people who aren't members have such cases, too.</summary>
    bool HasOthers { get; }

    (string Name, string Email) PersonOf(TOpened opened);

    /// <summary>Whether nothing more comes of it.</summary>
    bool IsOver(CaseRecord<TOpened, NoOutcome> record, DateTimeOffset now);

    /// <summary>What the person gets of it, to be written as JSON.</summary>
    object Export(CaseRecord<TOpened, NoOutcome> record);

    /// <summary>Takes the person out of one that is over, and of what it is found by. A repeat changes nothing.</summary>
    Task EraseAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Ends for good one that isn't over. A repeat ends nothing.</summary>
    Task WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, CancellationToken cancellationToken);

    /// <summary>Brings one that is over, and only waits for what may still come, to its end.</summary>
    Task HastenAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken) =>
        // Whoever closed it may have gone down before the case heard of it.
        CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
}
