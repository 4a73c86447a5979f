using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Members;
using MemberServices.Offices;
using MemberServices.Surveys.Choosing;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Starting;

/// <summary>Opens a survey about a service, once, if it is in the sample or was chosen by staff. Who isn't a member isn't asked.</summary>
public sealed class SurveyStarts(
    CaseStarter<SurveyOpened, NoOutcome> starter, CaseClaims claims, CaseIndex index, MemberTable members, OfficeTable offices, NamedCalendars calendars, SurveyPolicy policy, TimeProvider clock)
{
    /// <summary>The survey about a service that was opened before; null: none was.</summary>
    public async Task<CaseId?> FindAsync(string serviceKey, CancellationToken cancellationToken = default) => (await claims.FindAsync(CaseKind.Survey, serviceKey, cancellationToken))?.Case;

    /// <summary>Opens it, or finds the one that is there.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="service">What it is about.</param>
    /// <param name="memberKey">Who may say how it was.</param>
    /// <param name="wait">For so long after the service nobody is written to.</param>
    /// <param name="isAskedElsewhere">Whether another system has asked already: then it isn't a question of the sample.</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    /// <returns>The survey; null: they aren't asked.</returns>
    public async Task<CaseId?> StartAsync(
        DurableTaskClient client, Service service, string memberKey, TimeSpan wait, bool isAskedElsewhere = false, CancellationToken cancellationToken = default)
    {
        if (await members.FindAsync(memberKey, cancellationToken) is not { } member || !isAskedElsewhere && service.Kind != ServiceKind.Chosen && !Sampling.IsAsked(service.Key, memberKey, policy.SharePercent))
        {
            return null;
        }
        var (now, calendar) = (clock.GetUtcNow(), calendars.Default.Policy);
        var zone = (await offices.FindAsync(member.OfficeKey, cancellationToken))?.TimeZone ?? calendar.TimeZone;
        var opened = new SurveyOpened(
            service, new SurveyedPerson(memberKey, member.MemberFullName, member.MemberEmail, zone), now, service.At + wait, policy, calendar.KeptFrom(now), isAskedElsewhere);
        var start = await starter.StartAsync(
            client,
            new NewCase<SurveyOpened>(nameof(SurveyWorkflow.Survey), new CaseInput<object>(SurveyWorkflow.Version), () => opened, service.Key, null, service.Key)
            {
                Announce = (id, cancel) => index.AnnounceAsync(id, now, cancel),
            },
            _ => Task.FromResult(HolderRuling.Join),
            cancellationToken);
        return start.Id;
    }
}
