using MemberServices.Teams;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Whether what is set up for Teams can be used, and whether every role's alerts have a channel. The app works without, and without Teams at all.</summary>
public sealed class TeamsCheck(TeamsSignature signature, TeamsChannels channels) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        signature.IsBroken ? HealthCheckResult.Degraded($"The setting {TeamsSignature.Setting} has something else than security tokens of outgoing webhooks.")
        : channels.Broken is [_, ..] broken ? HealthCheckResult.Degraded($"No address of a channel's workflow stands in {string.Join(", ", broken)}.")
        : channels.Any && channels.Without is [_, ..] without ? HealthCheckResult.Degraded(
            $"Alerts for {string.Join(", ", without)} go nowhere: give these roles a channel, or {TeamsChannels.Fallback} one, which takes what has none.")
        : HealthCheckResult.Healthy());
}
