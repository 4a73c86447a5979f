using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Desk.Searching;
using MemberServices.Offices.Desk;
using MemberServices.Pages;

namespace MemberServices.Onboarding.Desk;

/// <summary>An office's applications that are under way, on its page.</summary>
public sealed class OfficeEnrollments(CaseIndex index, EnrollmentPolicy policy, DeskTimes times) : IOfficeSection
{
    const int MostOfAStage = 20;

    public string Heading => "Open applications";

    public async Task<FoundSection> FindAsync(string officeKey, CancellationToken cancellationToken)
    {
        var hits = new List<FoundThing>();
        foreach (var stage in policy.Stages)
        {
            var page = await index.PageAsync(CaseQuery.List(CaseKind.Enrollment, stage.Id, officeKey), MostOfAStage, null, cancellationToken);
            hits.AddRange((page?.Cases ?? []).Select(entry => new FoundThing(
                entry.Name.Length > 0 ? entry.Name : "(erased)", DeskCases.AddressOf(entry.Id),
                entry.WaitsFor is { } wait ? $"{wait.Who} has to {ThirdPerson.Of(wait.What, entry.Name)}{(wait.Until is { } until ? $", until {times.Exact(until)}" : "")}." : "",
                entry.Id.ToString(), CaseSearch.Words(entry.Place))));
        }
        return new FoundSection(hits);
    }
}
