using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Opening;

/// <summary>What other systems tell by message: a complaint that was made there.</summary>
public sealed class ComplaintCommands(ComplaintFields fields, ComplaintService complaints, TimeProvider clock)
{
    public const string Opened = "complaint.opened";

    static readonly Channel[] Channels = [Channel.Phone, Channel.Email, Channel.Form, Channel.Chat, Channel.Text, Channel.Social, Channel.WalkIn];

    /// <summary>How somebody complains at another desk, or to the staff.</summary>
    public static FieldRule ChannelRule { get; } = FieldRules.Choice(
        "the channel", "Say through which channel it came.", $"Choose one of {string.Join(", ", Channels.Select(EnumNames<Channel>.Of))}.", [.. Channels.Select(EnumNames<Channel>.Of)]);

    /// <summary>What is told later than that counts from when it was told: nobody here could have seen it.</summary>
    static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Opens a complaint. The same message again, told by its source and id, is the same complaint.</summary>
    public async Task<IReadOnlyList<MessageError>> OpenAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.Data.ValueKind != JsonValueKind.Object)
        {
            return [new MessageError("data", "must be an object")];
        }
        var (reader, now) = (new FieldReader(command.Data), clock.GetUtcNow());
        var channel = EnumNames<Channel>.TryParse(reader.Text("channel", ChannelRule), out var named) ? named : Channel.Message;
        reader.Must(command.Time is not { } sent || !RecordVersion.IsAhead(sent, now), "time", "The message's time is yet to come: correct the sender's clock.");
        var at = command.Time is { } time && time <= now && now - time <= LongestDelay ? time : now;
        var read = await fields.ReadAsync(reader, isTrusted: true, cancellationToken);
        var start = await complaints.StartAsync(
            client, read with { Errors = reader.Errors }, DeterministicId.From("message", command.Source, command.Id), Actor.System(command.Source), channel, at,
            cancellationToken: cancellationToken);
        return [.. start.Errors.Select(error => new MessageError(error.Field == "time" ? "time" : $"data.{error.Field}", error.Message))];
    }
}
