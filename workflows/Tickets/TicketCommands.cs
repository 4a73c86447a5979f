using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Opening;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets;

/// <summary>What other systems tell by message: a ticket that was opened elsewhere, and what its customer wrote.</summary>
public sealed class TicketCommands(TicketFields fields, TicketService tickets, TicketDesk desk)
{
    public const string Opened = "ticket.opened";
    public const string Replied = "ticket.replied";

    static readonly Channel[] Channels = [Channel.Phone, Channel.Email, Channel.Form, Channel.Chat, Channel.Text, Channel.Social, Channel.WalkIn];

    static readonly FieldRule ChannelRule = FieldRules.Choice(
        "the channel", "Say through which channel it came.", $"Choose one of {string.Join(", ", Channels.Select(EnumNames<Channel>.Of))}.", [.. Channels.Select(EnumNames<Channel>.Of)]);

    static readonly FieldRule Case = new("the ticket's number", 40, "Send the ticket's number.")
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Ticket ? null : "Send a ticket's number, such as TK-7KQ2MX.",
    };

    /// <summary>Opens a ticket. The same message again, told by its source and id, is the same ticket.</summary>
    public async Task<IReadOnlyList<MessageError>> OpenAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (Read(command) is not { } reader)
        {
            return [NotAnObject];
        }
        var channel = ReadChannel(reader);
        var read = await fields.ReadAsync(reader, isTrusted: true, cancellationToken);
        var start = await tickets.StartAsync(
            client, read with { Errors = reader.Errors }, DeterministicId.From("message", command.Source, command.Id), Actor.System(command.Source), channel,
            cancellationToken: cancellationToken);
        return Errors(start.Errors);
    }

    /// <summary>What a customer wrote elsewhere. It is never taken for a yes or a no.</summary>
    public async Task<IReadOnlyList<MessageError>> ReplyAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (Read(command) is not { } reader)
        {
            return [NotAnObject];
        }
        var (number, text) = (reader.Text("caseId", Case), reader.Text("text", TicketFields.Text));
        var channel = ReadChannel(reader);
        if (reader.Errors.Count > 0)
        {
            return Errors(reader.Errors);
        }
        var result = await desk.ApplyAsync(
            client, CaseId.Parse(number), TicketActs.Reply(text, $"{command.Source}\n{command.Id}"), new Actor(ActorKind.Customer, "the customer"), channel, cancellationToken);
        return result.State switch
        {
            InterventionState.Recorded => [],
            // A reply may overtake the opening that it belongs to: it is tried again before it is set aside.
            InterventionState.Unknown => throw new NotYetException(result.Detail),
            _ => [new MessageError("data", result.Detail)],
        };
    }

    static Channel ReadChannel(FieldReader reader) => EnumNames<Channel>.TryParse(reader.Text("channel", ChannelRule), out var channel) ? channel : Channel.Message;

    static readonly MessageError NotAnObject = new("data", "must be an object");

    static FieldReader? Read(CloudEvent command) => command.Data.ValueKind == JsonValueKind.Object ? new FieldReader(command.Data) : null;

    static IReadOnlyList<MessageError> Errors(IReadOnlyList<FieldError> errors) => [.. errors.Select(e => new MessageError($"data.{e.Field}", e.Message))];
}
