using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Teams;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>Lets staff step in, with a reason. What can't be taken back, such as revoking, and what has many fields, such as correcting, is for the staff page.</summary>
public sealed class InterveneCommand : ITeamsCommand
{
    readonly EnrollmentInterventions interventions;
    readonly EnrollmentService enrollments;
    readonly EnrollmentCards cards;
    readonly string kind;

    InterveneCommand(string kind, EnrollmentInterventions interventions, EnrollmentService enrollments, EnrollmentCards cards, CommandUsage usage)
    {
        (this.kind, this.interventions, this.enrollments, this.cards) = (kind, interventions, enrollments, cards);
        Usage = usage with
        {
            Words = [CaseNumber.Field, .. usage.Words],
            Rest = "reason",
            Labels = [new("reason", "reason"), new("to member", "toMember"), new("approver", "approverKey"), new("target", "target")],
        };
    }

    public CommandUsage Usage { get; }

    /// <summary>One for each kind that makes sense in a line.</summary>
    /// <param name="kind">See <see cref="EnrollmentInterventions.Kinds"/>.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="word">What is named between the number and the reason: its field and how it is shown; null: nothing.</param>
    /// <param name="example">After the number: "EN-7KQ2MX The broker called".</param>
    internal static Func<IServiceProvider, ITeamsCommand> Of(string kind, string summary, string example, (string Field, string Shown)? word = null) => services =>
    {
        var name = kind.Replace('-', ' ');
        return new InterveneCommand(
            kind, Get<EnrollmentInterventions>(services), Get<EnrollmentService>(services), Get<EnrollmentCards>(services),
            new CommandUsage(name, summary, $"{name} NUMBER {(word is { } between ? between.Shown + " " : "")}REASON; to member: TEXT (or leave it out)", $"{name} {example}")
            {
                Words = word is { } field ? [field.Field] : [],
            });
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (CaseNumber.Read(call.Fields) is not { } id)
        {
            return CommandAnswer.Wrong(call.Fields.Errors);
        }

        var result = await interventions.ApplyAsync(call.Client, id, kind, call.Fields, new StepsIn(call.Person.Person, Actor.Staff(call.Person.Person.Name), Channel.Teams), cancellationToken);
        return result.State switch
        {
            InterventionState.Invalid => CommandAnswer.Wrong(result.Errors),
            InterventionState.Unknown => CommandAnswer.Wrong(CaseNumber.Unknown(id)),
            _ => CommandAnswer.Of(await CardOf(id, result, cancellationToken)),
        };
    }

    async Task<Card> CardOf(CaseId id, InterventionResult<InterventionReceipt> result, CancellationToken cancellationToken)
    {
        var isDone = result.State == InterventionState.Recorded;
        var title = isDone ? $"Recorded for {id}: {Usage.Name}" : $"{id} doesn’t take this now";
        var about = new CardText(isDone ? $"By {result.Recorded!.By}. The reason: {result.Recorded.Reason}" : result.Detail);
        return await enrollments.FindAsync(id, cancellationToken) is { } view && cards.Of(view, title) is var card
            ? card with { Tone = isDone ? CardTone.Good : CardTone.Attention, Parts = [about, .. card.Parts] }
            : new Card(title) { Parts = [about] };
    }

    static T Get<T>(IServiceProvider services) => (T)services.GetService(typeof(T))!;
}
