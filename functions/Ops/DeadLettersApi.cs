using System.Globalization;
using MemberServices.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Ops;

/// <summary>Messages that were set aside: ops list them, put them back and throw them away.</summary>
public sealed class DeadLettersApi(DeadLetters letters, StaffDirectory staff)
{
    static readonly ProblemError Unknown = new("queue", $"must be one of {string.Join(", ", DeadLetterQueue.All.Select(queue => queue.Name))}");

    /// <summary>Takes queue, take and after.</summary>
    [Function("ListDeadLetters")]
    public async Task<IActionResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/ops/dead-letters")] HttpRequest request)
    {
        if (DeadLetterQueue.Find(request.Query["queue"]) is not { } queue)
        {
            return Problems.BadRequest("Correct the parameters and ask again.", Unknown);
        }
        if (PageSize.Of(request, DeadLetters.MostOfAPage) is not { } take)
        {
            return PageSize.Wrong(DeadLetters.MostOfAPage);
        }
        var after = request.Query["after"].ToString();
        if (after.Length > 0 && Number(after) is null)
        {
            return Problems.BadRequest("There is no such page.", new ProblemError("after", "must be what the page before answered as \"after\""));
        }
        var page = await letters.PageAsync(queue, take, Number(after), request.HttpContext.RequestAborted);
        return new JsonResult(new { queue = queue.Name, deadLetters = page.Letters, page.After });
    }

    [Function("RedriveDeadLetter")]
    public Task<IActionResult> RedriveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/ops/dead-letters/{queue}/{sequenceNumber}/redrive")] HttpRequest request,
        string queue, string sequenceNumber) => ActAsync(request, queue, sequenceNumber, DeadLetterAction.Redrive);

    [Function("DiscardDeadLetter")]
    public Task<IActionResult> DiscardAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/ops/dead-letters/{queue}/{sequenceNumber}/discard")] HttpRequest request,
        string queue, string sequenceNumber) => ActAsync(request, queue, sequenceNumber, DeadLetterAction.Discard);

    async Task<IActionResult> ActAsync(HttpRequest request, string name, string sequenceNumber, DeadLetterAction action)
    {
        if (DeadLetterQueue.Find(name) is not { } queue || Number(sequenceNumber) is not { } number)
        {
            return Problems.NotFound($"There is no such dead letter. List them: /api/ops/dead-letters?queue= and one of {string.Join(", ", DeadLetterQueue.All.Select(each => each.Name))}.");
        }
        var wish = await OpsFields.ReadAsync(request, staff);
        if (wish.Problem is not null)
        {
            return wish.Problem;
        }
        return await letters.ActAsync(queue, number, action, wish.By, wish.Reason, request.HttpContext.RequestAborted) switch
        {
            { Done: null, IsOutOfReach: false } => Problems.NotFound($"There is no such dead letter in {queue.Name}. List them: /api/ops/dead-letters?queue={queue.Name}."),
            { Done: { } done } when done.Action != action => Problems.Conflict($"{done.By} has decided otherwise: {Word(done.Action)}. The reason: {done.Reason}"),
            { IsOutOfReach: true } => Problems.Conflict(
                $"The letter can't be taken now: somebody else has it for a minute, or more than {DeadLetters.LongestWalk} lie before it. Send it again in a minute, or begin with the oldest."),
            { Done: { } done } => new JsonResult(new
            {
                queue = queue.Name,
                done.SequenceNumber,
                done.MessageId,
                done.Type,
                action = Word(done.Action),
                done.By,
                done.Reason,
                done.At,
            }),
            _ => throw new InvalidOperationException("A result without an answer."),
        };
    }

    static string Word(DeadLetterAction action) => action == DeadLetterAction.Redrive ? "redrive" : "discard";

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
