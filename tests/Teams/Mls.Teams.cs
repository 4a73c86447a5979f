using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Local.Teams;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Tests.Teams;

namespace MemberServices.Tests;

/// <summary>What staff type in Teams, and what stands in their channels.</summary>
public sealed partial class Mls
{
    int written;

    public LocalTeams Teams => Machine.Part<LocalTeams>();

    /// <summary>Somebody types a command; the card that answers it.</summary>
    public async Task<TeamsCard> Types(Person who, string text) => await Types(await ActivityOf(who, text));

    /// <summary>Teams sends an activity; the card that answers it.</summary>
    public async Task<TeamsCard> Types(byte[] activity)
    {
        using var answer = await SendsToTeams(activity, Teams.Sign(activity));
        Assert.Equal(200, (int)answer.StatusCode);
        await Settle();
        var message = await Json(answer);
        Assert.Equal("message", message.GetProperty("type").GetString());
        var attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        return new TeamsCard(attachment.GetProperty("content"));
    }

    /// <summary>Somebody posts to the webhook, rightly or not.</summary>
    public async Task<HttpResponseMessage> SendsToTeams(byte[] body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/teams") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>An activity as Teams writes it: with the mention, in HTML.</summary>
    public async Task<byte[]> ActivityOf(Person who, string text, string? id = null, DateTimeOffset? at = null) => ActivityOf(
        await UserIdOf(who.Email), $"<p><at>Member services</at>&nbsp;{System.Net.WebUtility.HtmlEncode(text).Replace("\n", "<br>")}</p>", id, at);

    public byte[] ActivityOf(string? userId, string html, string? id = null, DateTimeOffset? at = null) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "message",
        id = id ?? $"{1772463600000 + written++}",
        timestamp = (at ?? Now).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        text = html,
        from = new { id = "29:sender", name = "Somebody", aadObjectId = userId },
        conversation = new { id = "19:abc@thread.tacv2" },
    });

    /// <summary>The cards in a channel, oldest first.</summary>
    public IReadOnlyList<TeamsCard> CardsIn(string channel) =>
        [.. Teams.Newest(channel, int.MaxValue).Reverse().Select(post => new TeamsCard(post.Card!.Value))];

    /// <summary>What somebody types to enroll an applicant.</summary>
    public static string Enroll(Application who) =>
        $"enroll name: {who.MemberFullName}; email: {who.MemberEmail}; phone: {who.MemberPreferredPhone}; state: {who.MemberStateLicenseState}; "
        + $"license: {who.MemberStateLicense}; office: {who.OfficeKey}; type: {who.MemberType}; rules: {who.RulesVersion}";

    /// <summary>A member's timeline: "approval.decided by Bob Broker in form", newest first.</summary>
    public async Task<IReadOnlyList<string>> Lines(Application who) =>
        [.. (await Json(await Api.GetAsync($"/api/interactions?memberKey={who.MemberKey}"))).GetProperty("interactions").EnumerateArray()
            .Select(line => $"{line.GetProperty("type")} by {line.GetProperty("by")} in {line.GetProperty("channel")}")];

    public async Task<string> UserIdOf(string address)
    {
        using var graph = new HttpClient(Graph.CreateHandler());
        var users = await graph.GetFromJsonAsync<JsonElement>($"https://graph.microsoft.com/v1.0/users?$filter=mail eq '{address}'");
        return users.GetProperty("value")[0].GetProperty("id").GetString()!;
    }

    /// <summary>The directory's administrator takes somebody out of a group.</summary>
    public async Task TakesOut(string group, Person who)
    {
        using var graph = new HttpClient(Graph.CreateHandler());
        (await graph.DeleteAsync($"https://graph.microsoft.com/v1.0/groups/{group}/members/{await UserIdOf(who.Email)}/$ref")).EnsureSuccessStatusCode();
    }
}
