using System.Text.Json;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    /// <summary>A member's timeline as another system reads it, newest line first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Timeline(string memberKey)
    {
        var lines = new List<JsonElement>();
        for (string? page = $"/api/members/{memberKey}/interactions"; page is not null;)
        {
            var answer = await Api.GetAsync(page);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            var body = await Json(answer);
            lines.AddRange(body.GetProperty("interactions").EnumerateArray());
            page = body.GetProperty("next").GetString();
        }

        return lines;
    }

    /// <summary>The types of a member's lines, newest first.</summary>
    public async Task<IReadOnlyList<string>> TimelineTypes(string memberKey) =>
        [.. (await Timeline(memberKey)).Select(line => line.GetProperty("type").GetString()!)];
}
