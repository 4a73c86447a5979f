using MemberServices.Fields;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Ops;

/// <summary>Who of the staff does something for ops, and why; or the answer to a request that doesn't say so.</summary>
sealed record OpsFields(string By, string Reason, FieldReader Fields, IActionResult? Problem)
{
    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. It is kept.");

    /// <exception cref="Directory.TransientDirectoryException">The directory can't say now who works here.</exception>
    public static async Task<OpsFields> ReadAsync(HttpRequest request, StaffDirectory staff, Action<FieldReader>? more = null)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return new OpsFields("", "", new FieldReader(default), body.Problem);
        }
        var fields = new FieldReader(body.Object);
        var (by, reason) = (await staff.ReadByAsync(fields), fields.Text("reason", Why));
        more?.Invoke(fields);
        var problem = fields.Errors.Count == 0 ? null : Problems.BadRequest(
            "Correct the fields and send it again.", [.. fields.Errors.Select(error => new ProblemError(error.Field, error.Message, error.Code))]);
        return new OpsFields(by?.Name ?? "", reason, fields, problem);
    }
}
