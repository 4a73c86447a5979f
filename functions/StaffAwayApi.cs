using System.Globalization;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.Staff.Away;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>Who of the staff is away, and who stands in.</summary>
public sealed partial class StaffAwayApi(StaffAwayTable table, StaffDirectory staff, TimeProvider clock, ILogger<StaffAwayApi> log)
{
    /// <summary>A time as it is typed is no longer.</summary>
    const int LongestTime = 40;

    /// <summary>How far ahead an absence may begin.</summary>
    static readonly TimeSpan Furthest = TimeSpan.FromDays(730);

    const string NotStaff = "Nobody in the groups of the roles has this address.";

    static readonly FieldRule StandIn = FieldRules.Email("the email address of who stands in");

    [Function("ReadStaffAway")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/staff/{email}/away")] HttpRequest request, string email) =>
        await staff.FindAsync(email) is not { } person ? Problems.NotFound(NotStaff)
        : await table.FindAsync(person.Person, request.HttpContext.RequestAborted) is { } absence && absence.Until > clock.GetUtcNow() ? Shown(absence)
        : Problems.NotFound($"{person.Person.Name} isn't away, now or later.");

    /// <summary>Takes by, from, until and standIn (an email address). Replaces what was said before.</summary>
    [Function("WriteStaffAway")]
    public async Task<IActionResult> WriteAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/staff/{email}/away")] HttpRequest request, string email)
    {
        if (await staff.FindAsync(email) is not { } person)
        {
            return Problems.NotFound(NotStaff);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var fields = new FieldReader(body.Object);
        var by = await staff.ReadByAsync(fields);
        var (from, until) = (ReadTime(fields, "from", "the time from which they are away"), ReadTime(fields, "until", "the time at which they are back"));
        fields.Must(from is null || from <= clock.GetUtcNow() + Furthest, "from", "Send a time within the next two years.");
        fields.Must(from is null || until is null || until > from, "until", "Send a time after from.");
        fields.Must(until is null || until > clock.GetUtcNow(), "until", "Send a time that is to come.");
        var address = fields.Text("standIn", StandIn);
        var standIn = fields.Errors.Any(error => error.Field == "standIn") ? null : await staff.FindAsync(address);
        fields.Must(standIn is not null, "standIn", "Send the email address of somebody of the staff: nobody in the groups of the roles has this one.", FieldCodes.Unknown);
        fields.Must(standIn?.Person.Id != person.Person.Id, "standIn", "Send somebody else: nobody stands in for themselves.");
        if (fields.Errors.Count > 0)
        {
            return Wrong(fields);
        }
        return Shown(await table.WriteAsync(
            new StaffAbsence(person.Person, from!.Value, until!.Value, standIn!.Person, Actor.SystemFor(by!.Name).Name, clock.GetUtcNow()), request.HttpContext.RequestAborted));
    }

    /// <summary>They are there, from now on. Takes by.</summary>
    [Function("EndStaffAway")]
    public async Task<IActionResult> EndAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/staff/{email}/away")] HttpRequest request, string email)
    {
        if (await staff.FindAsync(email) is not { } person)
        {
            return Problems.NotFound(NotStaff);
        }
        var body = await JsonBody.ReadAsync(request);
        if (body.Problem is not null)
        {
            return body.Problem;
        }
        var fields = new FieldReader(body.Object);
        if (await staff.ReadByAsync(fields) is not { } by)
        {
            return Wrong(fields);
        }
        await table.DeleteAsync(person.Person, request.HttpContext.RequestAborted);
        Log.Ended(log, person.Person.Id, by.Id);
        return new JsonResult(new { email = person.Person.Email, isAway = false });
    }

    static IActionResult Wrong(FieldReader fields) =>
        Problems.BadRequest("Correct the fields and send it again.", [.. fields.Errors.Select(e => new ProblemError(e.Field, e.Message, e.Code))]);

    static DateTimeOffset? ReadTime(FieldReader fields, string name, string what)
    {
        var text = fields.Text(name, new FieldRule(what, LongestTime, $"Send {what}, such as 2026-07-01T08:00:00-05:00."));
        // A time without an offset would be taken for whatever zone this machine is in.
        var hasOffset = text.EndsWith('Z') || (text.Length > 19 && text.LastIndexOfAny(['+', '-']) > 10);
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && hasOffset;
        fields.Must(isTime, name, "Send a time with its offset, such as 2026-07-01T08:00:00-05:00.");
        return isTime ? time.ToUniversalTime() : null;
    }

    JsonResult Shown(StaffAbsence absence) => new(new
    {
        email = absence.Person.Email,
        isAway = absence.Covers(clock.GetUtcNow()),
        from = absence.From,
        until = absence.Until,
        standIn = absence.StandIn?.Email,
        by = absence.By,
        at = absence.At,
    });

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The absence of {Person} was ended by {By}")]
        public static partial void Ended(ILogger logger, string person, string by);
    }
}
