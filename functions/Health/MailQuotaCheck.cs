using MemberServices.Mail;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Says when the mail service takes so few mails that it is for trying out. That is as it was chosen, so nothing is wrong.</summary>
public sealed class MailQuotaCheck(MailAllowance allowance) : IHealthCheck
{
    /// <summary>Mails an hour from a domain of Azure's own.</summary>
    const int OfAzuresOwn = 10;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        HealthCheckResult.Healthy(allowance.PerHour > OfAzuresOwn ? null
            : $"{allowance.PerHour} mails an hour, {allowance.PerMinute} a minute: a domain of Azure's own is for trying out, and that can't be raised. docs/runbook.md, Mail, says how to send from yours."));
}
