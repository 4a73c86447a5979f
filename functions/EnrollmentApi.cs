using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>Enrollments for other systems and for staff.</summary>
public sealed class EnrollmentApi(EnrollmentService enrollments, EnrollmentInterventions interventions)
{
    const string NoSuchEnrollment = "There is no such enrollment. Look at the number that the application was answered with.";

    static readonly Actor Caller = Actor.System("api");

    /// <summary>Applies. A header Idempotency-Key, or a member idempotencyKey, names the request: again, it is answered as the first was.</summary>
    [Function("StartEnrollment")]
    public async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/enrollments")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        return StartAnswers.Of(
            request, "/api/enrollments", await enrollments.StartAsync(client, enrollments.Read(new FieldReader(body.Object)), body.KeyOf(request), Caller, Channel.Api));
    }

    [Function("ReadEnrollment")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/enrollments/{id}")] HttpRequest request, string id) =>
        CaseId.TryParse(id, out var number) && await enrollments.FindAsync(number, request.HttpContext.RequestAborted) is { } view
            ? new JsonResult(view)
            : Problems.NotFound(NoSuchEnrollment);

    /// <summary>Intervenes: see <see cref="EnrollmentInterventions.Kinds"/>. The body says by whom and why.</summary>
    [Function("Intervene")]
    public async Task<IActionResult> InterveneAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/enrollments/{id}/{intervention}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        string intervention)
    {
        var kind = interventions.Kinds.FirstOrDefault(kind => kind.Equals(intervention, StringComparison.OrdinalIgnoreCase));
        if (kind is null)
        {
            return Problems.NotFound($"An enrollment takes {string.Join(", ", interventions.Kinds.Select(kind => $"/{kind}"))}.");
        }
        if (!CaseId.TryParse(id, out var number))
        {
            return Problems.NotFound(NoSuchEnrollment);
        }

        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        return InterventionAnswers.Of(
            await interventions.ApplyAsync(client, number, kind, new FieldReader(body.Object), request.HttpContext.RequestAborted));
    }
}
