using MemberServices.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>The staff's pages. Which there are, their features say: <see cref="IDeskPage"/>. What each request must pass is in <see cref="DeskDoor"/>.</summary>
public sealed class StaffPages(DeskDoor door)
{
    const string Route = "staff/{*path}";

    [Function("StaffPage")]
    public Task<IActionResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient durable) =>
        door.AnswerAsync(request, durable);

    [Function("StaffPageSent")]
    public Task<IActionResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient durable) =>
        door.AnswerAsync(request, durable);
}
