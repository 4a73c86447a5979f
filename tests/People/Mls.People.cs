using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests;

/// <summary>Staff export and erase what is kept about people.</summary>
public sealed partial class Mls
{
    public async Task<HttpResponseMessage> Erases(string key, string? by = null)
    {
        var answer = await Api.PostAsJsonAsync($"/api/people/{key}/erase", new { by = by ?? Cast.Sarah.Email, reason = "Asked for by letter" });
        await Settle();
        return answer;
    }

    /// <summary>How far an erasure is: "under-way", "done".</summary>
    public async Task<string> Erasure(Application who) =>
        (await Api.GetFromJsonAsync<JsonElement>($"/api/people/{who.MemberKey}/erasure")).GetProperty("state").GetString()!;

    /// <summary>The tables' rows that name somebody.</summary>
    public IReadOnlyList<string> RowsAbout(Application who) =>
        [
            .. Rows().Where(row => row.StartsWith("table_entities:", StringComparison.Ordinal)
                && new[] { who.MemberFullName, who.MemberEmail, who.MemberPreferredPhone, who.MemberStateLicense, who.MemberFullName.Split(' ')[1].ToLowerInvariant() }
                    .Any(part => row.Contains(part, StringComparison.OrdinalIgnoreCase))),
        ];
}
