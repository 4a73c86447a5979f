using MemberServices.DirectoryAccess;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding;

/// <param name="Round">Which round.</param>
/// <param name="At">When it began.</param>
/// <param name="Plan">Until when access is tried for.</param>
public sealed record OpenAccessInput(CaseRound Round, DateTimeOffset At, AccessPlan Plan);

/// <param name="Round">Which round.</param>
/// <param name="At">When: a repeat, however late, tells the same.</param>
public sealed record AskStaffInput(CaseRound Round, DateTimeOffset At);

/// <param name="Round">Which round.</param>
/// <param name="Kind">How it ends, unless somebody has ended it.</param>
public sealed record CloseAccessInput(CaseRound Round, AnswerKind Kind);

/// <summary>The steps of giving access and taking it back. What the directory throws decides whether they are tried again.</summary>
public sealed partial class AccessActivities(
    EnrollmentTable table, Access access, EnrollmentPost post, EnrollmentWork work, TimeProvider clock, ILogger<AccessActivities> logger)
{
    /// <summary>Begins a round; answers with what has ended it already, or null.</summary>
    [Function(nameof(OpenAccess))]
    public async Task<RoundAnswer?> OpenAccess([ActivityTrigger] OpenAccessInput input)
    {
        var record = await table.GetAsync(input.Round.Case);
        await table.AddRoundAsync(record.Id, new Round(
            input.Round.Round, EnrollmentStage.Access, null, input.At, input.Plan.GiveUpAt, null,
            [
                new NextStep(input.Plan.StaffAt, "Member services look into it"),
                new NextStep(input.Plan.GiveUpAt, "The enrollment fails"),
            ]));
        return record.AnswerOf(input.Round.Round)?.ToRoundAnswer();
    }

    [Function(nameof(GrantAccess))]
    public async Task<AccessResult> GrantAccess([ActivityTrigger] string id)
    {
        var applicant = (await table.GetAsync(id)).Intake.Application;
        return await TryAsync(id, () => access.GrantAsync(id, applicant.Email, applicant.Name));
    }

    /// <summary>Ends a round, unless somebody has ended it: then with their answer.</summary>
    [Function(nameof(CloseAccess))]
    public async Task<RoundAnswer> CloseAccess([ActivityTrigger] CloseAccessInput input) =>
        (await table.AddAnswerAsync(input.Round.Case, new Answer(input.Round.Round, input.Kind, "system", clock.GetUtcNow(), "system"))).ToRoundAnswer();

    [Function(nameof(AskStaffAboutAccess))]
    public async Task AskStaffAboutAccess([ActivityTrigger] AskStaffInput input)
    {
        var record = await table.GetAsync(input.Round.Case);
        await work.AskForAccessAsync(record, input.Round.Round);
        await post.ReportAsync(record, "access.failed", $"{input.Round.Round}", input.At, "Access to the directory couldn't be granted yet: staff look into it");
    }

    /// <summary>Takes back what the case gave.</summary>
    [Function(nameof(RevokeAccess))]
    public async Task<AccessResult> RevokeAccess([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        return await TryAsync(id, async () =>
        {
            if (await access.RevokeAsync(id, record.Intake.Application.Email) is { RevokedAt: { } at })
            {
                await post.ReportAsync(record, "access.revoked", "1", at, "Access to the directory revoked");
            }
        });
    }

    [Function(nameof(AskStaffToRevoke))]
    public async Task AskStaffToRevoke([ActivityTrigger] string id) => await work.AskForRevocationAsync(await table.GetAsync(id));

    async Task<AccessResult> TryAsync(string id, Func<Task> attempt)
    {
        try
        {
            await attempt();
            return new AccessResult(AccessState.Done);
        }
        catch (DirectoryBusyException e)
        {
            Log.Busy(logger, id, e.Message);
            return new AccessResult(AccessState.Busy, e.RetryAfter);
        }
        catch (DirectoryRefusedException e)
        {
            Log.Refused(logger, id, e.Message);
            return new AccessResult(AccessState.Refused);
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Enrollment {Id}: {What} It is tried again.")]
        public static partial void Busy(ILogger logger, string id, string what);

        [LoggerMessage(2, LogLevel.Error, "Enrollment {Id}: {What} Staff must look.")]
        public static partial void Refused(ILogger logger, string id, string what);
    }
}
