using MemberServices.Contacts;
using MemberServices.Members;

namespace MemberServices.Surveys.Choosing;

/// <summary>Whether somebody may be asked now: looked up when it is done, never before.</summary>
public sealed class SurveyPermission(OptOuts optOuts, ContactBudget budget, SurveyedPeople surveyed, MemberTable members)
{
    public const string OptedOut = "opted-out", NoMember = "no-member", AskedLately = "asked-lately", NoBudget = "contact-budget";

    /// <summary>Why somebody isn't asked; null: they are, and what that costs is spent.</summary>
    /// <param name="record">The survey.</param>
    /// <param name="what">Names the asking.</param>
    /// <param name="at">When.</param>
    /// <param name="isContact">Whether we come to them; else they are on our page already.</param>
    public async Task<string?> RefusalAsync(SurveyRecord record, string what, DateTimeOffset at, bool isContact)
    {
        var (person, who) = (record.Opened.Person, Contacted.Person(record.Opened.Person.MemberKey));
        if (await optOuts.SinceAsync(who) is not null)
        {
            return OptedOut;
        }
        if (await members.FindAsync(person.MemberKey) is not { } member || !member.IsActive && record.Opened.Service.Kind != ServiceKind.Departure)
        {
            return NoMember;
        }
        if (isContact && !await budget.TrySpendAsync(who, what, at))
        {
            return NoBudget;
        }
        if (await surveyed.TryClaimAsync(person with { Email = member.MemberEmail }, what, at, record.Opened.Policy.EveryDays))
        {
            return null;
        }
        await RefundAsync(record, what);
        return AskedLately;
    }

    /// <summary>Why somebody wouldn't be asked, as far as it is known now; null: they would. Nothing is spent.</summary>
    public async Task<string?> ForeseenAsync(Member member, SurveyPolicy policy, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var who = Contacted.Person(member.MemberKey);
        return await optOuts.SinceAsync(who, cancellationToken) is not null ? OptedOut
            : !member.IsActive ? NoMember
            : await surveyed.LastAsync(member.MemberEmail, member.MemberKey, cancellationToken) > at.AddDays(-policy.EveryDays) ? AskedLately
            : (await budget.ReadAsync(who, cancellationToken)).NextFreeAt > at ? NoBudget
            : null;
    }

    /// <summary>Why somebody isn't come to once more in a survey that has asked them; null: they are, and it is spent.</summary>
    /// <inheritdoc cref="RefusalAsync"/>
    public async Task<string?> AnotherRefusalAsync(SurveyRecord record, string what, DateTimeOffset at)
    {
        var who = Contacted.Person(record.Opened.Person.MemberKey);
        return await optOuts.SinceAsync(who) is not null ? OptedOut : await budget.TrySpendAsync(who, what, at) ? null : NoBudget;
    }

    /// <summary>Somebody was asked by another system: we don't ask them soon.</summary>
    public Task NoteAskedAsync(SurveyRecord record, string what, DateTimeOffset at) => surveyed.TryClaimAsync(record.Opened.Person, what, at, record.Opened.Policy.EveryDays);

    /// <summary>Gives back what was spent on a contact that isn't made after all.</summary>
    public Task RefundAsync(SurveyRecord record, string what) => budget.RefundAsync(Contacted.Person(record.Opened.Person.MemberKey), what);
}
