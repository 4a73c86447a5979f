using System.Text.Json;
using MemberServices.Messages;
using MemberServices.Pages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Teams;

/// <summary>
/// Tells the channel of a role what it has to do: work that came up, work whose reminder is due, work that is overdue; of tickets, a promise
/// that is near or was missed, and one that came to its level. All else that needs somebody (a mail that came back, access that failed) is
/// work, too, and told as that.
/// </summary>
public sealed class StaffAlerts(TeamsQueue queue, TeamsChannels channels, StaffLinks links, LocalTimes times)
{
    /// <summary>The events, as the subscription's rules in <c>infra/servicebus.json</c> let them through.</summary>
    public static IReadOnlyList<string> Types { get; } = ["work-item.opened", "work-item.handed-over", "work-item.reminded", "work-item.overdue", "ticket.warned", "ticket.missed", "ticket.moved"];

    /// <summary>Queues the card of an event; the same event again is the same card.</summary>
    public async Task<IReadOnlyList<MessageError>> TellAsync(DomainEvent what, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (what.Data is not { ValueKind: JsonValueKind.Object } data || data.Deserialize<Told>(JsonSerializerOptions.Web) is not { Role: { Length: > 0 } role } told)
        {
            return [new MessageError("data.details.role", "must be the role that is to hear of it")];
        }

        // A promise that was over before anybody could be told is only counted.
        if (told.More?.IsOver != true)
        {
            await queue.SendAsync(DeterministicId.From("alert", what.Id), role, CardOf(what, told), cancellationToken);
        }
        return [];
    }

    Card CardOf(DomainEvent what, Told told)
    {
        var (heading, tone) = what.Type switch
        {
            "work-item.handed-over" => ("Handed over", CardTone.Default),
            "work-item.reminded" => ("Due soon", CardTone.Warning),
            "work-item.overdue" => ("Overdue", CardTone.Attention),
            "ticket.warned" => ("A promise is near", CardTone.Warning),
            "ticket.missed" => ("A promise was missed", CardTone.Attention),
            "ticket.moved" => ("A ticket came", CardTone.Default),
            _ => ("New", CardTone.Default),
        };
        return new Card($"{heading} for {channels.NameOf(told.Role!)}")
        {
            Tone = tone,
            Parts =
            [
                new CardText(Without(what.Summary, $"For {channels.NameOf(told.Role!)}: ", $"Due soon, for {channels.NameOf(told.Role!)}: ", $"Overdue, for {channels.NameOf(told.Role!)}: ", "A promise is near: ", "A promise was missed: ")),
                new CardFacts(
                    new CardFact("Due", (told.Due ?? told.More?.DueAt) is { } due ? times.Short(due) : ""),
                    new CardFact("Priority", told.Priority ?? ""),
                    new CardFact("Case", what.Case ?? ""),
                    new CardFact("To take it", told.Id is { } id ? $"take {id}" : told.Priority is not null && what.Case is { } ticket ? $"ticket take {ticket}" : "")),
            ],
            Links = what.Case is { } number ? [links.Case(number)] : [links.Work],
        };
    }

    /// <summary>What the heading says already isn't said again.</summary>
    static string Without(string summary, params ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (summary.StartsWith(beginning, StringComparison.Ordinal))
            {
                return summary[beginning.Length..];
            }
        }

        return summary;
    }

    sealed record Told(string? Id, string? Role, DateTimeOffset? Due, string? Priority = null, ToldMore? More = null);

    sealed record ToldMore(DateTimeOffset? DueAt = null, bool? IsOver = null);
}
