using MemberServices.Cases;
using MemberServices.Contacts;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Staff;
using MemberServices.Surveys.Choosing;
using MemberServices.Surveys.Telling;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Starting;

/// <param name="Id">The survey; null: they aren't asked.</param>
/// <param name="Errors">Why not, by field.</param>
public sealed record ChosenSurvey(CaseId? Id, IReadOnlyList<FieldError> Errors);

/// <summary>Staff ask a member how we did, about something that they name. No sample decides, but everything else does: who opted out or was asked lately isn't.</summary>
public sealed class ChosenSurveys(SurveyStarts starts, SurveyPermission permission, MemberTable members, PersonFinder people, StaffDirectory staff, SurveyPolicy policy, TimeProvider clock)
{
    public const string MemberField = "member", AboutField = "about", HelperField = "helper";

    public const int LongestAbout = 120;

    static readonly FieldRule Member = new("the member", FieldRules.LongestEmail, "Enter the member’s key or email address.");
    static readonly FieldRule About = new("what it is about", LongestAbout, "Say what it is about, such as “the class on Tuesday”. They read it.") { IsFree = true };
    static readonly FieldRule Helper = FieldRules.Email("the email address of who helped") with { Empty = null };

    /// <summary>Asks, or says by field why they aren't asked.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="fields">What was typed: a member, about what, and who helped.</param>
    /// <param name="key">Names the request: the same again is answered as the first.</param>
    /// <param name="cancellationToken">Gives up; the same again completes it.</param>
    public async Task<ChosenSurvey> SendAsync(DurableTaskClient client, FieldReader fields, string key, CancellationToken cancellationToken = default)
    {
        var (typed, about, address) = (fields.Text(MemberField, Member), fields.Text(AboutField, About), fields.OptionalText(HelperField, Helper));
        var member = fields.Errors.Any(error => error.Field == MemberField) ? null : await FindAsync(typed, cancellationToken);
        fields.Must(member is not null || typed.Length == 0, MemberField, "No member has this key or address. Search for them, and take what stands there.", FieldCodes.Unknown);
        var helper = address is null || fields.Errors.Any(error => error.Field == HelperField) ? null : (await staff.FindAsync(address))?.Person.Name;
        fields.Must(address is null || helper is not null || fields.Errors.Any(error => error.Field == HelperField), HelperField, "Nobody of the staff has this email address.", FieldCodes.Unknown);
        if (fields.Errors.Count > 0)
        {
            return new ChosenSurvey(null, fields.Errors);
        }
        if (await starts.FindAsync(Service.ChosenKey(key), cancellationToken) is { } before)
        {
            return new ChosenSurvey(before, []);
        }
        if (await permission.ForeseenAsync(member!, policy, clock.GetUtcNow(), cancellationToken) is { } because)
        {
            return new ChosenSurvey(null, [new FieldError(MemberField, $"{member!.MemberFullName} isn’t asked: {SurveyWords.Because(because)}.")]);
        }
        return new ChosenSurvey(
            await starts.StartAsync(client, Service.OfStaff(key, clock.GetUtcNow(), about, helper), member!.MemberKey, TimeSpan.Zero, cancellationToken: cancellationToken), []);
    }

    async Task<Member?> FindAsync(string typed, CancellationToken cancellationToken)
    {
        var key = typed.Contains('@') ? (await people.OfEmailAsync(typed, cancellationToken)).MemberKey : typed.ToUpperInvariant();
        return key is not null && MemberKey.IsValid(key) ? await members.FindAsync(key, cancellationToken) : null;
    }
}
