using MemberServices.Cases;
using MemberServices.Pages;
using MemberServices.Surveys.Answering;
using MemberServices.Surveys.Starting;
using MemberServices.Teams;

namespace MemberServices.Surveys.TeamsCommands;

/// <summary>Asks a member how we did.</summary>
public sealed class SurveyCommand(ChosenSurveys surveys, SurveyDesk desk, StaffLinks links, LocalTimes times, TimeProvider clock) : ITeamsCommand
{
    public CommandUsage Usage { get; } = new(
        "survey", "asks a member how we did", "survey member: KEY or EMAIL; about: IN A LINE, WHICH THEY READ; helped: EMAIL of who of the staff did (or leave it out)",
        "survey member: TX-123456; about: the class on Tuesday; helped: omar.haddad@example.com")
    {
        Labels = [new("member", ChosenSurveys.MemberField), new("about", ChosenSurveys.AboutField), new("helped", ChosenSurveys.HelperField)],
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var sent = await surveys.SendAsync(call.Client, call.Fields, call.Key, cancellationToken);
        if (sent.Id is not { } id || await desk.FindAsync(id, cancellationToken) is not { } record)
        {
            return CommandAnswer.Wrong(sent.Errors);
        }
        var (opened, state) = (record.Opened, record.State);
        var asks = state.Asked is null ? SurveyTimers.Next(opened, state, clock.GetUtcNow())?.At : null;
        return CommandAnswer.Of(new Card($"{id}: {opened.Person.Name} is asked how we did")
        {
            Tone = CardTone.Good,
            Parts =
            [
                new CardFacts(
                    new CardFact("Survey", $"{id}"),
                    new CardFact("Member", opened.Person.Name),
                    new CardFact("About", opened.Service.About ?? ""),
                    new CardFact("Helped", opened.Service.Helper ?? ""),
                    new CardFact("The mail goes", asks is { } at ? times.Short(at) : "now")),
            ],
            Links = [links.Case($"{id}")],
        });
    }
}
