using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Contacts;
using MemberServices.Messages;
using MemberServices.Surveys.Answering;
using MemberServices.Surveys.Telling;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Starting;

/// <summary>What surveys begin from, or go on by, among the events of the topic.</summary>
public sealed class SurveyEvents(SurveyStarts starts, SurveyDesk desk, CaseIndex index, SurveyConsequences consequences, SurveyPolicy policy)
{
    public const string TicketClosed = "ticket.closed", ComplaintClosed = "complaint.closed", MemberEnrolled = "member.enrolled", MemberDeparted = "member.departed", WorkDone = "work-item.done", OptedOut = OptOuts.OutEvent, MailBounced = "mail.bounced";

    /// <summary>A ticket was closed by its customer's word or silence. Without a member it was a public caller's, who isn't asked.</summary>
    public async Task<IReadOnlyList<MessageError>> TicketClosedAsync(DomainEvent closed, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (closed is { MemberKey: { } memberKey, Case: { } id, Data: { } data } && data.Deserialize<ClosedTicket>(JsonSerializerOptions.Web) is { More: { Solved: { } solved } more } ticket)
        {
            await starts.StartAsync(
                client, Service.OfTicket(id, more.Episode, solved.At, solved.Subject, solved.By, ticket.Category, ticket.Level), memberKey,
                closed.Time.AddMinutes(policy.TicketMinutes) - solved.At, cancellationToken: cancellationToken);
        }
        return [];
    }

    /// <summary>A complaint was closed by its complainant's word after we had called them. Whoever isn't satisfied is called again, and not asked.</summary>
    public async Task<IReadOnlyList<MessageError>> ComplaintClosedAsync(DomainEvent closed, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (closed is { MemberKey: { } memberKey, Case: { } id, Data: { } data } && data.Deserialize<ClosedComplaint>(JsonSerializerOptions.Web) is { More.Called: { } called } complaint)
        {
            await starts.StartAsync(
                client, Service.OfComplaint(id, complaint.Episode, called.At, called.By), memberKey, closed.Time.AddMinutes(policy.CallMinutes) - called.At,
                cancellationToken: cancellationToken);
        }
        return [];
    }

    public async Task<IReadOnlyList<MessageError>> MemberEnrolledAsync(DomainEvent enrolled, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (enrolled is { MemberKey: { } memberKey, Case: { } id })
        {
            await starts.StartAsync(client, Service.OfEnrollment(id, enrolled.Time), memberKey, TimeSpan.FromDays(policy.EnrollmentDays), cancellationToken: cancellationToken);
        }
        return [];
    }

    public async Task<IReadOnlyList<MessageError>> MemberDepartedAsync(DomainEvent departed, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (departed.MemberKey is { } memberKey)
        {
            await starts.StartAsync(client, Service.OfMembership(departed.Id, departed.Time), memberKey, TimeSpan.Zero, cancellationToken: cancellationToken);
        }
        return [];
    }

    /// <summary>A manager has done the call that a low answer asked for.</summary>
    public async Task<IReadOnlyList<MessageError>> WorkDoneAsync(DomainEvent done, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (CaseId.TryParse(done.Case, out var id) && id.Kind == CaseKind.Survey && done.Data is { } data && data.TryGetProperty("id", out var item))
        {
            await desk.RecoverAsync(client, id, item.GetString()!, done.By, done.Time, cancellationToken);
        }
        return [];
    }

    /// <summary>A mail of ours came back: if it was that with the questions, they didn't reach anybody.</summary>
    public async Task<IReadOnlyList<MessageError>> MailBouncedAsync(DomainEvent bounced, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (CaseId.TryParse(bounced.Case, out var id) && id.Kind == CaseKind.Survey && bounced.Data is { } data && data.TryGetProperty("mail", out var mail))
        {
            await desk.BounceAsync(client, id, mail.GetString()!, bounced.Time, cancellationToken);
        }
        return [];
    }

    /// <summary>Whoever doesn't want to be asked isn't called either: that work lapses. What comes due later is refused when it is due.</summary>
    public async Task<IReadOnlyList<MessageError>> OptedOutAsync(DomainEvent optedOut, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (optedOut.MemberKey is { } memberKey)
        {
            await foreach (var entry in index.AllAsync(CaseQuery.OfMember(memberKey), cancellationToken).Where(entry => entry.Id.Kind == CaseKind.Survey && entry.End is null))
            {
                await consequences.DontCallAsync(entry.Id);
            }
        }
        return [];
    }

    /// <summary>What the event of a ticket's closing says, as far as it is read here.</summary>
    sealed record ClosedTicket(string Category, int Level, ClosedTicket.Details? More)
    {
        /// <param name="Episode">Which of its resolutions it was, from 1.</param>
        /// <param name="Solved">Null when it wasn't solved by us: withdrawn, a duplicate, or it solved itself.</param>
        public sealed record Details(int Episode, Solution? Solved);

        public sealed record Solution(DateTimeOffset At, string Subject, string? By);
    }

    /// <summary>What the event of a complaint's closing says, as far as it is read here.</summary>
    sealed record ClosedComplaint(int Episode, ClosedComplaint.Details? More)
    {
        /// <param name="Called">When we reached them by a call; null when we didn't.</param>
        public sealed record Details(Call? Called);

        public sealed record Call(DateTimeOffset At, string? By);
    }
}
