using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace MemberServices;

/// <param name="Name">A table that the app needs.</param>
sealed record TableAtStart(string Name);

/// <summary>Makes the tables that aren't there yet before anything runs.</summary>
sealed class TablesAtStart(TableServiceClient tables, IEnumerable<TableAtStart> needed) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(needed.Select(table => tables.CreateTableIfNotExistsAsync(table.Name, cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
