using MemberServices.Cases;
using MemberServices.Onboarding.Checklist;
using MemberServices.Pages;
using MemberServices.Teams;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>Enrollments on cards.</summary>
public sealed class EnrollmentCards(StaffLinks links, LocalTimes times)
{
    const int MostNextSteps = 3;

    /// <summary>A case's story in short: where it is, whom it waits for and until when, what comes next.</summary>
    /// <param name="view">As it is now.</param>
    /// <param name="title">What the card says first; null: whose case it is.</param>
    public Card Of(EnrollmentView view, string? title = null) => new(title ?? $"{view.Id}: {view.Applicant.MemberFullName}")
    {
        Tone = view.End is { End: EnrollmentEnd.Failed } ? CardTone.Attention : CardTone.Default,
        Parts =
        [
            new CardFacts(
                new CardFact("Case", $"{view.Id}"),
                new CardFact("Applicant", view.Applicant.MemberFullName),
                new CardFact("Office", view.OfficeName),
                new CardFact("License", $"{view.Applicant.MemberStateLicenseState} {view.Applicant.MemberStateLicense}"),
                new CardFact("Received", times.Short(view.ReceivedAt)),
                new CardFact("Stage", view.Stages.FirstOrDefault(stage => stage.Stage == view.Stage)?.Name ?? ""),
                new CardFact("Waits for", view.WaitsFor is { } wait ? $"{wait.Who}, to {ThirdPerson.Of(wait.What, view.Applicant.MemberFullName)}" : ""),
                new CardFact("Until", view.WaitsFor?.Until is { } until ? times.Short(until) : ""),
                new CardFact("Ended", view.End is { } end ? $"{EnumNames<EnrollmentEnd>.Of(end.End)}, {times.Short(end.At)}" : ""),
                new CardFact("By", view.End?.By ?? "")),
            .. view.Checklist is { Items.Count: > 0 } checklist ? (IReadOnlyList<CardPart>)
            [
                new CardText($"Checklist, {checklist.Done} of {checklist.Items.Count} done") { IsHeading = true },
                .. checklist.Items.Select(item => new CardText(
                    $"{item.Id}: {EnumNames<ChecklistStatus>.Of(item.Status)}{(item is { Status: ChecklistStatus.Open, Due: { } due } ? $", by {times.Short(due)}" : "")}")),
            ] : [],
            .. view.NextSteps.Count == 0 ? (IReadOnlyList<CardPart>)[] : [new CardText("If nobody acts") { IsHeading = true }],
            .. view.NextSteps.Take(MostNextSteps).Select(step => new CardText($"{times.Short(step.At)}: {ThirdPerson.Of(step.What, view.Applicant.MemberFullName)}")),
        ],
        Links = [links.Case($"{view.Id}")],
    };
}
