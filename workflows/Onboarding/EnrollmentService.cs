using DurableTask.Core.Exceptions;
using MemberServices.Calendar;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Offices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Onboarding;

/// <summary>Enrollments, for whoever starts, follows and decides them: pages, the API, messages.</summary>
public sealed partial class EnrollmentService(
    EnrollmentTable table, OfficeTable offices, EnrollmentPolicy policy, CalendarPolicy calendar, MailPolicy mail,
    TimeProvider clock, ILogger<EnrollmentService> logger)
{
    /// <summary>The channel of people at the public form: anybody can be there.</summary>
    public const string Web = "web";

    static readonly OrchestrationRuntimeStatus[] AnyStatus =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    const int LongestKey = 200;
    const int MostTries = 10;

    /// <summary>What is wrong with an application as typed, but for its office.</summary>
    public IReadOnlyList<FieldError> Check(Application application) => ApplicationRules.Check(application, policy).Errors;

    /// <summary>Starts an enrollment, or finds the one that the same license already has under way.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="application">As typed.</param>
    /// <param name="requestKey">Names this request: the same key again is answered as the first was. Up to 200 characters; empty: none.</param>
    /// <param name="by">Who hands it in: the applicant's name, a system's.</param>
    /// <param name="channel">"web", "api" or "message".</param>
    /// <param name="cancellationToken">Gives up; what was begun is finished by the next try.</param>
    public async Task<StartResult> StartAsync(
        DurableTaskClient client, Application application, string requestKey, string by, string channel, CancellationToken cancellationToken = default)
    {
        if (requestKey.Length > LongestKey)
        {
            return StartResult.Refused([new FieldError("idempotencyKey", $"Send at most {LongestKey} characters.")]);
        }

        var (whole, errors) = ApplicationRules.Check(application, policy);
        var hash = IdempotencyRecord.Hash(whole);
        if (requestKey.Length > 0 && await table.FindRequestAsync(requestKey, cancellationToken) is { } before)
        {
            return Repeated(before, hash);
        }

        var office = await offices.FindAsync(whole.OfficeKey, cancellationToken);
        if (office is null && !errors.Any(e => e.Field == "officeKey"))
        {
            errors = [.. errors, new FieldError("officeKey", "Choose one of the offices we know.")];
        }

        if (errors.Count > 0)
        {
            return StartResult.Refused(errors);
        }

        var claim = await ClaimAsync(client, whole, channel, cancellationToken);
        if (claim.Errors.Count > 0)
        {
            return claim;
        }

        await table.AddCaseAsync(claim.EnrollmentId!, new EnrollmentOpened(whole, office!.OfficeName, clock.GetUtcNow(), by, channel), cancellationToken);
        await RunAsync(client, claim.EnrollmentId!, cancellationToken);
        return requestKey.Length == 0
            ? claim
            : Repeated(await table.AddRequestAsync(requestKey, new IdempotencyRecord(claim.EnrollmentId!, claim.IsNew, hash), cancellationToken), hash);
    }

    /// <summary>An enrollment as it is now, or null when there is none with that id.</summary>
    public async Task<EnrollmentView?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        await table.ReadAsync(id, cancellationToken) is { } record ? EnrollmentProjection.Of(record, clock.GetUtcNow()) : null;

    static StartResult Repeated(IdempotencyRecord before, string hash) => before.Application == hash
        ? new StartResult(before.Id, before.IsNew, [])
        : StartResult.Refused([new FieldError("idempotencyKey", "This key was used for another application: send a new one.")]);

    /// <summary>Takes the license for a new case, or finds the case that has it.</summary>
    async Task<StartResult> ClaimAsync(DurableTaskClient client, Application application, string channel, CancellationToken cancellationToken)
    {
        var id = EnrollmentId.New();
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await table.ClaimAsync(application.MemberKey, id, application.OfficeKey, cancellationToken) is not { } claim)
            {
                return new StartResult(id, true, []);
            }

            var record = await table.ReadAsync(claim.Id, cancellationToken);
            if (record is null ? claim.OfficeKey == application.OfficeKey : await IsLiveAsync(client, record, cancellationToken))
            {
                // Without a record, the process ended between the claim and the case: this request finishes it.
                if (record is null || record.Opened.Application.OfficeKey == application.OfficeKey)
                {
                    return new StartResult(claim.Id, record is null, []);
                }

                // At the public form anybody can type a license; only its applicant may end what it has under way.
                if (channel == Web && !EmailAddress.AreSame(record.Opened.Application.MemberEmail, application.MemberEmail))
                {
                    return StartResult.Refused(
                        [new FieldError("memberStateLicense", "An application with this license is under way at another office. Apply with the same email address, or ask us.")]);
                }

                // Somebody may answer at this very moment: look again.
                await WithdrawAsync(client, record, application, channel, cancellationToken);
            }
            else if (await table.TakeOverAsync(application.MemberKey, claim, id, application.OfficeKey, cancellationToken))
            {
                return new StartResult(id, true, []);
            }
        }

        throw new InvalidOperationException($"The license {application.MemberKey} is applied for too often at once.");
    }

    /// <summary>A request dies when the applicant moves to another office.</summary>
    async Task WithdrawAsync(DurableTaskClient client, EnrollmentRecord record, Application application, string channel, CancellationToken cancellationToken)
    {
        var outcome = await table.AddOutcomeAsync(
            record.Id,
            new StepOutcome(record.State.Step, OutcomeKind.Withdraw, application.MemberFullName, clock.GetUtcNow(), channel, "Applied again, at another office"),
            cancellationToken);
        await client.RaiseEventAsync(record.Id, OutcomeEvent.Event, outcome.ToEvent(), cancellationToken);
    }

    static async Task<bool> IsLiveAsync(DurableTaskClient client, EnrollmentRecord record, CancellationToken cancellationToken) =>
        record.State.Outcome is null
        && await client.GetInstanceAsync(record.Id, cancellationToken) is not { RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated };

    async Task RunAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        var once = new StartOrchestrationOptions(id).WithDedupeStatuses(AnyStatus);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(EnrollmentWorkflow.Enrollment), new EnrollmentCase(policy, calendar), once, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It runs.
        }
    }
}
