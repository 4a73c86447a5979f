using System.Text.Json;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    /// <summary>A member's timeline as another system reads it, newest line first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Timeline(string memberKey)
    {
        var lines = new List<JsonElement>();
        for (string? page = $"/api/interactions?memberKey={memberKey}"; page is not null;)
        {
            var answer = await Api.GetAsync(page);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            var body = await Json(answer);
            lines.AddRange(body.GetProperty("interactions").EnumerateArray());
            page = body.GetProperty("next").GetString();
        }

        return lines;
    }

    /// <summary>The types of the lines on somebody's timeline once everything has settled, oldest first.</summary>
    public async Task<IReadOnlyList<string>> Happenings(Application who)
    {
        await Settle();
        return [.. (await Timeline(who.MemberKey)).Select(line => line.GetProperty("type").GetString()!).Reverse()];
    }
}
