using MemberServices.Contacts;
using MemberServices.Fields;
using MemberServices.People;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices;

/// <summary>What is known about a person: to be found, exported and erased.</summary>
public sealed class PeopleApi(PeopleService people, Erasures erasures, ContactBudget budget, ContactPolicy contacts, StaffDirectory staff, TimeProvider clock)
{
    const string Nobody = "Nothing is kept about such a person. Find their key by their address: /api/people?email=";

    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why. Don't name the person: it is kept.");

    [Function("FindPeople")]
    public async Task<IActionResult> FindAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/people")] HttpRequest request)
    {
        var email = request.Query["email"].ToString().Trim();
        if (!EmailAddress.IsValid(email))
        {
            return Problems.BadRequest(
                "Correct the parameters and ask again.",
                new ProblemError("email", "must be an email address such as jane@example.com", email.Length == 0 ? FieldCodes.Required : FieldCodes.Invalid));
        }
        var found = await people.OfMailboxAsync(email, request.HttpContext.RequestAborted);
        var spent = new Dictionary<string, BudgetView>();
        foreach (var person in found)
        {
            spent[person.Key] = await budget.ReadAsync(Contacted.Person(person.Key), request.HttpContext.RequestAborted);
        }
        return new JsonResult(new
        {
            people = found.Select(person => new
            {
                person.Key,
                memberFullName = person.Name,
                person.IsActiveMember,
                liveCases = person.LiveCases.Order(),
                decidesFor = person.DecidesFor.Order(),
                contacts = new { spent[person.Key].Spent, contacts.Budget, contacts.Days, spent[person.Key].NextFreeAt },
                interactions = $"/api/interactions?memberKey={person.Key}",
                export = $"/api/people/{person.Key}/export",
                erase = $"/api/people/{person.Key}/erase",
            }),
        });
    }

    [Function("ExportPerson")]
    public async Task<IActionResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/people/{key}/export")] HttpRequest request, string key) =>
        await PersonOf(key, request.HttpContext.RequestAborted) is { } person
            ? new JsonResult(new { person.Key, exportedAt = clock.GetUtcNow(), data = await people.ExportAsync(person, request.HttpContext.RequestAborted) })
            : Problems.NotFound(Nobody);

    /// <summary>Erases. The body says by whom and why; the same again says how far it is.</summary>
    [Function("ErasePersonsData")]
    public async Task<IActionResult> EraseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/people/{key}/erase")] HttpRequest request, [DurableClient] DurableTaskClient client, string key)
    {
        if (KeyOf(key) is not { } known)
        {
            return Problems.NotFound(Nobody);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var fields = new FieldReader(body.Object);
        var (by, reason) = (await staff.ReadByAsync(fields), fields.Text("reason", Reason));
        if (by is null || fields.Errors.Count > 0)
        {
            return Problems.BadRequest("Correct the fields and send it again.", [.. fields.Errors.Select(error => new ProblemError(error.Field, error.Message, error.Code))]);
        }

        return await erasures.RequestAsync(client, known, by.Name, reason, request.HttpContext.RequestAborted) switch
        {
            { Erasure: { } erasure } => Shown(known, erasure),
            { IsActiveMember: true } => Problems.Conflict("They are an active member. End that first: POST /api/enrollments/{id}/revoke, or have the association send them as inactive (roster.member). Then erase."),
            { DecidesFor: { } offices } => Problems.Conflict(
                $"They decide for an open office: {string.Join(", ", offices)}. Have the association take them out of its record there (roster.office, or PUT /api/offices/{{officeKey}}). Then erase."),
            _ => Problems.NotFound(Nobody),
        };
    }

    [Function("ReadErasure")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/people/{key}/erasure")] HttpRequest request, string key) =>
        KeyOf(key) is { } known && await erasures.FindAsync(known, request.HttpContext.RequestAborted) is { } erasure
            ? Shown(known, erasure, StatusCodes.Status200OK)
            : Problems.NotFound("Nobody has asked to erase the data of such a person.");

    async Task<KnownPerson?> PersonOf(string key, CancellationToken cancellationToken) =>
        KeyOf(key) is { } known ? await people.FindAsync(known, cancellationToken) : null;

    static string? KeyOf(string key) => key.Trim().ToUpperInvariant() is var known && MemberKey.IsValid(known) ? known : null;

    static JsonResult Shown(string key, Erasure erasure, int? status = null) => new(
        new
        {
            key,
            state = erasure.DoneAt is null ? "under-way" : "done",
            erasure.By,
            erasure.Reason,
            erasure.RequestedAt,
            erasure.DoneAt,
            status = $"/api/people/{key}/erasure",
        },
        status ?? (erasure.DoneAt is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK));
}
