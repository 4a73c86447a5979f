using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Messages;
using MemberServices.Staff;
using MemberServices.Tickets.Acting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Opening;

/// <summary>What other systems tell by message: a ticket that was opened elsewhere, and what its customer wrote.</summary>
public sealed class TicketCommands(TicketFields fields, TicketService tickets, TicketDesk desk, StaffDirectory staff, LinkTable links, TimeProvider clock)
{
    /// <summary>So often somebody may write the very same; what writes it once more is a program that answers our mails.</summary>
    const int MostSame = 2;

    public const string Opened = "ticket.opened";
    public const string Replied = "ticket.replied";

    const string Outbound = "outbound";

    static readonly FieldRule DirectionRule = FieldRules.Choice("the direction", null, "Choose inbound, what the customer said, or outbound, what staff answered.", ["inbound", Outbound]);

    static readonly FieldRule Token = new("the mail's token", 100, Empty: null);

    static readonly FieldRule Case = new("the ticket's number", 40, "Send the ticket's number.")
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Ticket ? null : "Send a ticket's number, such as TK-7KQ2MX.",
    };

    /// <summary>Opens a ticket. The same message again, told by its source and id, is the same ticket.</summary>
    public async Task<IReadOnlyList<MessageError>> OpenAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.ReadFields() is not { } reader)
        {
            return [MessageError.NotAnObject];
        }
        var channel = OtherDesk.ReadChannel(reader);
        var at = OtherDesk.ReadTime(command, reader, clock.GetUtcNow());
        var read = await fields.ReadAsync(reader, isTrusted: true, cancellationToken);
        var start = await tickets.StartAsync(
            client, read with { Errors = reader.Errors }, DeterministicId.From("message", command.Source, command.Id), Actor.System(command.Source), channel, at,
            cancellationToken: cancellationToken);
        return MessageError.Of(start.Errors);
    }

    /// <summary>
    /// What was written or said elsewhere. With the token of one of our mails it is the customer's; else somebody of the staff vouches for
    /// it, and it stands as theirs. It is never taken for a yes or a no. To a ticket that can't be reopened any more it opens a new one that
    /// goes on with it.
    /// </summary>
    public async Task<IReadOnlyList<MessageError>> ReplyAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.ReadFields() is not { } reader)
        {
            return [MessageError.NotAnObject];
        }
        var (token, text, channel) = (reader.OptionalText("replyToken", Token), reader.Text("text", TicketFields.Text), OtherDesk.ReadChannel(reader));
        var (at, isAutomatic) = (OtherDesk.ReadTime(command, reader, clock.GetUtcNow()), reader.Flag("automatic"));
        var isOurs = reader.OptionalText("direction", DirectionRule) == Outbound;
        var (number, person) = token is null
            ? (reader.Text("caseId", Case), await staff.ReadByAsync(reader))
            : (await ReadTokenAsync(token, reader), null);
        reader.Must(
            token is not null || channel != Channel.Email, "replyToken",
            "Send the token of the mail that is answered, which stands behind the + of the address that the answer came to. A number proves nothing: what comes without a token is a ticket of its own.",
            FieldCodes.Required);
        reader.Must(token is null || !isOurs, "direction", "Leave it out: with a token it is the customer's.");
        if (reader.Errors.Count > 0)
        {
            return MessageError.Of(reader.Errors);
        }
        // What is said may overtake the opening that it belongs to: it is tried again before it is set aside.
        var ticket = await tickets.FindAsync(CaseId.Parse(number), cancellationToken) ?? throw new NotYetException($"There is no ticket {number}.");
        if (ticket.IsErased)
        {
            return [new MessageError("data.caseId", "that ticket is over for so long that its customer is forgotten: open a new one")];
        }
        var (by, message) = (person is null ? ticket.Customer : Actor.SystemFor(person.Name), $"{command.Source}\n{command.Id}");
        if (isOurs)
        {
            var answer = await desk.ApplyAsync(client, ticket.Id, TicketActs.Answer(text, waits: false, message) with { At = at }, by, channel, cancellationToken);
            return answer.State == InterventionState.Recorded ? [] : [new MessageError("data.caseId", answer.Detail)];
        }
        var words = new TicketWords(text, message, isAutomatic || IsWrittenByProgram(ticket, text));
        var result = await desk.ApplyAsync(client, ticket.Id, TicketActs.Reply(words) with { At = at }, by, channel, cancellationToken);
        if (result.State == InterventionState.Ended && !words.IsAutomatic)
        {
            await tickets.FollowAsync(client, ticket, text, DeterministicId.From("message", command.Source, command.Id), by, channel, cancellationToken);
        }
        return [];
    }

    /// <summary>The ticket whose mail the token was in.</summary>
    async Task<string> ReadTokenAsync(string token, FieldReader reader)
    {
        var link = await links.FindAsync(LinkPurpose.Reply, token.ToLowerInvariant());
        reader.Must(
            link is not null && !link.HasExpired(clock.GetUtcNow()), "replyToken", "No mail of ours has this token, or it is too old: send what was written as ticket.opened.", FieldCodes.Unknown);
        var number = reader.OptionalText("caseId", Case with { Empty = null });
        reader.Must(number is null || link is null || CaseId.Parse(number) == CaseId.Parse(link.Case), "caseId", "The token is another ticket's. Leave the number out: the token says which it is.");
        return link?.Case ?? "";
    }

    /// <summary>Programs that answer each other go on for ever; a person who writes the very same for the third time isn't waiting for a mail.</summary>
    static bool IsWrittenByProgram(TicketRecord ticket, string text) =>
        ticket.Entries.Count(entry => entry.Kind == TicketChanges.Replied && entry.Read<TicketWords>().Text == text) >= MostSame;
}
