using MemberServices.Contacts;
using MemberServices.Fields;
using MemberServices.Interactions;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>People's timelines, for other systems to read and to add to.</summary>
public sealed class InteractionsApi(ContactLog log, StaffDirectory staff)
{
    /// <summary>Somebody's timeline, by memberKey or by email.</summary>
    [Function("ReadInteractions")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/interactions")] HttpRequest request)
    {
        var (key, email) = (request.Query["memberKey"].ToString().Trim().ToUpperInvariant(), request.Query["email"].ToString().Trim());
        if (key.Length > 0 && email.Length > 0 || key.Length == 0 && email.Length == 0)
        {
            return Wrong("memberKey", "must be there, or email must: one of them", key.Length == 0 ? FieldCodes.Required : FieldCodes.Invalid);
        }
        if (key.Length > 0 && !MemberKey.IsValid(key))
        {
            return Wrong("memberKey", "must be a member's key such as \"TX-123456\"");
        }
        if (email.Length > 0 && !EmailAddress.IsValid(email))
        {
            return Wrong("email", "must be an email address such as jane@example.com");
        }
        if (PageSize.Of(request, InteractionTable.MaxPage) is not { } lines)
        {
            return PageSize.Wrong(InteractionTable.MaxPage);
        }

        var person = await log.FindAsync(key.Length > 0 ? key : null, email, request.HttpContext.RequestAborted);
        var after = request.Query["after"].ToString();
        var page = await log.PageAsync(person, lines, after.Length > 0 ? after : null, request.HttpContext.RequestAborted);
        var who = key.Length > 0 ? $"memberKey={key}" : $"email={Uri.EscapeDataString(email)}";
        return new JsonResult(new
        {
            person.MemberKey,
            person.SharedBy,
            interactions = page.Interactions,
            next = page.After is null ? null : $"/api/interactions?{who}&take={lines}&after={Uri.EscapeDataString(page.After)}",
        });
    }

    /// <summary>Adds a contact. The same again is the same line.</summary>
    [Function("LogContact")]
    public async Task<IActionResult> LogAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/interactions")] HttpRequest request)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var fields = new FieldReader(body.Object);
        var by = await staff.ReadByAsync(fields);
        var (line, isNew, errors) = await log.AddAsync(fields, sentAt: null, by?.Name ?? "", id: null, request.HttpContext.RequestAborted);
        return line is null
            ? Problems.BadRequest("Correct the fields and send it again.", [.. errors.Select(error => new ProblemError(error.Field, error.Message, error.Code))])
            : new JsonResult(line, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    static IActionResult Wrong(string parameter, string rule, string code = FieldCodes.Invalid) =>
        Problems.BadRequest("Correct the parameters and ask again.", new ProblemError(parameter, rule, code));
}
