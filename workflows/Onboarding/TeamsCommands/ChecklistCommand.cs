using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding.Checklist;
using MemberServices.Teams;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>Records what became of an item of a checklist.</summary>
public sealed class ChecklistCommand : ITeamsCommand
{
    const string Item = "item";

    static readonly FieldRule ItemRule = new("the item", ChecklistItem.LongestId, "Write the item of the checklist, such as orientation-class.") { Unify = text => text.ToLowerInvariant() };

    readonly ChecklistActs acts;
    readonly EnrollmentService enrollments;
    readonly EnrollmentCards cards;
    readonly string act;

    ChecklistCommand(string act, ChecklistActs acts, EnrollmentService enrollments, EnrollmentCards cards, CommandUsage usage)
    {
        (this.act, this.acts, this.enrollments, this.cards) = (act, acts, enrollments, cards);
        Usage = usage with
        {
            Words = [CaseNumber.Field, Item],
            Rest = "reason",
            Labels = [new("reason", "reason"), new("to member", "toMember")],
        };
    }

    public CommandUsage Usage { get; }

    /// <summary>One for each act.</summary>
    /// <param name="act">See <see cref="ChecklistActs.Kinds"/>.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="reason">How the reason is shown: "REASON", or that it may be left out.</param>
    /// <param name="example">After the number and the item; empty: nothing.</param>
    internal static Func<IServiceProvider, ITeamsCommand> Of(ChecklistAct act, string summary, string reason, string example) => services =>
    {
        var name = EnumNames<ChecklistAct>.Of(act);
        return new ChecklistCommand(
            name, Get<ChecklistActs>(services), Get<EnrollmentService>(services), Get<EnrollmentCards>(services),
            new CommandUsage(name, summary, $"{name} NUMBER ITEM {reason}; to member: TEXT (or leave it out)", $"{name} EN-7KQ2MX orientation-class {example}".TrimEnd()));
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (id, item) = (CaseNumber.Read(call.Fields), call.Fields.Text(Item, ItemRule));
        if (id is not { } number || call.Fields.Errors.Count > 0)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }
        if (await enrollments.FindAsync(number, cancellationToken) is not { } before)
        {
            return CommandAnswer.Wrong(CaseNumber.Unknown(number));
        }

        var person = call.Person.Person;
        var result = await acts.ApplyAsync(
            call.Client, number, item, act, call.Fields, new StepsIn(person, Actor.Staff(person.Name), Channel.Teams), cancellationToken);
        return result.State switch
        {
            InterventionState.Invalid => CommandAnswer.Wrong(result.Errors),
            InterventionState.Unknown => CommandAnswer.Wrong(new FieldError(Item, result.Detail, FieldCodes.Unknown)),
            InterventionState.Recorded => CommandAnswer.Of(Shown(
                await enrollments.FindAsync(number, cancellationToken) ?? before, $"Recorded for {number}: {act} {item}", CardTone.Good,
                $"By {result.Recorded!.By}. It is {EnumNames<ChecklistStatus>.Of(result.Recorded.Status)} now.{(result.Recorded.Reason is { } why ? $" The reason: {why}" : "")}")),
            _ => CommandAnswer.Of(Shown(before, $"{item} of {number} doesn’t take this now", CardTone.Attention, result.Detail)),
        };
    }

    Card Shown(EnrollmentView view, string title, CardTone tone, string about) =>
        cards.Of(view, title) is var card ? card with { Tone = tone, Parts = [new CardText(about), .. card.Parts] } : null!;

    static T Get<T>(IServiceProvider services) => (T)services.GetService(typeof(T))!;
}
