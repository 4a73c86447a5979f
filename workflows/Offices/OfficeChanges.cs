using System.Globalization;
using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Offices;

/// <summary>What somebody of the staff changed in an office.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Why">For staff.</param>
/// <param name="What">Each change in a line.</param>
public sealed record OfficeChange(DateTimeOffset At, string By, string Why, IReadOnlyList<string> What);

/// <summary>Staff change offices: the record of it is written first, so that no change is without one. In the table of offices, a partition for each.</summary>
public sealed class OfficeChanges(TableServiceClient service, OfficeTable offices, TimeProvider clock)
{
    readonly EntityTable table = new(service, OfficeTable.TableName);

    /// <summary>The latest changes, the newest first.</summary>
    public async Task<IReadOnlyList<OfficeChange>> LatestAsync(string officeKey, int most, CancellationToken cancellationToken = default) =>
        [.. (await table.PageAsync<JsonRow>(PartitionOf(officeKey), most, null, cancellationToken: cancellationToken)).Rows.Select(row => row.Read<OfficeChange>())];

    /// <summary>Replaces the office as it was read.</summary>
    /// <param name="office">As it is to be.</param>
    /// <param name="read">The version that it replaces.</param>
    /// <param name="by">Who.</param>
    /// <param name="why">For staff.</param>
    /// <param name="what">Each change in a line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was still that version; when it wasn't, nothing is recorded.</returns>
    public async Task<bool> WriteAsync(Office office, ETag read, string by, string why, IReadOnlyList<string> what, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var key = string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - now.UtcTicks:D19}");
        await table.UpsertAsync(JsonRow.Of(PartitionOf(office.OfficeKey), key, new OfficeChange(now, by, why, what)), cancellationToken);
        if (await offices.WriteAsync(office, read, cancellationToken) is not null)
        {
            return true;
        }
        await table.DeleteAsync(PartitionOf(office.OfficeKey), key, cancellationToken);
        return false;
    }

    static string PartitionOf(string officeKey) => $"changes-{officeKey}";
}
