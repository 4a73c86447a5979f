using Azure.Data.Tables;
using MemberServices.Links;
using MemberServices.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Whether a table can be read.</summary>
public sealed class TablesCheck(TableServiceClient tables) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await new EntityTable(tables, LinkTable.TableName).FindAsync<TableEntity>("health", "health", cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
