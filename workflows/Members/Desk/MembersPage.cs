using MemberServices.Desk;
using MemberServices.Desk.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Members.Desk;

/// <summary>How a member is found.</summary>
public sealed class MembersPage(DeskRenderer desk) : IDeskPage
{
    public string Route => "members";

    public string What => "how a member is found";

    public async Task<IActionResult> ShowAsync(DeskRequest request) => await desk.PageAsync<FindMembers>(request, StatusCodes.Status200OK);
}
