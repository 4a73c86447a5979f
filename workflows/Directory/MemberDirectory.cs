using Microsoft.Extensions.Configuration;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.CheckMemberGroups;
using Microsoft.Kiota.Abstractions;

namespace MemberServices.Directory;

/// <summary>The organization's directory, behind Microsoft Graph. Each call does one thing; who calls it decides whether to try again.</summary>
/// <exception cref="TransientDirectoryException">From every call: it passes.</exception>
/// <exception cref="DirectoryRejectedException">From every call: it doesn't.</exception>
public sealed class MemberDirectory(GraphServiceClient graph, IConfiguration configuration)
{
    string Group => configuration["Directory:MembersGroupId"]
        ?? throw new InvalidOperationException("Directory:MembersGroupId must name the group that members belong to.");

    /// <summary>The user with that address, or null.</summary>
    public Task<DirectoryUser?> FindAsync(string email) => GraphErrors.UnderstoodAsync(async () =>
    {
        var quoted = email.Replace("'", "''", StringComparison.Ordinal);
        var found = await graph.Users.GetAsync(request =>
        {
            request.QueryParameters.Filter = $"mail eq '{quoted}'";
            request.QueryParameters.Select = DirectoryUser.Properties;
        });
        return DirectoryUser.Of(found?.Value?.FirstOrDefault());
    });

    /// <summary>The user with that id, or null.</summary>
    public Task<DirectoryUser?> GetAsync(string userId) => GraphErrors.UnderstoodAsync(async () =>
    {
        try
        {
            return DirectoryUser.Of(await graph.Users[userId].GetAsync(request => request.QueryParameters.Select = DirectoryUser.Properties));
        }
        catch (ApiException e) when (GraphErrors.IsGone(e))
        {
            return null;
        }
    });

    /// <summary>Invites a guest, without a mail of the directory's own: the welcome has the address. A guest who was invited before is answered with a new address.</summary>
    public Task<Invited> InviteAsync(string email, string name, string thenTo) => GraphErrors.UnderstoodAsync(async () =>
    {
        var invitation = await graph.Invitations.PostAsync(new Invitation
        {
            InvitedUserEmailAddress = email,
            InvitedUserDisplayName = name,
            InviteRedirectUrl = thenTo,
            SendInvitationMessage = false,
        });
        return new Invited(invitation!.InvitedUser!.Id!, invitation.InviteRedeemUrl!);
    });

    /// <summary>Whether a user belongs to the members' group.</summary>
    public Task<bool> IsMemberAsync(string userId) => GraphErrors.UnderstoodAsync(async () =>
    {
        var groups = await graph.Users[userId].CheckMemberGroups.PostAsCheckMemberGroupsPostResponseAsync(
            new CheckMemberGroupsPostRequestBody { GroupIds = [Group] });
        return groups?.Value?.Contains(Group) == true;
    });

    /// <summary>Adds a user to the members' group; one who belongs to it stays.</summary>
    public Task JoinAsync(string userId) => GraphErrors.UnderstoodAsync(
        () => graph.Groups[Group].Members.Ref.PostAsync(
            new ReferenceCreate { OdataId = $"https://graph.microsoft.com/v1.0/directoryObjects/{userId}" }),
        GraphErrors.IsThereAlready);

    /// <summary>Takes a user out of the members' group; one who doesn't belong to it stays out.</summary>
    public Task LeaveAsync(string userId) => GraphErrors.UnderstoodAsync(
        () => graph.Groups[Group].Members[userId].Ref.DeleteAsync(), GraphErrors.IsGone);

    /// <summary>Deletes a guest; one who is gone stays gone.</summary>
    public Task DeleteAsync(string userId) => GraphErrors.UnderstoodAsync(
        () => graph.Users[userId].DeleteAsync(), GraphErrors.IsGone);
}

/// <summary>A guest's invitation.</summary>
/// <param name="UserId">The guest.</param>
/// <param name="RedeemAddress">Where they take it up.</param>
public sealed record Invited(string UserId, string RedeemAddress);
