using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Offices;
using MemberServices.Teams;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>Starts an enrollment, with all that the form asks for.</summary>
public sealed class EnrollCommand(EnrollmentService enrollments, EnrollmentPolicy policy, OfficeTable offices, EnrollmentCards cards) : ITeamsCommand
{
    const int MostOffices = 5;

    public CommandUsage Usage { get; } = new(
        "enroll", "starts an enrollment",
        $"enroll name: NAME; email: ADDRESS; phone: NUMBER; state: TX; license: NUMBER; office: KEY; type: {string.Join(" or ", policy.MemberTypes.Select(type => type.Id))}; rules: VERSION that they agreed to",
        $"enroll name: Jane Doe; email: jane@example.com; phone: 512-555-0100; state: TX; license: 123456; office: lakeview; type: agent; rules: {policy.Rules.Version}")
    {
        Labels =
        [
            new("name", "memberFullName"), new("email", "memberEmail"), new("phone", "memberPreferredPhone"), new("state", "memberStateLicenseState"),
            new("license", "memberStateLicense"), new("office", "officeKey"), new("type", "memberType"), new("rules", "rulesVersion"),
        ],
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (application, errors) = await enrollments.CheckOfficeAsync(enrollments.Read(call.Fields), cancellationToken);
        if (errors.Count > 0)
        {
            return CommandAnswer.Wrong([.. await Task.WhenAll(errors.Select(error => WithOfficesAsync(error, application.OfficeKey, cancellationToken)))]);
        }

        var started = await enrollments.StartAsync(
            call.Client, new Validated<Applying.Application>(application, []), call.Key, Actor.Staff(call.Person.Person.Name), Channel.Teams, cancellationToken: cancellationToken);
        if (started.Id is not { } id)
        {
            return CommandAnswer.Wrong(started.Errors);
        }

        var title = started.IsNew ? $"{id} is opened for {application.MemberFullName}" : $"{id} is under way for this license already";
        return CommandAnswer.Of(await enrollments.FindAsync(id, cancellationToken) is { } view
            ? cards.Of(view, title) with { Tone = started.IsNew ? CardTone.Good : CardTone.Warning }
            : new Card(title));
    }

    /// <summary>Whoever types an office's name instead of its key learns the key.</summary>
    async Task<FieldError> WithOfficesAsync(FieldError error, string office, CancellationToken cancellationToken)
    {
        if (error.Field != "officeKey" || office.Length is 0 or > OfficeSearch.Longest)
        {
            return error;
        }

        var (found, hasMore) = await offices.SearchAsync(new OfficeSearch(office), MostOffices, cancellationToken);
        return found.Count == 0 ? error : error with
        {
            Message = $"Write an office’s key: {string.Join(", ", found.Select(each => $"{each.OfficeKey} ({each.OfficeName})"))}{(hasMore ? " and others" : "")}.",
        };
    }
}
