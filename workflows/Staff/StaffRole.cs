using MemberServices.Policies;

namespace MemberServices.Staff;

/// <summary>A role of the staff. Its people are the members of a group in the directory.</summary>
/// <param name="Id">In JSON: "level-1". One of <see cref="StaffRoles"/>, or the organization's own.</param>
/// <param name="Name">For people: "Level I support".</param>
/// <param name="Group">
/// The group's object id in the directory. Not its display name: that can be changed, and several groups may have it.
/// Several roles may have one group.
/// </param>
/// <param name="WebhookSetting">The app setting that holds the address of the role's Teams channel; null (the default): it has none.</param>
public sealed record StaffRole(string Id, string Name, string Group, string? WebhookSetting = null) : IPolicySection
{
    const int LongestId = 40;
    const int LongestName = 60;
    const int LongestSetting = 100;

    public void Check(PolicyCheck check)
    {
        check.At("id").Must(
            Id.Length is > 0 and <= LongestId && char.IsAsciiLetterLower(Id[0]) && Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            $"must be a lower-case letter and up to {LongestId - 1} lower-case letters, digits and dashes", $"\"{Id}\"");
        check.At("name").Must(Name.Trim().Length is > 0 and <= LongestName, $"must have 1 to {LongestName} characters", $"\"{Name}\"");
        check.At("group").Must(
            Guid.TryParseExact(Group, "D", out var group) && group != Guid.Empty,
            "must be the object id of a group in the directory, such as \"53544146-4600-4000-8000-000000000001\"", $"\"{Group}\"");

        // Not shown: whoever writes the address here instead of the setting's name has written a secret.
        check.At("webhookSetting").Must(
            WebhookSetting is null
                || (WebhookSetting.Length is > 0 and <= LongestSetting && WebhookSetting.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':')),
            "must be the name of an app setting, of letters, digits, underscores and colons, not the webhook's address; or left out");
    }
}
