using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Contacts;
using MemberServices.Fields;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Opening;

/// <summary>Opens tickets, for pages, the API and messages.</summary>
public sealed class TicketService(
    TicketCases cases, CaseStarter<TicketOpened, NoOutcome> starter, CaseIndex index, TicketPolicy policy, NamedCalendars calendars, PersonFinder people, TimeProvider clock)
{
    /// <summary>Opens a ticket; another desk's ticket that has one already is answered with it.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="read">As <see cref="TicketFields"/> has it; one with errors is refused with them.</param>
    /// <param name="requestKey">Names this request: the same key again is answered as the first was. Up to 200 characters; empty: none.</param>
    /// <param name="by">Who hands it in.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="receivedAt">Since when its promises count; null: now.</param>
    /// <param name="follows">The closed ticket that it goes on with, or null.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public async Task<StartResult> StartAsync(
        DurableTaskClient client, Validated<TicketRequest> read, string requestKey, Actor by, Channel channel, DateTimeOffset? receivedAt = null, CaseId? follows = null,
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
        var opened = new TicketOpened(request with { MemberKey = memberKey }, at, by, channel, policy, [.. policy.Levels.Select(level => calendars.Of(level).Policy.KeptFrom(at))], follows)
        {
            KnownAt = clock.GetUtcNow(),
        };
        var start = await starter.StartAsync(
            client,
            new NewCase<TicketOpened>(
                nameof(TicketWorkflow.Ticket), new CaseInput<object>(TicketWorkflow.Version), () => opened,
                request.ExternalRef is { } other ? $"external:{other.System}\n{other.Id}" : null, requestKey.Length == 0 ? null : requestKey, StartResult.ContentOf(request))
            {
                Announce = (id, cancel) => index.AnnounceAsync(id, opened.ReceivedAt, cancel),
            },
            // Another desk's number is one ticket for ever.
            _ => Task.FromResult(HolderRuling.Join),
            cancellationToken);
        return Of(start);
    }

    /// <summary>What a request was answered before; null when it has no answer yet.</summary>
    public async Task<StartResult?> RepeatedAsync(TicketRequest request, string requestKey, CancellationToken cancellationToken = default) =>
        await starter.RepeatedAsync(requestKey, StartResult.ContentOf(request), cancellationToken) is { } start ? Of(start) : null;

    /// <summary>Opens a ticket that goes on with one that was closed too long ago to be reopened.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="closed">The one that is closed.</param>
    /// <param name="text">What its customer writes now.</param>
    /// <param name="requestKey">Names this request: again, it is the same ticket.</param>
    /// <param name="by">Its customer, or who of the staff noted what they said.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public Task<StartResult> FollowAsync(
        DurableTaskClient client, TicketRecord closed, string text, string requestKey, Actor by, Channel channel, CancellationToken cancellationToken = default) => StartAsync(
            client, new Validated<TicketRequest>(closed.Opened.Request with { Text = text, ExternalRef = null, Priority = Priority.Normal }, []), requestKey, by,
            channel, follows: closed.Id, cancellationToken: cancellationToken);

    /// <summary>A ticket's log; null when there is none with that number.</summary>
    public Task<TicketRecord?> FindAsync(CaseId id, CancellationToken cancellationToken = default) => cases.ReadAsync(id, cancellationToken);

    static StartResult Of(CaseStart start) => StartResult.Of(start, "ticket");
}
