using System.Text.Json;
using MemberServices.Directory;
using MemberServices.Messages;
using MemberServices.Pages;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;

namespace MemberServices.Teams;

/// <summary>
/// Tells the channel of a role what it has to do: work that came up, work whose reminder is due, work that is overdue; of tickets, a promise
/// that is near or was missed, and one that came to its level; whoever was praised; and each Monday everybody, how members rate us. All else that needs somebody (a mail that came back, access that failed) is
/// work, too, and told as that.
/// </summary>
public sealed class StaffAlerts(TeamsQueue queue, TeamsChannels channels, StaffDirectory staff, StaffLinks links, LocalTimes times)
{
    /// <summary>The events, as the subscription's rules in <c>infra/servicebus.json</c> let them through.</summary>
    public static IReadOnlyList<string> Types { get; } = ["work-item.opened", "work-item.handed-over", "work-item.reminded", "work-item.overdue", "ticket.warned", "ticket.missed", "ticket.moved",
        Praised, Results];

    const string Praised = "survey.praised", Results = "survey.results";

    /// <summary>Queues the card of an event; the same event again is the same card.</summary>
    public async Task<IReadOnlyList<MessageError>> TellAsync(DomainEvent what, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (what.Data is not { ValueKind: JsonValueKind.Object } data || data.Deserialize<Told>(JsonSerializerOptions.Web) is not { Role: { Length: > 0 } role } told)
        {
            return [new MessageError("data.details.role", "must be the role that is to hear of it")];
        }

        switch (what.Type)
        {
            case Results:
                foreach (var each in channels.All)
                {
                    await queue.SendAsync(DeterministicId.From("alert", what.Id, each.Role), each.Role, ResultsOf(what, told), cancellationToken);
                }
                return [];
            case Praised:
                await queue.SendAsync(DeterministicId.From("alert", what.Id), await ChannelOfAsync(told.More?.Helper) ?? role, PraiseOf(what, told), cancellationToken);
                return [];
        }

        // A promise that was over before anybody could be told is only counted.
        if (told.More?.IsOver != true)
        {
            await queue.SendAsync(DeterministicId.From("alert", what.Id), role, CardOf(what, told), cancellationToken);
        }
        return [];
    }

    /// <summary>The role in whose channel somebody of that name reads; null: nobody has it, or the directory can't say.</summary>
    async Task<string?> ChannelOfAsync(string? name)
    {
        try
        {
            return name is not null && await staff.FindByNameAsync(name) is { } person ? channels.For(person)?.Role : null;
        }
        catch (Exception e) when (e is TransientDirectoryException or DirectoryRejectedException)
        {
            return null;
        }
    }

    Card ResultsOf(DomainEvent what, Told told) => new(what.Summary.Split(": ")[0])
    {
        Parts = [.. (told.Lines ?? []).Select(line => new CardText(line))],
        Links = [links.Results],
    };

    Card PraiseOf(DomainEvent what, Told told) => new($"Praise for {told.More?.Helper ?? "all of us"}")
    {
        Tone = CardTone.Good,
        Parts =
        [
            new CardText($"“{told.More?.Comment}”"),
            new CardFacts(
                new CardFact("About", told.More?.About ?? ""),
                new CardFact("Satisfied", told.More?.Satisfaction is { } score ? FormattableString.Invariant($"{score} of 5") : ""),
                new CardFact("Survey", what.Case ?? "")),
        ],
        Links = what.Case is { } number ? [links.Case(number)] : [],
    };

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

    sealed record Told(string? Id, string? Role, DateTimeOffset? Due, string? Priority = null, ToldMore? More = null, IReadOnlyList<string>? Lines = null);

    sealed record ToldMore(DateTimeOffset? DueAt = null, bool? IsOver = null, string? Helper = null, string? Comment = null, string? About = null, int? Satisfaction = null);
}
