using MemberServices.Directory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding;

/// <param name="Step">Which step.</param>
/// <param name="At">When it began.</param>
/// <param name="Plan">Until when access is tried for.</param>
public sealed record OpenAccessInput(StepId Step, DateTimeOffset At, ProvisioningSchedule Plan);

/// <param name="Step">Which step.</param>
/// <param name="At">When: a repeat, however late, tells the same.</param>
public sealed record AskStaffInput(StepId Step, DateTimeOffset At);

/// <param name="Step">Which step.</param>
/// <param name="Kind">How it ends, unless somebody has ended it.</param>
public sealed record CloseAccessInput(StepId Step, OutcomeKind Kind);

/// <summary>The steps of giving access and taking it back. What the directory throws decides whether they are tried again.</summary>
public sealed partial class ProvisioningActivities(
    EnrollmentTable table, DirectoryProvisioner provisioner, EnrollmentNotifier post, EnrollmentWorkItems work, TimeProvider clock, ILogger<ProvisioningActivities> logger)
{
    /// <summary>Begins a step; answers with what has ended it already, or null.</summary>
    [Function(nameof(OpenAccess))]
    public async Task<OutcomeEvent?> OpenAccess([ActivityTrigger] OpenAccessInput input)
    {
        var record = await table.GetAsync(input.Step.Case);
        await table.AddStepAsync(record.Id, new Step(
            input.Step.Number, EnrollmentStage.Access, null, input.At, input.Plan.GiveUpAt, null,
            [
                new NextStep(input.Plan.StaffAt, "Member services look into it"),
                new NextStep(input.Plan.GiveUpAt, "The enrollment fails"),
            ]));
        return record.OutcomeOf(input.Step.Number)?.ToEvent();
    }

    [Function(nameof(GrantAccess))]
    public async Task<AccessResult> GrantAccess([ActivityTrigger] string id)
    {
        var applicant = (await table.GetAsync(id)).Opened.Application;
        return await TryAsync(id, () => provisioner.GrantAsync(id, applicant.Email, applicant.Name));
    }

    /// <summary>Ends a step, unless somebody has ended it: then with their answer.</summary>
    [Function(nameof(CloseAccess))]
    public async Task<OutcomeEvent> CloseAccess([ActivityTrigger] CloseAccessInput input) =>
        (await table.AddOutcomeAsync(input.Step.Case, new StepOutcome(input.Step.Number, input.Kind, "system", clock.GetUtcNow(), "system"))).ToEvent();

    [Function(nameof(AskStaffAboutAccess))]
    public async Task AskStaffAboutAccess([ActivityTrigger] AskStaffInput input)
    {
        var record = await table.GetAsync(input.Step.Case);
        await work.AskForAccessAsync(record, input.Step.Number);
        await post.ReportAsync(record, "access.failed", $"{input.Step.Number}", input.At, "Access to the directory couldn't be granted yet: staff look into it");
    }

    /// <summary>Takes back what the case gave.</summary>
    [Function(nameof(RevokeAccess))]
    public async Task<AccessResult> RevokeAccess([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        return await TryAsync(id, async () =>
        {
            if (await provisioner.RevokeAsync(id, record.Opened.Application.Email) is { } at)
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
        catch (TransientDirectoryException e)
        {
            Log.Busy(logger, id, e.Message);
            return new AccessResult(AccessState.Busy, e.RetryAfter);
        }
        catch (DirectoryRejectedException e)
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
