using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Local.Systems;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Crash;

/// <summary>
/// People apply over two months with the stages that come with the app. Brokers, staff and other systems answer at random, one way or
/// the other, twice or never, while the directory fails now and then and the app is killed. A year later all must be settled.
/// </summary>
sealed class EnrollmentsOfAYear(DirectoryInfo folder, int people, int kills, int seed)
{
    const int DaysOfApplying = 60, Days = 365, Sharing = 10;

    static readonly string[] Items = ["orientation-class", "rules-quiz", "data-license"];
    static readonly string[] DirectoryCalls = ["POST /v1.0/invitations", "POST /v1.0/groups", "DELETE /v1.0/groups", "DELETE /v1.0/users"];
    static readonly string[] ByStaff = ["withdraw", "resend", "retry", "skip", "revoke", "correct"];

    readonly Random random = new(seed);
    readonly HashSet<string> cases = [], live = [];
    readonly List<string> log = [$"CASE_SEED={seed}"];

    Mls mls = null!;

    /// <returns>How many cases ended in each way.</returns>
    public async Task<IReadOnlyDictionary<EnrollmentEnd, int>> RunAsync()
    {
        var killed = Enumerable.Range(0, kills).Select(_ => random.Next(1, Days)).ToHashSet();
        mls = await Mls.StartAsync(folder.CreateSubdirectory("0"), Mls.WithoutSurveys);
        try
        {
            for (var day = 0; day < Days; day++)
            {
                Vary();
                await Task.WhenAll([.. Applying(day), .. Acting()]);
                // What was acknowledged, or has begun, isn't waited for.
                if (killed.Contains(day))
                {
                    mls = await mls.IsKilled(new DirectoryInfo(Path.Combine(folder.FullName, $"{day + 1}")), Mls.WithoutSurveys);
                }
                await mls.Advance(days: 1);
            }
            await CalmDownAsync();
            return await CheckAsync();
        }
        finally
        {
            await mls.DisposeAsync();
        }
    }

    /// <summary>What other systems and the directory do today.</summary>
    void Vary()
    {
        foreach (var system in Counterpart.All)
        {
            mls.Systems[system.Id] = random.Next(10) switch { < 7 => Behavior.Answers, 7 => Behavior.Refuses, _ => Behavior.IsSilent };
        }
        mls.Graph.Faults.Clear();
        if (random.Next(5) == 0)
        {
            mls.Graph.Faults.Refuse(random.GetItems([403, 429, 503], 1)[0], random.Next(1, 6), on: DirectoryCalls[random.Next(DirectoryCalls.Length)]);
        }
    }

    /// <summary>All are there again and answer; time enough for every wait.</summary>
    async Task CalmDownAsync()
    {
        mls.Graph.Faults.Clear();
        foreach (var system in Counterpart.All)
        {
            mls.Systems[system.Id] = Behavior.Answers;
        }
        foreach (var request in mls.Systems.Requests(int.MaxValue).Where(request => request.Said != request.Counterpart.Done))
        {
            await mls.Systems.AnswerAsync(request.Number, Behavior.Answers);
        }
        await mls.Advance(days: 60);
    }

    IEnumerable<Task> Applying(int day) => Enumerable.Range(0, people)
        .Where(number => day < DaysOfApplying && (number % DaysOfApplying == day || random.Next(200) == 0))
        .Select(number => AppliesAsync(Person(number)));

    IEnumerable<Task> Acting()
    {
        var (all, open) = (cases.ToList(), live.ToList());
        return Enumerable.Range(0, open.Count / 2).Select(number => number % 10 == 0 ? all[random.Next(all.Count)] : open[random.Next(open.Count)]).Select(id => random.Next(20) switch
        {
            < 6 => StepsInAsync(id, "approve-on-behalf"),
            < 8 => StepsInAsync(id, ByStaff[random.Next(ByStaff.Length)]),
            < 9 => AnswersAsync(),
            < 10 => SystemAnswersAsync(),
            < 18 => ChecksAsync(id, Items[random.Next(Items.Length)], "complete"),
            _ => ChecksAsync(id, Items[random.Next(Items.Length)], random.Next(2) == 0 ? "waive" : "reopen"),
        });
    }

    async Task AppliesAsync(Application who)
    {
        using var answer = await mls.SendsToTheApi(who);
        if (answer.IsSuccessStatusCode && (await Mls.Json(answer)).GetProperty("id").GetString() is { } id)
        {
            lock (cases)
            {
                cases.Add(id);
                live.Add(id);
            }
        }
        Assert.True((int)answer.StatusCode is < 500 or 503, $"{string.Join('\n', log)}\n{who.MemberFullName} applies: {(int)answer.StatusCode}");
    }

    Task ChecksAsync(string id, string item, string act) => StepsInAsync(id, $"checklist/{item}/{act}");

