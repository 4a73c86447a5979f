using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Opening;

/// <summary>What complaints begin from among the events of the topic: a ticket, or the call after a low answer, that is one.</summary>
public sealed class ComplaintEvents(ComplaintService complaints, CaseIndex index, ComplaintPolicy policy)
{
    public const string TicketComplained = "ticket.complained", SurveyComplained = "survey.complained";

    /// <summary>Opens a complaint of who the case is of. The same event again is the same complaint.</summary>
    public async Task<IReadOnlyList<MessageError>> ComplainedAsync(DomainEvent told, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!CaseId.TryParse(told.Case, out var id) || told.Data is not { ValueKind: JsonValueKind.Object } data || data.Deserialize<Told>(JsonSerializerOptions.Web) is not { More.Text: { Length: > 0 } text } said)
        {
            return [new MessageError("data", "must have the case and what is complained about")];
        }
        // Whoever it is of may have been erased since: then nobody complains.
        if (await index.FindAsync(id, cancellationToken) is not { Email.Length: > 0 } entry)
        {
            return [];
        }
        var category = policy.Categories.FirstOrDefault(each => each.Id == said.More.Category) ?? policy.Categories[^1];
        var request = new ComplaintRequest(entry.Name, entry.Email, said.More.Phone, entry.MemberKey, category.Id, text, said.More.About, id);
        var start = await complaints.StartAsync(
            client, new Validated<ComplaintRequest>(request, []), DeterministicId.From("event", told.Id), Actor.Staff(told.By), Channel.System, told.Time, cancellationToken: cancellationToken);
        return MessageError.Of(start.Errors);
    }

    /// <summary>What the events say, as far as it is read here.</summary>
    sealed record Told(Told.Details? More)
    {
        public sealed record Details(string Text, string? Category = null, string? About = null, string? Phone = null);
    }
}
