using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Local;
using Local.Email;
using Local.Host;
using Local.Systems;
using MemberServices;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests;

namespace Benchmarks.Cost;

enum Decision
{
    Approve,
    HandOver,
    Decline,
}

/// <summary>The app in memory, its clock standing, and the people who use its pages.</summary>
sealed partial class Site : IAsyncDisposable
{
    /// <summary>A Monday, 9 o'clock in Chicago.</summary>
    const string Start = "2026-03-02T09:00:00-06:00";

    readonly LocalHost app;
    readonly HttpClient http;
    readonly List<string> cases = [];

    Site(LocalHost app)
    {
        this.app = app;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public DateTimeOffset Now => app.Machine.Clock.GetUtcNow();

    public Usage Usage => Usage.Of(app.Machine.Meter);

    /// <summary>Applicants who weren't told an end.</summary>
    public int Unfinished => cases.Count(address => !Mails(address).Any(mail => mail.Links.Any(link =>
        link.Label.Contains("See what was done", StringComparison.Ordinal) || link.Label.Contains("apply again", StringComparison.OrdinalIgnoreCase))));

    public static async Task<Site> StartAsync()
    {
        var app = LocalHost.Build(
            ["--memory", "--start", Start, "--speed", "0", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:MemberServices=Error"],
            typeof(App).Assembly,
            App.Build);
        await app.StartAsync();
        await app.Machine.Clock.SettleAsync();
        return new Site(app);
    }

    public Task PassAsync(int days) => app.Machine.Clock.AdvanceAsync(TimeSpan.FromDays(days));

    /// <summary>Somebody fills in the form, confirms in the mail that it is theirs, and looks how it is doing.</summary>
    public async Task<Application> AppliesAsync(int number)
    {
        var who = Cast.Jane with { MemberEmail = $"jane{number}@example.com", MemberStateLicense = $"{200_000 + number}" };
        await SendsAsync(new Uri("/enroll", UriKind.Relative), who.Fields());
        await SendsAsync(Link(who.MemberEmail, "Open the application"), new() { ["applied"] = "yes" });
        cases.Add(who.MemberEmail);
        await OpensAsync(Link(who.MemberEmail, "Follow"));
        return who;
    }

    /// <summary>Whoever was asked last decides on the page behind the link.</summary>
    public async Task AnswersAsync(Application about, Decision decision)
    {
        var broker = new[] { Cast.Bob, Cast.Dana }.MaxBy(each => Requests(each, about).Select(mail => mail.At).DefaultIfEmpty().Max())!;
        Dictionary<string, string> answer = decision switch
        {
            Decision.Approve => new() { ["decision"] = "approve" },
            Decision.HandOver => new() { ["decision"] = "hand-over", ["delegateKey"] = Cast.Dana.MemberKey },
            _ => new() { ["decision"] = "decline", ["reason"] = "She left in May" },
        };
        answer["confirmed"] = "yes";
        await SendsAsync(Requests(broker, about).Last().Link("Review"), answer);
    }

    /// <summary>Finance and the other systems have answered a day later. The class is attended after a week, the quiz is recorded a week after that.</summary>
    public async Task DoesChecklistAsync(Application who)
    {
        await PassAsync(days: 8);
        await app.Machine.Part<Counterparts>().AttendAsync(who.MemberKey, "ORIENTATION");
        await PassAsync(days: 7);
        var number = Reference().Match(Mails(who.MemberEmail)[^1].Text).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/enrollments/{number}/checklist/rules-quiz/complete")
        {
            Content = JsonContent.Create(new { by = Cast.Sarah.Email }),
            Headers = { { "x-functions-key", app.Key } },
        };
        using var answer = await http.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"The quiz of {number}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}.");
        }

        await app.Machine.Clock.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    IReadOnlyList<Mail> Mails(string address) => app.Machine.Part<Inbox>().To(address);

    List<Mail> Requests(OfficeBroker broker, Application about) =>
        [.. Mails(broker.MemberEmail).Where(mail => mail.Text.Contains(about.MemberStateLicense) && mail.Links.Any(link => link.Label.Contains("Review")))];

    Uri Link(string address, string label) => Mails(address).Last(mail => mail.Links.Any(link => link.Label.Contains(label))).Link(label);

    async Task<string> OpensAsync(Uri page)
    {
        using var answer = await http.GetAsync(page);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"{page} answers {answer.StatusCode}.");
    }

    /// <summary>Opens a page and sends its form, with what it hides.</summary>
    async Task SendsAsync(Uri page, Dictionary<string, string> fields)
    {
        foreach (Match hidden in HiddenField().Matches(await OpensAsync(page)))
        {
            fields.TryAdd(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        }

        using var answer = await http.PostAsync(page, new FormUrlEncodedContent(fields));
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"{page} answers {answer.StatusCode} to {JsonSerializer.Serialize(fields)}.");
        }

        await app.Machine.Clock.SettleAsync();
    }

    [GeneratedRegex("^Reference: (\\S+)\\s*$", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
