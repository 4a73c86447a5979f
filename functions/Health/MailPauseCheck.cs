using MemberServices.Mail;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Whether outgoing mail is held back.</summary>
public sealed class MailPauseCheck(MailPause pause, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await pause.FindAsync(cancellationToken) is { ResumedBy: null } paused && paused.Until > clock.GetUtcNow()
            ? HealthCheckResult.Degraded(FormattableString.Invariant($"Outgoing mail is paused until {paused.Until:u}. To end it: POST /api/ops/mail/resume"))
            : HealthCheckResult.Healthy();
}
