using Microsoft.Graph.Models;

namespace MemberServices.Directory;

/// <summary>A user of the directory.</summary>
/// <param name="Id">Never used again for another.</param>
/// <param name="IsPending">A guest who hasn't accepted the invitation.</param>
public sealed record DirectoryUser(string Id, bool IsPending)
{
    internal static readonly string[] Properties = ["id", "externalUserState"];

    internal static DirectoryUser? Of(User? user) =>
        user is null ? null : new DirectoryUser(user.Id!, user.ExternalUserState == "PendingAcceptance");
}
