using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.People;

namespace MemberServices.Roster;

/// <summary>Reads a member's record as the association's system sends it. What is left out is empty, but for the MLS's own id, which others give.</summary>
public static class RosterMember
{
    const string Active = "active", Inactive = "inactive";
    const int LongestId = 40;

    static readonly FieldRule Key = new("the member's key", MemberKey.Longest, "Send the member's key: it never changes.")
    {
        Unify = key => key.ToUpperInvariant(),
        Problem = key => MemberKey.IsValid(key) && !KnownPerson.IsOfMailbox(key) ? null : "Send a member's key of letters, digits and dashes, such as TX-123456.",
    };

    static readonly FieldRule Name = FieldRules.Name("the member's name", "Send the member's name.");
    static readonly FieldRule Email = FieldRules.Email("the member's email address") with { Empty = "Send the member's email address." };
    static readonly FieldRule Phone = FieldRules.Phone with { What = "the phone number", Empty = null };
    static readonly FieldRule LicenseState = FieldRules.LicenseState(empty: null);
    static readonly FieldRule MlsId = new("the member's id in the MLS", LongestId, Empty: null);
    static readonly FieldRule AssociationId = new("the member's id in the national association", LongestId, Empty: null);
    static readonly FieldRule Office = FieldRules.Key("the office's key", "Send the key of the member's office.");
    static readonly FieldRule Status = FieldRules.Choice("the member's status", "Send active or inactive.", "Send active or inactive.", [Active, Inactive]);

    static readonly FieldRule Type = new("the member's type", LongestId, "Send the member's type, such as agent.")
    {
        Unify = type => type.ToLowerInvariant(),
        Problem = type => type.Any(char.IsAsciiLetter) ? null : "Send the member's type in letters, such as agent.",
    };

    /// <param name="fields">The record's.</param>
    /// <param name="version">Which record it is: they are active, or inactive, since then unless it is known better.</param>
    public static Validated<Member> Read(FieldReader fields, RecordVersion version)
    {
        var (key, mlsId, name, email, phone, state) = (
            fields.Text("memberKey", Key), fields.OptionalText("memberMlsId", MlsId), fields.Text("memberFullName", Name), fields.Text("memberEmail", Email),
            fields.Text("memberPreferredPhone", Phone), fields.Text("memberStateLicenseState", LicenseState));
        var number = fields.Text("memberStateLicense", FieldRules.License(state, empty: null));
        fields.Must(number.Length == 0 || state.Length > 0, "memberStateLicenseState", "Send the license's state, too, or leave out both it and the number.");
        fields.Must(state.Length == 0 || number.Length > 0, "memberStateLicense", "Send the license's number, too, or leave out both it and its state.");
        var member = new Member(
            key, mlsId, name, email, phone, number, state, fields.OptionalText("memberNationalAssociationId", AssociationId), fields.Text("memberType", Type),
            fields.Text("officeKey", Office), version.At, fields.Text("memberStatus", Status) == Inactive ? version.At : null);
        return new Validated<Member>(member, fields.Errors);
    }
}
