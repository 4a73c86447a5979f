using MemberServices.Cases;
using MemberServices.Complaints.Opening;
using MemberServices.Desk.Cases;
using MemberServices.Fields;
using MemberServices.Teams;

namespace MemberServices.Complaints.TeamsCommands;

/// <summary>Opens a complaint for a member or a public caller.</summary>
public sealed class ComplaintOpenCommand(ComplaintFields rules, ComplaintService complaints, ComplaintPolicy policy, ComplaintCards cards) : ITeamsCommand
{
    static readonly Channel[] Channels = [Channel.Teams, .. DeskChannels.ToStaff];

    static readonly FieldRule ChannelRule = FieldRules.Choice(
        "the channel", null, $"Write one of {string.Join(", ", Channels.Select(EnumNames<Channel>.Of))}.", [.. Channels.Select(EnumNames<Channel>.Of)]);

    public CommandUsage Usage { get; } = new(
        "complaint open", "opens a complaint for somebody",
        $"complaint open name: NAME; email: ADDRESS; about: {string.Join(" or ", policy.Categories.Select(category => category.Id))}; text: WHAT HAPPENED; "
            + "whom: NAME of who of us (or leave it out); case: NUMBER (or leave it out); channel: phone or walk-in or email (or leave it out); phone: NUMBER (or leave it out); member: KEY (then without name and email)",
        $"complaint open member: TX-123456; about: {policy.Categories[0].Id}; channel: phone; whom: Sam Lee; text: Nobody called back, three times.")
    {
        Labels =
        [
            new("name", "fullName"), new("email", "email"), new("phone", "phone"), new("member", "memberKey"), new("about", "category"), new("channel", "channel"), new("whom", "whom"),
            new("case", "case"), new("text", "text"),
        ],
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var channel = EnumNames<Channel>.TryParse(call.Fields.OptionalText("channel", ChannelRule), out var chosen) ? chosen : Channel.Teams;
        var read = await rules.ReadAsync(call.Fields, isTrusted: true, cancellationToken);
        var request = read.Value with { About = call.Fields.OptionalText("whom", ComplaintFields.About) };
        var start = await complaints.StartAsync(
            call.Client, new Validated<ComplaintRequest>(request, call.Fields.Errors), call.Key, Actor.Staff(call.Person.Person.Name), channel, cancellationToken: cancellationToken);
        return start.Id is { } id && await complaints.FindAsync(id, cancellationToken) is { } record
            ? CommandAnswer.Of(cards.Of(record, $"{id} is open for {record.Opened.Request.FullName}", "Somebody owns it in a moment, and they get a mail with this number and that name.", CardTone.Good))
            : CommandAnswer.Wrong(start.Errors);
    }
}
