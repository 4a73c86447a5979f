using MemberServices.Fields;
using MemberServices.Offices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Offices, kept by other systems.</summary>
public sealed class OfficesApi(OfficeTable table)
{
    [Function("ReadOffice")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/offices/{officeKey}")] HttpRequest request, string officeKey) =>
        await table.ReadAsync(officeKey, request.HttpContext.RequestAborted) is { } stored
            ? Reply(request, stored, StatusCodes.Status200OK)
            : Problems.NotFound("There is no such office. Add it with PUT.");

    /// <summary>Adds or replaces a whole office; with a header If-Match only the version that was read.</summary>
    [Function("WriteOffice")]
    public async Task<IActionResult> WriteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/offices/{officeKey}")] HttpRequest request, string officeKey)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var (office, errors) = OfficeJson.Read(officeKey, new FieldReader(body.Object));
        if (errors.Count > 0)
        {
            return Problems.BadRequest("Correct the fields and send it again.", [.. errors.Select(e => new ProblemError(e.Field, e.Message, e.Code))]);
        }

        var before = await table.ReadAsync(officeKey);
        var expected = request.Headers.IfMatch.ToString();
        var isConditional = expected.Length > 0 && expected != "*";
        var isRead = !isConditional || before?.Version.ToString() == expected;
        return isRead && await table.WriteAsync(office, isConditional ? before!.Version : null) is { } stored
            ? Reply(request, stored, before is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : Problems.Of(StatusCodes.Status412PreconditionFailed, "changed-meanwhile", "The office has changed", "Somebody else wrote it since you read it. Read it again, then send your change.");
    }

    static JsonResult Reply(HttpRequest request, StoredOffice stored, int status)
    {
        request.HttpContext.Response.Headers.ETag = stored.Version.ToString();
        request.HttpContext.Response.Headers.Location = status == StatusCodes.Status201Created ? $"/api/offices/{stored.Office.OfficeKey}" : default(string);
        return new JsonResult(stored.Office, status);
    }
}
