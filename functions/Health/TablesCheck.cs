using Azure.Data.Tables;
using MemberServices.Links;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Whether a table can be read.</summary>
public sealed class TablesCheck(TableServiceClient tables) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await tables.GetTableClient(LinkTable.TableName).GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
