using Local.Graph;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>In place of Microsoft's page: where a guest accepts the invitation.</summary>
static class AcceptEndpoint
{
    public static IResult Show(HttpRequest request, LocalGraph graph, string ticket) => graph.FindInvitation(ticket) is { } invitation
        ? new LocalPage<AcceptPage>(200, (nameof(AcceptPage.Ticket), ticket), (nameof(AcceptPage.Invitation), invitation))
        : NotFound(request);

    public static async Task<IResult> AcceptAsync(HttpRequest request, LocalGraph graph, string ticket)
    {
        if (graph.FindInvitation(ticket) is not { } invitation)
        {
            return NotFound(request);
        }

        await graph.AcceptAsync(invitation.Mail);
        return new SeeOther(GraphInvitation.PagePath + ticket);
    }

    static IResult NotFound(HttpRequest request) => Refusal.Of(
        request, StatusCodes.Status404NotFound, "There is no such invitation", "Open the link in the newest mail. An invitation ends when the account is deleted.");
}
