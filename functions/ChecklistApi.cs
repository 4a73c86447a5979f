using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding.Checklist;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>What staff record about an item of a checklist.</summary>
public sealed class ChecklistApi(ChecklistActs acts)
{
    /// <summary>Acts on an item: see <see cref="ChecklistActs.Kinds"/>. The body says by whom and why.</summary>
    [Function("ActOnChecklist")]
    public async Task<IActionResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/enrollments/{id}/checklist/{item}/{act}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        string item,
        string act)
    {
        if (!CaseId.TryParse(id, out var number))
        {
            return Problems.NotFound("There is no such enrollment. Look at the number that the application was answered with.");
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        return InterventionAnswers.Of(await acts.ApplyAsync(
            client, number, item.ToLowerInvariant(), act.ToLowerInvariant(), new FieldReader(body.Object), request.HttpContext.RequestAborted));
    }
}
