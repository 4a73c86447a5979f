using System.Diagnostics;
using System.Net.Http.Json;
using Local;
using Local.Host;
using MemberServices;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Interactions;
using MemberServices.Offices;
using MemberServices.Policies;
using MemberServices.Tests;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Desk;

/// <summary>
/// The staff's pages, one after the other, with 10,000 members, 600 offices, a fifth as many enrollments that are open, as many tickets, and a tenth of that as work. The
/// storage operations of each page are counted: they mustn't grow with what there is.
/// </summary>
static class StaffPages
{
    const int Offices = 600;
    const int Clients = 16;
    const int Asked = 200;

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        var members = count ?? 10_000;
        var cases = members / 5;
        string[] args =
        [
            "--data", folder, "--start", "2026-03-02T09:00:00-06:00", "--speed", "0", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:MemberServices=Error",
        ];
        await using var app = LocalHost.Build(args, typeof(App).Assembly, App.Build);
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        var (id, ticket) = await PrepareAsync(app, http, members, cases);
        await SignInAsync(http);
        Console.WriteLine($"{members:n0} members, {Offices} offices, {cases:n0} open enrollments, {cases:n0} open tickets, {cases / 10} work items; each page {Asked} times, one after the other");
        foreach (var path in new[]
        {
            "/staff", "/staff?show=all", $"/staff/cases/{id}", $"/staff/cases/{ticket}", "/staff/tickets", "/staff/tickets?show=untaken", "/staff/tickets?of=all", "/staff/tickets?of=mine", "/staff/enrollments", "/staff/enrollments?stage=broker-approval", "/staff/search?q=jane",
            "/staff/search?q=jane%20doe77", "/staff/search?q=member", "/staff/search?q=name577%20mem", "/staff/search?q=OK-500077", "/staff/offices", "/staff/offices?q=realty%20577", "/staff/offices/lakeview", "/staff/members/OK-500077", "/staff/away",
        })
        {
            await AskAsync(app, http, path);
        }
        await app.StopAsync();
    });

    static async Task AskAsync(LocalHost app, HttpClient http, string path)
    {
        for (var i = 0; i < 20; i++)
        {
            await ReadAsync(http, path);
        }
        var before = app.Machine.Meter[Metered.TableTransactions];
        await ReadAsync(http, path);
        var operations = app.Machine.Meter[Metered.TableTransactions] - before;
        var times = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await ReadAsync(http, path);
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"{path}: {operations} storage operations, median {times[times.Count / 2]:0.0} ms, 99th percentile {times[times.Count * 99 / 100]:0.0} ms");
    }

    static async Task ReadAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
    }

    static async Task<(string Enrollment, string Ticket)> PrepareAsync(LocalHost app, HttpClient http, int members, int cases)
    {
        var (table, offices, work, lines) = (
            app.Services.GetRequiredService<MemberTable>(), app.Services.GetRequiredService<OfficeTable>(), app.Services.GetRequiredService<WorkItemService>(),
            app.Services.GetRequiredService<InteractionTable>());
        var now = app.Machine.Clock.GetUtcNow();
        await Measure.ForEachAsync(Offices, Clients, i => offices.WriteAsync(Cast.Lakeview with { OfficeKey = $"office-{i}", OfficeName = $"Realty {i}" }, null));
        await Measure.ForEachAsync(members, Clients, async i =>
        {
            await table.ActivateAsync(new Member(
                $"OK-{500_000 + i}", null, $"Member Name{i}", $"member{i}@agents.example", "", $"{500_000 + i}", "OK", null, "agent", $"office-{i % Offices}", now));
            if (i == 77)
            {
                for (var line = 0; line < 1_000; line++)
                {
                    await lines.AddAsync($"OK-{500_000 + i}", new DomainEvent("mail.sent", $"line-{line}", now.AddHours(-line), $"OK-{500_000 + i}", null, "system", "email", $"Line {line}"), default);
                }
            }
        });
        http.DefaultRequestHeaders.Add("x-functions-key", app.Key);
        string? first = null, ticket = null;
        await Measure.ForEachAsync(cases, Clients, async i =>
        {
            var applicant = Cast.Jane with { MemberFullName = $"Jane Doe{i}", MemberEmail = $"jane{i}@example.com", MemberStateLicense = $"{200_000 + i}" };
            using var answer = await http.PostAsJsonAsync("/api/enrollments", applicant);
            first ??= (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString();
        });
        await Measure.ForEachAsync(cases, Clients, async i =>
        {
            using var answer = await http.PostAsJsonAsync("/api/tickets", new
            {
                fullName = $"Jane Doe{i}",
                email = $"jane{i}@example.com",
                category = "other",
                priority = "low",
                subject = $"Photos vanish from listing {i}",
                text = "Six of them are gone.",
            });
            ticket ??= (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString();
        });
        http.DefaultRequestHeaders.Clear();
        await Measure.ForEachAsync(cases / 10, Clients, async i => await work.OpenAsync(
            new WorkItem($"work.{i}", StaffRoles.Level1, $"Call the broker of Jane Doe{i}", now.AddHours(i), null, null, now)));
        await app.Machine.Clock.SettleAsync();
        return (first!, ticket!);
    }

    static async Task SignInAsync(HttpClient http)
    {
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var page = await http.GetStringAsync("/.auth/login/aad?post_login_redirect_uri=%2Fstaff");
        var user = page.Split("<button ").Single(each => each.Contains(">Sarah Lindqvist<", StringComparison.Ordinal)).Split("value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("user", user), new("back", "/staff")]);
        using var answer = await http.PostAsync("/.auth/login/aad", form);
    }
}
