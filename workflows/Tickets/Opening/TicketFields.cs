using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Members;

namespace MemberServices.Tickets.Opening;

/// <summary>Reads a ticket from the API, a message, a form or a command: one set of rules and sentences.</summary>
public sealed class TicketFields(TicketPolicy policy, MemberTable members)
{
    public const int LongestSubject = 150;
    public const int LongestText = 5000;

    static readonly FieldRule FullName = FieldRules.Name("your full name", "Enter your full name.");
    static readonly FieldRule Email = FieldRules.Email("your email address, such as name@example.com");
    static readonly FieldRule Phone = FieldRules.Phone with { Empty = null };
    static readonly FieldRule Member = new("the member's key", MemberKey.Longest, Empty: null)
    {
        Unify = key => key.ToUpperInvariant(),
        Problem = key => MemberKey.IsValid(key) ? null : "Send a member's key such as TX-123456, or leave it out.",
    };

    static readonly FieldRule Subject = new("the subject", LongestSubject, "Say in a line what it is about.") { IsFree = true };

    /// <summary>What the customer writes, or staff write for them.</summary>
    public static FieldRule Text { get; } = new("the text", LongestText, "Write what happened, and what you expected.") { IsFree = true, HasLines = true };

    static readonly FieldRule System = new("the other desk's name", 60, "Name the other desk.");
    static readonly FieldRule Number = new("the other desk's number of it", 100, "Send the other desk's number of it.");

    readonly FieldRule category = FieldRules.Choice(
        "what it is about", "Choose what it is about.", $"Choose one of {string.Join(", ", policy.Categories.Select(each => each.Id))}.", [.. policy.Categories.Select(each => each.Id)]);

    static readonly FieldRule PriorityRule = FieldRules.Choice(
        "the priority", null, $"Choose one of {string.Join(", ", EnumNames<Priority>.All)}.", [.. EnumNames<Priority>.All]);

    /// <summary>Reads it. A member's name and addresses are filled in from what is known of them.</summary>
    /// <param name="fields">What was sent.</param>
    /// <param name="isTrusted">Whether the sender may say who it is about and how much it presses: a system with a key or staff, and not a public form.</param>
    public async Task<Validated<TicketRequest>> ReadAsync(FieldReader fields, bool isTrusted, CancellationToken cancellationToken = default)
    {
        var key = isTrusted ? fields.OptionalText("memberKey", Member) : null;
        var member = key is null ? null : await members.FindAsync(key, cancellationToken);
        fields.Must(key is null || member is not null, "memberKey", "No member has this key. Send the one that the members' list has, or leave it out.", FieldCodes.Unknown);
        var priority = isTrusted && EnumNames<Priority>.TryParse(fields.Text("priority", PriorityRule), out var chosen) ? chosen : Priority.Normal;
        var request = new TicketRequest(
            Or(fields.Text("fullName", Unless(member, FullName)), member?.MemberFullName), Or(fields.Text("email", Unless(member, Email)), member?.MemberEmail),
            fields.OptionalText("phone", Phone) ?? member?.MemberPreferredPhone, member?.MemberKey, fields.Text("category", category), priority, fields.Text("subject", Subject),
            fields.Text("text", Text), isTrusted && fields.Object("externalRef") is { } other ? new ExternalRef(other.Text("system", System), other.Text("id", Number)) : null);
        // Whoever writes from a member's mailbox is that member; a form says so only when its mailbox confirmed it.
        return new Validated<TicketRequest>(request, fields.Errors);
    }

    static FieldRule Unless(Member? member, FieldRule rule) => member is null ? rule : rule with { Empty = null };

    static string Or(string text, string? known) => text.Length > 0 ? text : known ?? "";
}
