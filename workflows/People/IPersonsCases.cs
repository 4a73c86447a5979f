using Microsoft.DurableTask.Client;

namespace MemberServices.People;

/// <summary>The cases of a workflow, as far as they stand between a person and their erasure.</summary>
public interface IPersonsCases
{
    /// <summary>Ends what is under way; whoever waits is told. A repeat ends nothing.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="person">Whose.</param>
    /// <param name="by">Who of the staff has asked for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task EndAsync(DurableTaskClient client, KnownPerson person, string by, CancellationToken cancellationToken);

    /// <summary>Whether all is taken back that the cases that are over had granted, and everybody told; if not, they are woken.</summary>
    Task<bool> AreAtRestAsync(DurableTaskClient client, KnownPerson person, CancellationToken cancellationToken);
}
