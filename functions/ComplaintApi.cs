using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Complaints;
using MemberServices.Complaints.Acting;
using MemberServices.Complaints.Counting;
using MemberServices.Complaints.Opening;
using MemberServices.Complaints.Viewing;
using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>Complaints for other systems and for staff.</summary>
public sealed class ComplaintApi(
    ComplaintFields fields, ComplaintService complaints, ComplaintViews views, ComplaintStaffActs acts, CaseIndex index, RootCauses causes, ComplaintPolicy policy, TimeProvider clock)
{
    const string NoSuchComplaint = "There is no such complaint. Look at its number.";

    /// <summary>Opens a complaint. A header Idempotency-Key, or a member idempotencyKey, names the request: again, it is answered as the first was.</summary>
    [Function("OpenComplaintByApi")]
    public async Task<IActionResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/complaints")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var cancel = request.HttpContext.RequestAborted;
        return StartAnswers.Of(request, "/api/complaints", await complaints.StartAsync(
            client, await fields.ReadAsync(new FieldReader(body.Object), isTrusted: true, cancel), body.KeyOf(request), Actor.System("api"), Channel.Api, cancellationToken: cancel));
    }

    /// <summary>Takes state, owner, q, take and after. Open ones come by when their complainant hears from us, others the newest first.</summary>
    [Function("FindComplaints")]
    public async Task<IActionResult> FindAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/complaints")] HttpRequest request)
    {
        if (PageSize.Of(request, CaseIndex.MostOfAPage) is not { } take)
        {
            return PageSize.Wrong(CaseIndex.MostOfAPage);
        }
        var (state, owner, text) = (request.Query["state"].ToString(), request.Query["owner"].ToString(), request.Query["q"].ToString().Trim());
        if (new[] { state, owner, text }.Count(each => each.Length > 0) > 1)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", new ProblemError("state", "must stand alone: send one of state, owner and q"));
        }
        if (state.Length > 0 && state != "open" && !ComplaintIndex.Places.Contains(state))
        {
            return Problems.BadRequest("Correct the parameters and ask again.", new ProblemError("state", $"must be open, {string.Join(", ", ComplaintIndex.Places)}", FieldCodes.Unknown));
        }
        var query = owner.Length > 0 ? ComplaintIndex.OwnedBy(owner)
            : text.Length > 0 ? CaseQuery.Text(text, entry => entry.Id.Kind == CaseKind.Complaint)
            : state is "" or "open" ? ComplaintIndex.Open()
            : ComplaintIndex.List(state);
        return await index.PageAsync(query, take, request.Query["after"].ToString(), request.HttpContext.RequestAborted) is { } page
            ? new JsonResult(new
            {
                complaints = page.Cases.Select(entry => new { entry.Id, state = entry.Place, entry.OpenedAt, entry.EndedAt, entry.Name, entry.Email, entry.MemberKey, about = entry.Title, entry.WaitsFor }),
                after = page.After,
            })
            : Problems.BadRequest("The question has no such page.", new ProblemError("after", "must be what the page before answered as \"after\", with the same parameters"));
    }

    /// <summary>The complaints with a root cause, within the policy's days.</summary>
    [Function("ListComplaintsByCause")]
    public async Task<IActionResult> CausesAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/complaints/causes/{cause}")] HttpRequest request, string cause)
    {
        var key = ComplaintRecords.CauseOf(cause);
        var since = clock.GetUtcNow().AddDays(-policy.CauseDays);
        var found = key.Length == 0 ? [] : await causes.LinkedAsync(key, since, request.HttpContext.RequestAborted);
        return new JsonResult(new { cause = key, since, complaints = found });
    }

    [Function("ReadComplaint")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/complaints/{id}")] HttpRequest request, string id) =>
        IdOf(id) is { } number && await complaints.FindAsync(number, request.HttpContext.RequestAborted) is { } record
            ? new JsonResult(await views.OfAsync(record, clock.GetUtcNow(), request.HttpContext.RequestAborted))
            : Problems.NotFound(NoSuchComplaint);

    /// <summary>Does something with a complaint: see <see cref="ComplaintStaffActs.Kinds"/>. The body says by whom.</summary>
    [Function("ActOnComplaint")]
    public async Task<IActionResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/complaints/{id}/{act}")] HttpRequest request, [DurableClient] DurableTaskClient client, string id, string act)
    {
        if (ComplaintStaffActs.Kinds.FirstOrDefault(kind => kind.Equals(act, StringComparison.OrdinalIgnoreCase)) is not { } kind)
        {
            return Problems.NotFound($"A complaint takes {string.Join(", ", ComplaintStaffActs.Kinds.Select(each => $"/{each}"))}.");
        }
        if (IdOf(id) is not { } number)
        {
            return Problems.NotFound(NoSuchComplaint);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        return InterventionAnswers.Of(await acts.ApplyAsync(client, number, kind, new FieldReader(body.Object), request.HttpContext.RequestAborted));
    }

    static CaseId? IdOf(string text) => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Complaint ? id : null;
}
