using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Complaints.Acting;
using MemberServices.Complaints.Opening;
using MemberServices.Fields;
using MemberServices.Teams;

namespace MemberServices.Complaints.TeamsCommands;

/// <summary>Does something with a complaint, by the rules of the staff page. What has many fields, such as another time of a call, is for the staff page.</summary>
public sealed class ComplaintActCommand : ITeamsCommand
{
    const string Text = "text", Reason = "reason";

    /// <summary>As it was typed: the act's own rules judge it.</summary>
    static readonly FieldRule Any = new("it", Teams.TeamsCommands.LongestText, null) { IsFree = true, HasLines = true };

    /// <summary>What an act reads beside the number.</summary>
    static readonly string[] Fields = [Text, Reason, "found", "done", "changes", "cause", "remedy", "amount", "reached", "outcome", "handling", "said", "note"];

    readonly ComplaintStaffActs acts;
    readonly ComplaintService complaints;
    readonly ComplaintNumber number;
    readonly ComplaintCards cards;
    readonly string kind;

    ComplaintActCommand(string kind, ComplaintStaffActs acts, ComplaintService complaints, ComplaintNumber number, ComplaintCards cards, CommandUsage usage) =>
        (this.kind, this.acts, this.complaints, this.number, this.cards, Usage) = (kind, acts, complaints, number, cards, usage);

    public CommandUsage Usage { get; }

    /// <summary>An act with a text: "complaint progress".</summary>
    /// <param name="kind">See <see cref="ComplaintStaffActs.Kinds"/>.</param>
    /// <param name="name">As it is typed.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="text">What is written after the number: "TEXT".</param>
    /// <param name="example">After the number.</param>
    /// <param name="field">Under which name the act reads it.</param>
    internal static Func<IServiceProvider, ITeamsCommand> Of(string kind, string name, string summary, string text, string example, string field = Text) => services => Create(
        services, kind, new CommandUsage($"complaint {name}", summary, $"complaint {name} NUMBER {text}", $"complaint {name} CP-7KQ2MX {example}") { Words = [ComplaintNumber.Field], Rest = field });

    internal static ITeamsCommand Resolve(IServiceProvider services) => Create(
        services, ComplaintStaffActs.Resolve, new CommandUsage(
            "complaint resolve", "resolves a complaint, with the letter to who complained",
            "complaint resolve NUMBER found: WHAT WE FOUND; done: WHAT WE DID; changes: WHAT CHANGES; cause: ROOT CAUSE; remedy: apology or correction or waived-fee or credited-fee (or leave it out); amount: US DOLLARS (of a fee)",
            "complaint resolve CP-7KQ2MX found: We charged the fee twice.; done: We gave one back.; changes: Two people look at each bill.; cause: own-error; remedy: credited-fee; amount: 45")
        {
            Words = [ComplaintNumber.Field],
            Labels = [new("found", "found"), new("done", "done"), new("changes", "changes"), new("cause", "cause"), new("remedy", "remedy"), new("amount", "amount")],
        });

    internal static ITeamsCommand Attempt(IServiceProvider services) => Create(
        services, ComplaintStaffActs.Attempt, new CommandUsage(
            "complaint call", "logs a call after the letter, with what came of it",
            "complaint call NUMBER reached: yes or no; outcome: yes or no; handling: yes or no; said: WHAT ISN’T RIGHT (after a no); note: FOR STAFF (or leave it out)",
            "complaint call CP-7KQ2MX reached: yes; outcome: yes; handling: no; said: It took three weeks.")
        {
            Words = [ComplaintNumber.Field],
            Labels = [new("reached", "reached"), new("outcome", "outcome"), new("handling", "handling"), new("said", "said"), new("note", "note")],
        });

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await number.ReadAsync(call, cancellationToken) is not { } before)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }
        var (id, person) = (before.Id, call.Person.Person);
        var typed = Fields.Select(name => (name, text: call.Fields.OptionalText(name, Any))).Where(each => each.text is not null).ToDictionary(each => each.name, each => each.text!);
        if (call.Fields.Errors.Count > 0)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }
        if (kind == ComplaintStaffActs.HandOver)
        {
            typed["person"] = person.Email;
        }
        var fields = new FieldReader(JsonSerializer.SerializeToElement(typed));
        var result = await acts.ApplyAsync(call.Client, id, kind, fields, person, Actor.Staff(person.Name), Channel.Teams, cancellationToken);
        var now = await complaints.FindAsync(id, cancellationToken) ?? before;
        return result.State switch
        {
            InterventionState.Invalid => CommandAnswer.Wrong(result.Errors),
            InterventionState.Recorded => CommandAnswer.Of(cards.Of(now, $"Recorded for {id}: {Usage.Name["complaint ".Length..]}", Said(now), CardTone.Good)),
            _ => CommandAnswer.Of(cards.Of(now, $"{id} doesn’t take this now", result.Detail, CardTone.Attention)),
        };
    }

    /// <summary>What follows.</summary>
    string? Said(ComplaintRecord record)
    {
        var name = record.Opened.Request.FullName;
        return kind switch
        {
            ComplaintStaffActs.Clarify or ComplaintStaffActs.Note => "Only staff read it.",
            ComplaintStaffActs.Progress => $"{name} gets it by mail, and reads it on their page.",
            ComplaintStaffActs.HandOver => $"You own it, and {name} is told.",
            ComplaintStaffActs.Resolve => record.State.Phase == ComplaintPhase.Agreeing ? "A second person must agree to the remedy: on the staff page." : $"{name} gets the letter, and we call them.",
            ComplaintStaffActs.Attempt => record.State.Phase switch
            {
                ComplaintPhase.Closed => $"{name} is satisfied: it is closed.",
                ComplaintPhase.Investigating => $"{name} isn’t satisfied: it is open again, one level higher.",
                _ => "We try again, or ask by mail.",
            },
            _ => null,
        };
    }

    static ComplaintActCommand Create(IServiceProvider services, string kind, CommandUsage usage) =>
        new(kind, Get<ComplaintStaffActs>(services), Get<ComplaintService>(services), Get<ComplaintNumber>(services), Get<ComplaintCards>(services), usage);

    static T Get<T>(IServiceProvider services) => (T)services.GetService(typeof(T))!;
}
