using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Tickets.Acting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Opening;

/// <summary>What other systems tell by message: a ticket that was opened elsewhere, and what its customer wrote.</summary>
public sealed class TicketCommands(TicketFields fields, TicketService tickets, TicketDesk desk, TimeProvider clock)
{
    /// <summary>What is told later than that counts from when it was told: nobody here could have seen it.</summary>
    static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>So often somebody may write the very same; what writes it once more is a program that answers our mails.</summary>
    const int MostSame = 2;

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
        var at = ReadTime(command, reader);
        var read = await fields.ReadAsync(reader, isTrusted: true, cancellationToken);
        var start = await tickets.StartAsync(
            client, read with { Errors = reader.Errors }, DeterministicId.From("message", command.Source, command.Id), Actor.System(command.Source), channel, at,
            cancellationToken: cancellationToken);
        return Errors(start.Errors);
    }

    /// <summary>
    /// What a customer wrote elsewhere. It is never taken for a yes or a no. To a ticket that can't be reopened any more it opens a
    /// new one that goes on with it.
    /// </summary>
    public async Task<IReadOnlyList<MessageError>> ReplyAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (Read(command) is not { } reader)
        {
            return [NotAnObject];
        }
        var (number, text) = (reader.Text("caseId", Case), reader.Text("text", TicketFields.Text));
        var (channel, at, isAutomatic) = (ReadChannel(reader), ReadTime(command, reader), reader.Flag("automatic"));
        if (reader.Errors.Count > 0)
        {
            return Errors(reader.Errors);
        }
        // A reply may overtake the opening that it belongs to: it is tried again before it is set aside.
        var ticket = await tickets.FindAsync(CaseId.Parse(number), cancellationToken) ?? throw new NotYetException($"There is no ticket {number}.");
        if (ticket.IsErased)
        {
            return [new MessageError("data.caseId", "that ticket is over for so long that its customer is forgotten: open a new one")];
        }
        var words = new TicketWords(text, $"{command.Source}\n{command.Id}", isAutomatic || IsWrittenByProgram(ticket, text));
        var result = await desk.ApplyAsync(client, ticket.Id, TicketActs.Reply(words) with { At = at }, ticket.Customer, channel, cancellationToken);
        if (result.State == InterventionState.Ended && !words.IsAutomatic)
        {
            await tickets.FollowAsync(client, ticket, text, DeterministicId.From("message", command.Source, command.Id), channel, cancellationToken);
        }
        return [];
    }

    /// <summary>Programs that answer each other go on for ever; a person who writes the very same for the third time isn't waiting for a mail.</summary>
    static bool IsWrittenByProgram(TicketRecord ticket, string text) =>
        ticket.Entries.Count(entry => entry.Kind == TicketChanges.Replied && entry.Read<TicketWords>().Text == text) >= MostSame;

    /// <summary>When it happened.</summary>
    DateTimeOffset ReadTime(CloudEvent command, FieldReader reader)
    {
        var now = clock.GetUtcNow();
        reader.Must(command.Time is not { } sent || !RecordVersion.IsAhead(sent, now), "time", "The message's time is yet to come: correct the sender's clock.");
        return command.Time is { } at && at <= now && now - at <= LongestDelay ? at : now;
    }

    static Channel ReadChannel(FieldReader reader) => EnumNames<Channel>.TryParse(reader.Text("channel", ChannelRule), out var channel) ? channel : Channel.Message;

    static readonly MessageError NotAnObject = new("data", "must be an object");

    static FieldReader? Read(CloudEvent command) => command.Data.ValueKind == JsonValueKind.Object ? new FieldReader(command.Data) : null;

    static IReadOnlyList<MessageError> Errors(IReadOnlyList<FieldError> errors) => [.. errors.Select(e => new MessageError(e.Field == "time" ? e.Field : $"data.{e.Field}", e.Message))];
}
