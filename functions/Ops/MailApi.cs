using System.Globalization;
using MemberServices.Fields;
using MemberServices.Mail;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Ops;

/// <summary>Holds outgoing mail back for some time, and lets it go.</summary>
public sealed class MailApi(MailPause pause, StaffDirectory staff, TimeProvider clock)
{
    /// <summary>A time as it is typed is no longer.</summary>
    const int LongestTime = 40;

    static readonly FieldRule Until = new("the time", LongestTime, null);

    [Function("ReadMailState")]
    public async Task<IActionResult> ReadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/ops/mail")] HttpRequest request) =>
        Shown(await pause.FindAsync(request.HttpContext.RequestAborted));

    /// <summary>Takes by, reason and until, the latest time at which it ends by itself.</summary>
    [Function("PauseMail")]
    public async Task<IActionResult> PauseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/ops/mail/pause")] HttpRequest request)
    {
        var until = clock.GetUtcNow() + MailPause.Usual;
        var wish = await OpsFields.ReadAsync(request, staff, fields => until = ReadUntil(fields));
        return wish.Problem ?? Shown(await pause.PauseAsync(until, wish.By, wish.Reason, request.HttpContext.RequestAborted));
    }

    /// <summary>Takes by and reason.</summary>
    [Function("ResumeMail")]
    public async Task<IActionResult> ResumeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/ops/mail/resume")] HttpRequest request)
    {
        var wish = await OpsFields.ReadAsync(request, staff);
        return wish.Problem ?? Shown(await pause.ResumeAsync(wish.By, wish.Reason, request.HttpContext.RequestAborted));
    }

    DateTimeOffset ReadUntil(FieldReader fields)
    {
        var now = clock.GetUtcNow();
        if (fields.OptionalText("until", Until) is not { } text)
        {
            return now + MailPause.Usual;
        }
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until);
        fields.Must(isTime, "until", "Send a time such as 2026-03-02T15:00:00Z.");
        fields.Must(until > now && until <= now + MailPause.Longest, "until", $"Send a time that is to come, at most {MailPause.Longest.Days} days from now.");
        return until;
    }

    JsonResult Shown(PausedMail? paused) => new(new
    {
        state = paused is null ? "sending" : paused.ResumedBy is null && paused.Until > clock.GetUtcNow() ? "paused" : "resuming",
        paused?.Since,
        paused?.Until,
        paused?.By,
        paused?.Reason,
        paused?.ResumedBy,
    });
}
