using MemberServices.Offices;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

/// <summary>The offices of a larger MLS.</summary>
public sealed partial class Mls
{
    /// <summary>Adds so many offices, "Office 001" and on; the number in the MLS of the first is OF-1.</summary>
    public async Task AddsOffices(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await AddsOffice(new Office($"office-{i:000}", $"Office {i:000}", [Cast.Bob], Cast.Bob.MemberKey, [], $"OF-{i}"));
        }
    }

    public Task AddsOffice(Office office) => Services.GetRequiredService<OfficeTable>().WriteAsync(office, null);
}
