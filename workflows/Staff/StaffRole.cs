using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
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
public sealed record StaffRole(
    [property: RegularExpression("[a-z][a-z0-9-]{0,39}", ErrorMessage = "must be a lower-case letter and up to 39 lower-case letters, digits and dashes")]
    string Id,
    [property: Length(1, 60)] string Name,
    [property: RegularExpression(StaffRole.ObjectId, ErrorMessage = StaffRole.GroupRule)] string Group,
    // Not repeated: whoever writes the address here instead of the setting's name has written a secret.
    [property: PasswordPropertyText]
    [property: RegularExpression(
        "[A-Za-z0-9_:]{1,100}", ErrorMessage = "must be the name of an app setting, of letters, digits, underscores and colons, not the webhook's address; or left out")]
    string? WebhookSetting = null) : IPolicySection
{
    const string ObjectId = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    const string GroupRule = "must be the object id of a group in the directory, such as \"53544146-4600-4000-8000-000000000001\"";

    public void Check(PolicyCheck check) =>
        check.At("group").Must(Guid.TryParseExact(Group, "D", out var group) && group != Guid.Empty, GroupRule, $"\"{Group}\"");
}
