using MemberServices.Fields;
using MemberServices.Messages;

namespace MemberServices.Cases;

/// <summary>What another desk tells by message of how, and when, somebody reached it.</summary>
public static class OtherDesk
{
    /// <summary>What is told later than that counts from when it was told: nobody here could have seen it.</summary>
    static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    static readonly Channel[] Channels = [Channel.Phone, Channel.Email, Channel.Form, Channel.Chat, Channel.Text, Channel.Social, Channel.WalkIn];

    static readonly FieldRule ChannelRule = FieldRules.Choice(
        "the channel", "Say through which channel it came.", $"Choose one of {string.Join(", ", Channels.Select(EnumNames<Channel>.Of))}.", [.. Channels.Select(EnumNames<Channel>.Of)]);

    public static Channel ReadChannel(FieldReader fields) => EnumNames<Channel>.TryParse(fields.Text("channel", ChannelRule), out var channel) ? channel : Channel.Message;

    public static DateTimeOffset ReadTime(CloudEvent command, FieldReader fields, DateTimeOffset now) =>
        command.ReadTime(fields, now) is var at && now - at <= LongestDelay ? at : now;
}
