using System.Globalization;
using MemberServices.Fields;
using MemberServices.Offices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Offices, kept by other systems.</summary>
public sealed class OfficesApi(OfficeTable table, TimeProvider clock)
{
    const int DefaultTake = 50, MostTake = 200;

    static readonly FieldRule Query = new("what you search for", OfficeSearch.Longest, Empty: null);
    static readonly FieldRule After = FieldRules.Key("the key to go on after", empty: null);

    /// <summary>Offices in the order of their keys; with <c>q</c> those whose name, key or number in the MLS fits.</summary>
    [Function("ListOffices")]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/offices")] HttpRequest request)
    {
        var fields = new FieldReader(default);
        string? Text(string name, FieldRule rule)
        {
            var text = rule.Read(request.Query[name].ToString(), out var problem);
            fields.Must(name, problem);
            return text.Length == 0 ? null : text;
        }

        var (query, after, take) = (Text("q", Query), Text("after", After), DefaultTake);
        var asked = request.Query["take"].ToString();
        fields.Must(
            asked.Length == 0 || int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out take) && take is >= 1 and <= MostTake,
            "take", $"Send a number from 1 to {MostTake}.");
        if (fields.Errors.Count > 0)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", [.. fields.Errors.Select(e => new ProblemError(e.Field, e.Message, e.Code))]);
        }

        var page = await table.PageAsync(query is null ? null : new OfficeSearch(query), take, after, request.HttpContext.RequestAborted);
        var next = page.After is null ? null
            : $"/api/offices?take={take}{(query is null ? "" : $"&q={Uri.EscapeDataString(query)}")}&after={Uri.EscapeDataString(page.After)}";
        return new JsonResult(new { offices = page.Rows, next });
    }

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

        var (office, errors) = OfficeJson.Read(officeKey, new FieldReader(body.Object), clock.GetUtcNow());
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
