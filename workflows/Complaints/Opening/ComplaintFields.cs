using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Members;

namespace MemberServices.Complaints.Opening;

/// <summary>Reads a complaint from the API, a message, a form or a command: one set of rules and sentences.</summary>
public sealed class ComplaintFields(ComplaintPolicy policy, MemberTable members, CaseIndex index)
{
    public const int LongestText = 5000, LongestLetter = 3000, LongestAbout = 200, LongestPlace = 200;

    static readonly FieldRule FullName = FieldRules.Name("your full name", "Enter your full name.");
    static readonly FieldRule Email = FieldRules.Email("your email address, such as name@example.com") with { Empty = "Enter your email address, such as name@example.com: we tell you there what we find." };
    static readonly FieldRule Phone = FieldRules.Phone with { Empty = null };
    static readonly FieldRule Member = new("the member's key", MemberKey.Longest, Empty: null)
    {
        Unify = key => key.ToUpperInvariant(),
        Problem = key => MemberKey.IsValid(key) ? null : "Send a member's key such as TX-123456, or leave it out.",
    };

    /// <summary>Whom of us it is about.</summary>
    public static FieldRule About { get; } = new("about whom it is", LongestAbout, Empty: null) { IsFree = true };
    static readonly FieldRule CaseRule = new("the case's number", 40, Empty: null)
    {
        Problem = text => CaseId.TryParse(text, out _) ? null : "Write the case’s number, such as TK-7KQ2MX, or leave it out.",
    };

    /// <summary>What the complainant writes, or staff write for them.</summary>
    public static FieldRule Text { get; } = new("your complaint", LongestText, "Write what happened, and what would put it right.") { IsFree = true, HasLines = true };

    /// <summary>What staff write for staff.</summary>
    public static FieldRule StaffText { get; } = new("the text", LongestText, "Write what is to be kept. Only staff read it.") { IsFree = true, HasLines = true };

    /// <summary>What staff write to the complainant.</summary>
    public static FieldRule ToComplainant { get; } = new("the text", LongestText, "Write what the complainant will read.") { IsFree = true, HasLines = true };

    /// <summary>What the complainant says beside the two answers.</summary>
    public static FieldRule Said { get; } = new("what isn't right", LongestText, Empty: null) { IsFree = true, HasLines = true };

    static readonly FieldRule Place = new("the place", LongestPlace, Empty: null) { IsFree = true };

    static readonly FieldRule Mode = FieldRules.Choice(
        "how we call you back", "Choose how we call you back.", $"Choose one of {string.Join(", ", EnumNames<CallMode>.All)}.", [.. EnumNames<CallMode>.All]);

    readonly FieldRule category = FieldRules.Choice(
        "what it is about", "Choose what it is about.", $"Choose one of {string.Join(", ", policy.Categories.Select(each => each.Id))}.", [.. policy.Categories.Select(each => each.Id)]);

    /// <summary>Reads it. A member's name and addresses are filled in from what is known of them.</summary>
    /// <param name="fields">What was sent.</param>
    /// <param name="isTrusted">Whether the sender may say who it is of: a system with a key or staff, and not a public form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Validated<ComplaintRequest>> ReadAsync(FieldReader fields, bool isTrusted, CancellationToken cancellationToken = default)
    {
        var key = isTrusted ? fields.OptionalText("memberKey", Member) : null;
        var member = key is null ? null : await members.FindAsync(key, cancellationToken);
        fields.Must(key is null || member is not null, "memberKey", "No member has this key. Send the one that the members' list has, or leave it out.", FieldCodes.Unknown);
        var (name, email) = (Or(fields.Text("fullName", Unless(member, FullName)), member?.MemberFullName), Or(fields.Text("email", Unless(member, Email)), member?.MemberEmail));
        var request = new ComplaintRequest(
            name, email,
            fields.OptionalText("phone", Phone) ?? (member?.MemberPreferredPhone is { Length: > 0 } known ? known : null), member?.MemberKey, fields.Text("category", category),
            fields.Text("text", Text), fields.OptionalText("about", About), await ReadCaseAsync(fields, isTrusted ? null : email, cancellationToken));
        return new Validated<ComplaintRequest>(request, fields.Errors);
    }

    /// <summary>Reads what somebody with a link of theirs sends: who they are and what it is about, the link says.</summary>
    public ComplaintRequest ReadKnown(FieldReader fields, ComplaintRequest known) => known with
    {
        Category = fields.Text("category", category),
        Text = fields.Text("text", Text),
        About = fields.OptionalText("about", About),
        Phone = fields.OptionalText("phone", Phone) ?? known.Phone,
    };

    /// <summary>How somebody wants to be called back.</summary>
    public CallPreference ReadPreference(FieldReader fields, ComplaintRequest request)
    {
        var isMode = EnumNames<CallMode>.TryParse(fields.Text("how", Mode), out var mode);
        var window = int.TryParse(fields.Text("when", new FieldRule("when we call", 10, "Choose when it suits you best.")), out var index) && index >= 0 && index < policy.Windows.Count ? index : -1;
        fields.Must(window >= 0, "when", "Choose one of the times.");
        var phone = fields.OptionalText("phone", Phone);
        fields.Must(!isMode || mode != CallMode.Phone || (phone ?? request.Phone) is not null, "phone", "Write the number where we reach you, such as 512-555-0100.", FieldCodes.Required);
        return new CallPreference(mode, Math.Max(window, 0), mode == CallMode.Phone ? phone : null, mode == CallMode.Visit ? fields.OptionalText("place", Place) : null);
    }

    /// <summary>A case that there is. Who has proved nothing isn't told of others' cases: what isn't theirs is left out.</summary>
    /// <param name="fields">What was sent.</param>
    /// <param name="whose">Whose case it must be; null: anybody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    async Task<CaseId?> ReadCaseAsync(FieldReader fields, string? whose, CancellationToken cancellationToken)
    {
        if (fields.OptionalText("case", CaseRule) is not { } number || !CaseId.TryParse(number, out var id))
        {
            return null;
        }
        var entry = await index.FindAsync(id, cancellationToken);
        fields.Must(entry is not null || whose is not null, "case", "There is no such case. Look at its number, or leave it out.", FieldCodes.Unknown);
        return entry is not null && (whose is null || EmailAddress.AreSame(entry.Email, whose)) ? id : null;
    }

    static FieldRule Unless(Member? member, FieldRule rule) => member is null ? rule : rule with { Empty = null };

    static string Or(string text, string? known) => text.Length > 0 ? text : known ?? "";
}