    async Task StepsInAsync(string id, string what)
    {
        var body = new { by = Cast.Sarah.Email, reason = $"Asked on {mls.Now:O}", memberPreferredPhone = what == "correct" ? $"512-555-{random.Next(100, 200):0000}" : null };
        using var answer = await mls.Api.PostAsJsonAsync($"/api/enrollments/{id}/{what}", body);
        lock (cases)
        {
            log.Add($"{mls.Now:s} {id} {what}: {(int)answer.StatusCode}");
            if (answer.StatusCode == HttpStatusCode.Gone)
            {
                live.Remove(id);
            }
        }
        Assert.True((int)answer.StatusCode is < 500 or 503, $"{string.Join('\n', log)}\n{await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The broker answers by the newest link.</summary>
    async Task AnswersAsync()
    {
        if (mls.Inbox(Cast.Bob).All.LastOrDefault(mail => Mailbox.Has("Review")(mail)) is { } mail
            && await mls.Opens(mail.Link("Review")) is { Status: 200 } page && page.Source.Contains("name=\"decision\"", StringComparison.Ordinal))
        {
            await mls.Sends(random.Next(3) == 0 ? page.Form.Choosing("decline").With("reason", "Not with us") : page.Form.Choosing("approve"));
        }
    }

    /// <summary>A system says something to a request of the past: again, or otherwise.</summary>
    async Task SystemAnswersAsync()
    {
        if (mls.Systems.Requests(20) is { Count: > 0 } requests)
        {
            await mls.Systems.AnswerAsync(requests[random.Next(requests.Count)].Number, random.Next(3) == 0 ? Behavior.Refuses : Behavior.Answers);
        }
    }

    async Task<IReadOnlyDictionary<EnrollmentEnd, int>> CheckAsync()
    {
        var wrong = new List<string>();
        var all = new List<EnrollmentView>();
        foreach (var id in cases)
        {
            all.Add(await mls.Enrollment(id));
        }
        wrong.AddRange(all.Where(each => each.End is null).Select(each => $"{each.Id} is still in {each.Stage}"));
        var completed = all.Where(each => each.End?.End == EnrollmentEnd.Completed).ToList();

        var holders = completed.ToLookup(each => each.Applicant.MemberEmail);
        foreach (var mailbox in Enumerable.Range(0, people).Select(number => Person(number).MemberEmail).Distinct())
        {
            var (users, wanted) = (await mls.UsersWith(mailbox), holders[mailbox].Any() ? 1 : 0);
            wrong.AddRange(users == wanted ? [] : [$"{mailbox} has {users} users in the directory instead of {wanted}"]);
        }

        var members = mls.Services.GetRequiredService<MemberTable>();
        foreach (var license in all.GroupBy(each => each.Applicant.MemberKey))
        {
            var (held, member) = (license.Count(each => each.End?.End == EnrollmentEnd.Completed), await members.FindAsync(license.Key));
            wrong.AddRange(held == (member is { IsActive: true } ? 1 : 0) ? [] : [$"{license.Key} was completed {held} times, and is {(member is { IsActive: true } ? "active" : "not active")}"]);
        }

        // What each system was asked last is done: everything was taken back of whoever isn't a member, and nothing of whoever is.
        foreach (var last in mls.Systems.Requests(int.MaxValue).Where(request => request.Counterpart.Id != "finance").GroupBy(request => (request.Case, request.Counterpart.Id)).Select(group => group.MaxBy(request => request.Number)!))
        {
            var isMember = completed.Any(each => each.Id.ToString() == last.Case);
            var isGranted = last.Type is "provisioning.requested" or "access.restored";
            wrong.AddRange(isMember == isGranted ? [] : [$"{last.Counterpart.Id} was last asked for {last.Type} of {last.Case}, which {(isMember ? "is" : "isn't")} a member's"]);
        }

        wrong.AddRange(mls.DeadLetters(Bus.Commands).Select(letter => $"dead letter: {letter.Reason}"));
        using var stuck = JsonDocument.Parse(await mls.Api.GetStringAsync("/api/ops/stuck"));
        wrong.AddRange(stuck.RootElement.GetProperty("cases").EnumerateArray().Select(each => $"stuck: {each}"));
        Assert.True(wrong.Count == 0, $"{string.Join('\n', log.Take(1))}\n{string.Join('\n', wrong)}");
        return all.CountBy(each => each.End!.End).ToDictionary();
    }

    /// <summary>Every tenth shares a mailbox with the one before.</summary>
    static Application Person(int number) => Cast.Jane with
    {
        MemberFullName = $"Agent {new string([.. $"{number}".Select(digit => (char)('a' + digit - '0'))])}",
        MemberStateLicense = $"{500_000 + number}",
        MemberEmail = $"agent{(number % Sharing == Sharing - 1 ? number - 1 : number)}@agents.example",
        OfficeKey = number % 4 == 0 ? Cast.HillCountry.OfficeKey : Cast.Lakeview.OfficeKey,
    };
}
