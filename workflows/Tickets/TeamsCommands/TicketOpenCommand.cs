using MemberServices.Cases;
using MemberServices.Desk.Cases;
using MemberServices.Fields;
using MemberServices.Teams;
using MemberServices.Tickets.Opening;

namespace MemberServices.Tickets.TeamsCommands;

/// <summary>Opens a ticket for a member or a public caller.</summary>
public sealed class TicketOpenCommand(TicketFields rules, TicketService tickets, TicketPolicy policy, TicketCards cards) : ITeamsCommand
{
    static readonly Channel[] Channels = [Channel.Teams, .. DeskChannels.ToStaff];

    static readonly FieldRule ChannelRule = FieldRules.Choice(
        "the channel", null, $"Write one of {string.Join(", ", Channels.Select(EnumNames<Channel>.Of))}.", [.. Channels.Select(EnumNames<Channel>.Of)]);

    public CommandUsage Usage { get; } = new(
        "ticket open", "opens a ticket for somebody",
        $"ticket open name: NAME; email: ADDRESS; about: {string.Join(" or ", policy.Categories.Select(category => category.Id))}; subject: IN A LINE; text: WHAT HAPPENED; "
            + "channel: phone or walk-in or email (or leave it out); priority: urgent or high (or leave it out); phone: NUMBER (or leave it out); member: KEY (then without name and email)",
        $"ticket open name: Jane Doe; email: jane@example.com; about: {policy.Categories[0].Id}; channel: phone; subject: Photos vanish; text: After saving, six of the photos are gone.")
    {
        Labels =
        [
            new("name", "fullName"), new("email", "email"), new("phone", "phone"), new("member", "memberKey"), new("about", "category"), new("channel", "channel"), new("priority", "priority"),
            new("subject", "subject"), new("text", "text"),
        ],
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var channel = EnumNames<Channel>.TryParse(call.Fields.OptionalText("channel", ChannelRule), out var chosen) ? chosen : Channel.Teams;
        var read = await rules.ReadAsync(call.Fields, isTrusted: true, cancellationToken);
        var start = await tickets.StartAsync(call.Client, read with { Errors = call.Fields.Errors }, call.Key, Actor.Staff(call.Person.Person.Name), channel, cancellationToken: cancellationToken);
        return start.Id is { } id && await tickets.FindAsync(id, cancellationToken) is { } record
            ? CommandAnswer.Of(cards.Of(record, $"{id} is open for {record.Opened.Request.FullName}", "They get a mail with this number and a link to its page.", CardTone.Good))
            : CommandAnswer.Wrong(start.Errors);
    }
}
