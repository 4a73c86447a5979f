using MemberServices.Cases;
using MemberServices.Desk.Searching;
using MemberServices.Fields;
using MemberServices.Pages;

namespace MemberServices.Desk.Cases;

/// <summary>Channels as staff read them, and choose them when they open a case for somebody.</summary>
public static class DeskChannels
{
    /// <summary>How somebody reaches the staff.</summary>
    public static IReadOnlyList<Channel> ToStaff { get; } = [Channel.Phone, Channel.WalkIn, Channel.Email, Channel.Chat, Channel.Text, Channel.Social];

    /// <summary>The same, to be chosen.</summary>
    public static IReadOnlyList<Choice> Choices { get; } = [.. ToStaff.Select(EnumNames<Channel>.Of).Select(name => new Choice(name, CaseSearch.Words(name)))];

    public static FieldRule Rule { get; } = FieldRules.Choice("the channel", "Choose how they reached us.", "Choose how they reached us.", [.. ToStaff.Select(EnumNames<Channel>.Of)]);

    public static string NameOf(Channel channel) => channel == Channel.Api ? "API" : EnumNames<Channel>.Of(channel).Replace('-', ' ');
}
