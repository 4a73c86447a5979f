using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Kpis;

namespace MemberServices.Tests;

/// <summary>What is counted.</summary>
public sealed partial class Mls
{
    /// <summary>The figures of some days, both included, as the API has them.</summary>
    public async Task<FigureReport> Figures(DateOnly from, DateOnly to) => (await Api.GetFromJsonAsync<FigureReport>(
        string.Create(CultureInfo.InvariantCulture, $"/api/figures?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}"), JsonSerializerOptions.Web))!;

    /// <summary>A figure of some days: "3", of a share "2/3".</summary>
    public async Task<string> Figure(string figure, DateOnly from, DateOnly? to = null)
    {
        var total = (await Figures(from, to ?? from)).Totals.Single(total => total.Figure == figure);
        return total.Denominator is { } all ? $"{total.Numerator}/{all}" : $"{total.Numerator}";
    }
}
