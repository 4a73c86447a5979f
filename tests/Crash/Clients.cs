using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Offices;

namespace MemberServices.Tests.Crash;

/// <summary>
/// Applicants, brokers and staff, and what they remember: it lies outside of the process. What isn't acknowledged they
/// do again.
/// </summary>
public sealed class Clients(AppProcess app)
{
    /// <summary>The case that each story was acknowledged with.</summary>
    public ConcurrentDictionary<string, string> Cases { get; } = [];

    /// <summary>What <see cref="ReadMailAsync"/> found, newest first.</summary>
    public IReadOnlyList<JsonElement> Mails { get; private set; } = [];

    public async Task ReadMailAsync() => Mails = [.. (await app.GetJsonAsync("local/inbox.json")).EnumerateArray()];

    /// <summary>Applies through the API.</summary>
    public async Task AppliesAsync(Applicant who, string story)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/enrollments") { Content = JsonContent.Create(who.Application) };
        request.Headers.Add("Idempotency-Key", $"{story} {who.Copy}");
        using var answer = Acknowledged(await app.Http.SendAsync(request));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK, $"{who.Name} applies: {answer.StatusCode} {body}");
        using var json = JsonDocument.Parse(body);
        var id = json.RootElement.GetProperty("id").GetString()!;
        Assert.Equal(id, Cases.GetOrAdd($"{story} {who.Copy}", id));
    }

    /// <summary>Applies on the page, and says in the mail that follows that it was them.</summary>
    public async Task FillsInAsync(Applicant who)
    {
        await SendFormAsync("enroll", new(who.Application.Fields()) { ["formToken"] = $"form-token-of-{who.License}" });
        await MoveClockAsync(null);
        await ReadMailAsync();
        var link = Mails.Where(m => m.GetProperty("to").GetString() == who.Application.MemberEmail).Select(m => m.GetProperty("links")[0].GetString()!)
            .First(address => address.Contains("/confirm/", StringComparison.Ordinal));
        await SendFormAsync(link, new() { ["applied"] = "yes" });
    }

    /// <summary>Opens the newest link about somebody in a broker's mail and answers.</summary>
    public async Task AnswersAsync(OfficeBroker broker, Applicant about, string decision, string reason = "", string delegateKey = "")
    {
        var mail = Mails.First(m => m.GetProperty("to").GetString() == broker.MemberEmail && m.GetProperty("text").GetString()!.Contains(about.Name));
        var text = mail.GetProperty("text").GetString()!;
        // A reminder may list several requests: each link stands below whom it is about.
        var below = text[text.IndexOf(about.Name, StringComparison.Ordinal)..];
        var link = mail.GetProperty("links").EnumerateArray().Select(each => each.GetString()!)
            .Where(below.Contains).MinBy(each => below.IndexOf(each, StringComparison.Ordinal))!;
        using (await app.Http.GetAsync(link))
        {
            await SendFormAsync(link, new() { ["decision"] = decision, ["reason"] = reason, ["delegateKey"] = delegateKey, ["confirmed"] = "yes" });
        }
    }

    public async Task IntervenesAsync(Applicant who, string intervention, int step, string? approver = null)
    {
        var body = new { by = Cast.Sarah.Email, reason = $"Call {step}", step, approverKey = approver };
        using var answer = Acknowledged(await app.Http.PostAsJsonAsync($"api/enrollments/{Cases[$"{who.Story} {who.Copy}"]}/{intervention}", body));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{intervention} for {who.Name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Somebody of the staff completes or waives an item of a checklist.</summary>
    public async Task ChecksAsync(string story, string item, string act)
    {
        using var answer = Acknowledged(await app.Http.PostAsJsonAsync(
            $"api/enrollments/{Cases[story]}/checklist/{item}/{act}", new { by = Cast.Sarah.Email, reason = "It was shown to me" }));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{act} {item} for {story}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Moves the clock, unless it is there, and runs what is due.</summary>
    public async Task MoveClockAsync(DateTimeOffset? to)
    {
        var now = (await app.GetJsonAsync("local/clock")).GetProperty("now").GetDateTimeOffset();
        var by = to is { } later && later > now ? later - now : TimeSpan.Zero;
        using var answer = Acknowledged(await app.Http.PostAsJsonAsync("local/clock", new { advance = by.ToString("c") }));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task SendFormAsync(string address, Dictionary<string, string> fields)
    {
        using var answer = Acknowledged(await app.Http.PostAsync(address, new FormUrlEncodedContent(fields)));
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{address} answers {answer.StatusCode} to {string.Join(", ", fields)}");
    }

    /// <summary>An answer that blames the server acknowledges nothing, like none.</summary>
    static HttpResponseMessage Acknowledged(HttpResponseMessage answer) =>
        (int)answer.StatusCode < 500 ? answer : throw new HttpRequestException($"{answer.RequestMessage!.RequestUri} answered {answer.StatusCode}");
}
