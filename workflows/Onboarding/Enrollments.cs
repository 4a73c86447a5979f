using MemberServices.Links;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>Enrollments, for whoever starts, follows and decides them: pages, the API, messages.</summary>
public sealed class Enrollments
{
    /// <summary>Starts an enrollment, or finds the one that the same license already has under way.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="application">As typed.</param>
    /// <param name="requestKey">Names this request: the same key again is answered as the first was. Up to 200 characters.</param>
    /// <param name="by">Who hands it in: the applicant's name, a system's.</param>
    /// <param name="medium">"web", "api" or "message".</param>
    public Task<Submission> StartAsync(DurableTaskClient client, Application application, string requestKey, string by, string medium, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>An enrollment as it is now, or null when there is none with that id.</summary>
    public Task<EnrollmentView?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>What a link to a request for approval shows. Changes nothing. Null when its case is gone.</summary>
    public Task<ApprovalView?> ApprovalAsync(Link link, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Records what the broker chose: the first answer counts, every later one is shown it. Null when the case is gone.</summary>
    public Task<DecisionResult?> DecideAsync(DurableTaskClient client, Link link, BrokerDecision decision, Evidence evidence, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
