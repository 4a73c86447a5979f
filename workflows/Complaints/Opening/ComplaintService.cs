using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Contacts;
using MemberServices.Fields;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Opening;

/// <summary>Opens complaints, for pages, the API, messages, staff and what other workflows tell.</summary>
public sealed class ComplaintService(
    ComplaintCases cases, CaseStarter<ComplaintOpened, NoOutcome> starter, CaseIndex index, ComplaintPolicy policy, NamedCalendars calendars, PersonFinder people, TimeProvider clock)
{
    /// <summary>Opens a complaint.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="read">As <see cref="ComplaintFields"/> has it; one with errors is refused with them.</param>
    /// <param name="requestKey">Names this request: the same key again is answered as the first was. Up to 200 characters; empty: none.</param>
    /// <param name="by">Who hands it in.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="receivedAt">Since when its promises count; null: now.</param>
    /// <param name="follows">The closed complaint that it goes on with, or null.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public async Task<StartResult> StartAsync(
        DurableTaskClient client, Validated<ComplaintRequest> read, string requestKey, Actor by, Channel channel, DateTimeOffset? receivedAt = null, CaseId? follows = null,
        CancellationToken cancellationToken = default)
    {
        if (StartResult.RefusalOf(requestKey) is { } tooLong)
        {
            return tooLong;
        }
        if (read.Errors.Count > 0)
        {
            return StartResult.Refused(read.Errors);
        }
        var (request, at) = (read.Value, receivedAt ?? clock.GetUtcNow());
        // Whoever writes from a member's mailbox is that member: the sender has proved to have it, or is trusted.
        var memberKey = request.MemberKey ?? (await people.OfEmailAsync(request.Email, cancellationToken)).MemberKey;
        var opened = new ComplaintOpened(request with { MemberKey = memberKey }, at, by, channel, policy, calendars.Default.Policy.KeptFrom(at), follows) { KnownAt = clock.GetUtcNow() };
        var start = await starter.StartAsync(
            client,
            new NewCase<ComplaintOpened>(
                nameof(ComplaintWorkflow.Complaint), new CaseInput<object>(ComplaintWorkflow.Version), () => opened, null, requestKey.Length == 0 ? null : requestKey, StartResult.ContentOf(request))
            {
                Announce = (id, cancel) => index.AnnounceAsync(id, opened.ReceivedAt, cancel),
            },
            _ => Task.FromResult(HolderRuling.Join),
            cancellationToken);
        return Of(start);
    }

    /// <summary>What a request was answered before; null when it has no answer yet.</summary>
    public async Task<StartResult?> RepeatedAsync(ComplaintRequest request, string requestKey, CancellationToken cancellationToken = default) =>
        await starter.RepeatedAsync(requestKey, StartResult.ContentOf(request), cancellationToken) is { } start ? Of(start) : null;

    /// <summary>Opens a complaint that goes on with one that was closed too long ago to be reopened.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="closed">The one that is closed.</param>
    /// <param name="text">What its complainant writes now.</param>
    /// <param name="requestKey">Names this request: again, it is the same complaint.</param>
    /// <param name="by">Its complainant.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public Task<StartResult> FollowAsync(
        DurableTaskClient client, ComplaintRecord closed, string text, string requestKey, Actor by, Channel channel, CancellationToken cancellationToken = default) => StartAsync(
            client, new Validated<ComplaintRequest>(closed.Opened.Request with { Text = text }, []), requestKey, by, channel, follows: closed.Id, cancellationToken: cancellationToken);

    /// <summary>A complaint's log; null when there is none with that number.</summary>
    public Task<ComplaintRecord?> FindAsync(CaseId id, CancellationToken cancellationToken = default) => cases.ReadAsync(id, cancellationToken);

    static StartResult Of(CaseStart start) => StartResult.Of(start, "complaint");
}
