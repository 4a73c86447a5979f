using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Local;
using Local.Host;
using MemberServices;
using MemberServices.Links;
using MemberServices.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Links;

/// <summary>
/// Brokers approve through their links, over HTTP, in the whole app on a data folder; what an approval sets off goes on
/// meanwhile, and has a figure of its own. The clients are in the same process. Compared with the same app answering /health.
/// </summary>
static class Approvals
{
    const int Clients = 32;
    const int PerSecond = 2_000;

    static readonly KeyValuePair<string, string>[] Approve = [new("decision", "approve"), new("confirmed", "yes")];

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        var total = count ?? 4_000;
        string[] args = ["--data", folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:MemberServices=Warning"];
        await using var app = LocalHost.Build(args, typeof(App).Assembly, App.Build);
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = app.Address,
        };
        var links = await PrepareAsync(app, http, total);
        var health = new Load(_ => Send(new(HttpMethod.Get, "/health"), HttpStatusCode.OK));
        var approvals = new Load(i => Send(
            new(HttpMethod.Post, links[i]) { Content = new FormUrlEncodedContent(Approve) }, HttpStatusCode.SeeOther));
        var (warm, half) = (total / 5, total * 2 / 5);

        await health.FullSpeedAsync(0, 5_000, Clients);
        await approvals.FullSpeedAsync(0, warm, Clients);
        await SettleAsync(app);
        Console.WriteLine($"health: {await health.FullSpeedAsync(0, 20_000, Clients)}");
        Console.WriteLine($"health: {await health.RateAsync(0, half, Clients, PerSecond)}");
        Console.WriteLine($"two commits in a row, of a row each: {await TwoCommitsAsync(folder, half)}");
        Console.WriteLine($"approvals through the link: {await approvals.FullSpeedAsync(warm, half, Clients)}");
        await DrainAsync(app, half);
        Console.WriteLine($"approvals through the link: {await approvals.RateAsync(warm + half, half, Clients, PerSecond)}");
        await DrainAsync(app, half);
        Console.WriteLine($"the same decisions again, which set nothing off: {await approvals.RateAsync(warm + half, half, Clients, PerSecond)}");
        await app.StopAsync();

        void Send(HttpRequestMessage request, HttpStatusCode expected)
        {
            using (request)
            using (var answer = http.Send(request))
            {
                if (answer.StatusCode != expected)
                {
                    using var text = new StreamReader(answer.Content.ReadAsStream());
                    throw new InvalidOperationException($"Answered {answer.StatusCode}: {text.ReadToEnd()}");
                }
            }
        }
    });

    /// <summary>What no approval can do without: the same clients write twice, and wait for the disk each time.</summary>
    static async Task<string> TwoCommitsAsync(string folder, int count)
    {
        using var database = new LocalDatabase(Path.Combine(folder, "commits.db"));
        await database.WriteAsync(session => session.Execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, data TEXT)"));
        var load = new Load(_ =>
        {
            for (var i = 0; i < 2; i++)
            {
                database.WriteAsync(session => session.Execute("INSERT INTO rows (data) VALUES ('an answer, or an event')"))
                    .GetAwaiter().GetResult();
            }
        });
        return await load.RateAsync(0, count, Clients, PerSecond);
    }

    static async Task DrainAsync(LocalHost app, int count)
    {
        var seconds = await Measure.SecondsAsync(() => SettleAsync(app));
        Console.WriteLine($"until the last of those {count} is a member and welcomed: {seconds:0.0} s more, "
            + $"{Measure.ProcessorTime.TotalMicroseconds / count:n0} µs of processor time each");
    }

    /// <summary>Enrollments that wait for their broker, and a link for each.</summary>
    static async Task<IReadOnlyList<string>> PrepareAsync(LocalHost app, HttpClient http, int count)
    {
        var links = new ConcurrentBag<string>();
        var table = app.Services.GetRequiredService<LinkTable>();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        http.DefaultRequestHeaders.Add("x-functions-key", app.Key);
        var seconds = await Measure.SecondsAsync(async () =>
        {
            await Measure.ForEachAsync(count, Clients, async i =>
            {
                var applicant = Cast.Jane with { MemberEmail = $"jane{i}@example.com", MemberStateLicense = $"{200_000 + i}" };
                using var answer = await http.PostAsJsonAsync("/api/enrollments", applicant);
                var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
                var token = await table.IssueAsync(LinkPurpose.Approval, id, round: 1, Cast.Bob.MemberEmail, now.AddDays(14));
                links.Add($"/approvals/{token}");
            });
            await SettleAsync(app);
        });
        http.DefaultRequestHeaders.Clear();
        Console.WriteLine($"enrollments received, confirmed and sent to their broker: {count / seconds:n0}/s, "
            + $"{Measure.ProcessorTime.TotalMicroseconds / count:n0} µs of processor time each");
        return [.. links];
    }

    static Task SettleAsync(LocalHost app) => app.Services.GetRequiredService<LocalClock>().SettleAsync();
}
