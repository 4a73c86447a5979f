using Azure.Messaging.ServiceBus;
using MemberServices.Messages;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Whether the mail queue can be looked into.</summary>
public sealed class BusCheck(ServiceBusClient bus) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var receiver = bus.CreateReceiver(Bus.Mail);
        await receiver.PeekMessageAsync(cancellationToken: cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
