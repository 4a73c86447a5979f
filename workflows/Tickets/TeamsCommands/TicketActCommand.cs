using System.Globalization;
using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Teams;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Opening;

namespace MemberServices.Tickets.TeamsCommands;

/// <summary>Does something with a ticket, by the rules of the staff page. What has many fields, such as a new time, is for the staff page.</summary>
public sealed class TicketActCommand : ITeamsCommand
{
    const string Text = "text", Reason = "reason", ToCustomer = "toCustomer", Level = "level";

    /// <summary>As it was typed: the act's own rules judge it.</summary>
    static readonly FieldRule Any = new("it", Teams.TeamsCommands.LongestText, null) { IsFree = true, HasLines = true };

    static readonly FieldRule LevelRule = new("the level", 2, null)
    {
        Problem = text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "Write the level as a number, or leave it out: then it goes one up.",
    };

    readonly StaffActs acts;
    readonly TicketService tickets;
    readonly TicketCards cards;
    readonly string kind;

    TicketActCommand(string kind, StaffActs acts, TicketService tickets, TicketCards cards, CommandUsage usage) =>
        (this.kind, this.acts, this.tickets, this.cards, Usage) = (kind, acts, tickets, cards, usage);

    public CommandUsage Usage { get; }

    /// <summary>An act with a text: "ticket answer".</summary>
    /// <param name="kind">See <see cref="StaffActs.Kinds"/>.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="text">What is written after the number: "TEXT FOR THE CUSTOMER"; null: nothing.</param>
    /// <param name="example">After the number.</param>
    internal static Func<IServiceProvider, ITeamsCommand> Of(string kind, string summary, string? text, string example) => services => Create(
        services, kind, new CommandUsage($"ticket {kind}", summary, $"ticket {kind} NUMBER {text}".TrimEnd(), $"ticket {kind} TK-7KQ2MX {example}".TrimEnd())
        {
            Words = [TicketNumber.Field],
            Rest = text is null ? null : Text,
        });

    internal static ITeamsCommand Escalate(IServiceProvider services) => Create(
        services, "move", new CommandUsage(
            "ticket escalate", "hands a ticket one level up, or to the level that is named", "ticket escalate NUMBER REASON; to customer: TEXT (or leave it out); level: 1 to 3 (or leave it out)",
            "ticket escalate TK-7KQ2MX Repeatable, needs the photo service’s log; to customer: Our specialists have it now.")
        {
            Words = [TicketNumber.Field],
            Rest = Reason,
            Labels = [new(Reason, Reason), new("to customer", ToCustomer), new(Level, Level)],
        });

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (TicketNumber.Read(call.Fields) is not { } id)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }
        if (await tickets.FindAsync(id, cancellationToken) is not { } before)
        {
            return CommandAnswer.Wrong(TicketNumber.Unknown(id));
        }
        var level = call.Fields.OptionalText(Level, LevelRule);
        if (call.Fields.Errors.Count > 0)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }
        if (kind == "move" && level is null && before.State.Level == before.Opened.Policy.Levels.Count)
        {
            return CommandAnswer.Of(cards.Of(before, $"{id} can’t go higher", $"It is at {before.Opened.Policy.Levels[^1].Name}, the last level. A manager can see to it.", CardTone.Attention));
        }
        var person = call.Person.Person;
        var fields = new FieldReader(JsonSerializer.SerializeToElement(new
        {
            text = call.Fields.Text(Text, Any),
            reason = call.Fields.Text(Reason, Any),
            toCustomer = call.Fields.Text(ToCustomer, Any),
            level = level is null ? before.State.Level + 1 : int.Parse(level, CultureInfo.InvariantCulture),
        }));
        var result = await acts.ApplyAsync(call.Client, id, kind, fields, person, Actor.Staff(person.Name), Channel.Teams, cancellationToken);
        var now = await tickets.FindAsync(id, cancellationToken) ?? before;
        return result.State switch
        {
            InterventionState.Invalid => CommandAnswer.Wrong(result.Errors),
            InterventionState.Recorded => CommandAnswer.Of(cards.Of(now, $"Recorded for {id}: {Usage.Name["ticket ".Length..]}", Said(now), CardTone.Good)),
            _ => CommandAnswer.Of(cards.Of(now, $"{id} doesn’t take this now", result.Detail, CardTone.Attention)),
        };
    }

    /// <summary>What follows.</summary>
    string? Said(TicketRecord record)
    {
        var name = record.Opened.Request.FullName;
        return kind switch
        {
            "answer" => $"{name} gets it by mail, and reads it on their page.",
            "hold" => $"{name} gets it by mail, and the clock of the resolution waits for them.",
            "resolve" => $"{name} is asked whether it is solved.",
            "note" => "Only staff read it.",
            "take" => $"You have it, and {name} sees that on their page.",
            "move" => $"It is at {record.Opened.Policy.Levels[record.State.Level - 1].Name} now, whose channel is told, and {name} is told.",
            _ => null,
        };
    }

    static TicketActCommand Create(IServiceProvider services, string kind, CommandUsage usage) =>
        new(kind, Get<StaffActs>(services), Get<TicketService>(services), Get<TicketCards>(services), usage);

    static T Get<T>(IServiceProvider services) => (T)services.GetService(typeof(T))!;
}
