using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Contacts;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

/// <summary>Contacts with people: those that other systems tell of, and those that nobody asked for.</summary>
public sealed partial class Mls
{
    public ContactBudget Budget => Services.GetRequiredService<ContactBudget>();

    /// <summary>What the phone system says of a call, with some fields changed.</summary>
    public static Dictionary<string, object?> Call(params (string Field, object? Value)[] changed)
    {
        var call = new Dictionary<string, object?>
        {
            ["memberKey"] = Cast.Jane.MemberKey,
            ["at"] = $"{MondayMorning:O}",
            ["category"] = "Password",
            ["channel"] = "phone",
            ["direction"] = "inbound",
            ["outcome"] = "Reset on the phone",
            ["by"] = Cast.Sarah.Name,
        };
        foreach (var (field, value) in changed)
        {
            call[field] = value;
        }
        return call;
    }

    /// <summary>Somebody's timeline by their address.</summary>
    public async Task<IReadOnlyList<JsonElement>> TimelineOf(string email) => [.. (await Api.GetFromJsonAsync<JsonElement>(
        $"/api/interactions?email={Uri.EscapeDataString(email)}")).GetProperty("interactions").EnumerateArray()];
}
