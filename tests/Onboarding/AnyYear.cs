using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Members;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

/// <summary>
/// A random year of a few people, two of whom share a mailbox: they apply, are approved, corrected, withdrawn and revoked, some of it
/// at the same moment, while the directory fails now and then. What must hold is looked at after each day, and in the end.
/// </summary>
sealed class AnyYear(Mls mls, int seed)
{
    const int Days = 25;

    static readonly string[] Mailboxes = ["p1@agents.example", "p2@agents.example", "p3@agents.example"];

    static readonly string[] DirectoryCalls = ["POST /v1.0/invitations", "POST /v1.0/groups", "DELETE /v1.0/groups", "DELETE /v1.0/users"];

    readonly Random random = new(seed);
    readonly List<string> cases = [];
    readonly List<string> log = [$"CASE_SEED={seed}"];

    public async Task RunAsync()
    {
        // Who steps in is known before the directory fails.
        await StepsInAsync("EN-222222", "withdraw");
        for (var day = 0; day < Days; day++)
        {
            if (random.Next(3) == 0)
            {
                mls.Graph.Faults.Refuse(random.GetItems([403, 429, 503], 1)[0], random.Next(1, 6), on: DirectoryCalls[random.Next(DirectoryCalls.Length)]);
            }
            await Task.WhenAll(Enumerable.Range(0, random.Next(1, 4)).Select(_ => ActsAsync()));
            await mls.Settle();
            await LicensesAreSharedByNoTwoAsync();
            await mls.Advance(TimeSpan.FromHours(random.Next(0, 60)));
        }
        mls.Graph.Faults.Clear();
        await mls.Advance(days: 60);
        await AllHaveEndedAsync();
        await UsersAreThereWhileSomebodyHoldsThemAsync();
        await LicensesAreFreeAsync();
    }

    Task ActsAsync() => random.Next(10) switch
    {
        < 3 => AppliesAsync(AnyPerson()),
        3 => StepsInAsync(AnyCase(), "withdraw"),
        4 => StepsInAsync(AnyCase(), "revoke"),
        5 => StepsInAsync(AnyCase(), "retry"),
        6 => CorrectsAsync(AnyCase()),
        _ => StepsInAsync(AnyCase(), "approve-on-behalf"),
    };

    async Task AppliesAsync(Application who)
    {
        using var answer = await mls.SendsToTheApi(who);
        var text = await answer.Content.ReadAsStringAsync();
        lock (log)
        {
            log.Add($"{mls.Now:s} {who.MemberStateLicense} {who.MemberEmail} {who.OfficeKey} applies: {(int)answer.StatusCode} {text}");
            if (answer.IsSuccessStatusCode && JsonElement.Parse(text).GetProperty("id").GetString() is { } id && !cases.Contains(id))
            {
                cases.Add(id);
            }
        }
    }

    async Task CorrectsAsync(string id)
    {
        var email = Mailboxes[random.Next(Mailboxes.Length)];
        var license = $"{random.Next(1, 4)}0000";
        await StepsInAsync(id, "correct", random.Next(3) == 0 ? ("memberStateLicense", license) : ("memberEmail", email));
        var answer = random.Next(4) > 0 ? "yes" : "no";
        if (Mailbox.Has("Answer the question") is var asks && mls.Inbox(email).All.Any(mail => asks(mail)))
        {
            var page = await mls.Opens(mls.Inbox(email).Link("Answer the question"));
            if (page.Status == 200 && page.Source.Contains("<form", StringComparison.Ordinal))
            {
                await mls.Sends(page.Form.With("theirs", answer));
            }
        }
    }

    async Task StepsInAsync(string id, string what, (string Field, string Value)? more = null)
    {
        var body = new Dictionary<string, string> { ["by"] = Cast.Sarah.Email, ["reason"] = $"Asked on {mls.Now:O}" };
        if (more is { } field)
        {
            body[field.Field] = field.Value;
        }
        using var answer = await mls.Api.PostAsJsonAsync($"/api/enrollments/{id}/{what}", body);
        lock (log)
        {
            log.Add($"{mls.Now:s} {id} {what} {more}: {(int)answer.StatusCode}");
        }
        Assert.True((int)answer.StatusCode is < 500 or 503, Story("An intervention failed."));
    }

    async Task LicensesAreSharedByNoTwoAsync()
    {
        foreach (var license in (await AllAsync()).Where(each => each.End is null).GroupBy(each => each.Applicant.MemberKey))
        {
            Assert.True(license.Count() == 1, Story($"Two live cases have the license {license.Key}: {string.Join(", ", license.Select(each => each.Id))}."));
        }
    }

    async Task AllHaveEndedAsync()
    {
        var live = (await AllAsync()).FirstOrDefault(each => each.End is null);
        Assert.True(live is null, Story($"{live?.Id} has not ended."));
    }

    async Task UsersAreThereWhileSomebodyHoldsThemAsync()
    {
        var holders = (await AllAsync()).Where(each => each.End!.End == EnrollmentEnd.Completed).ToLookup(each => each.Applicant.MemberEmail);
        foreach (var mailbox in Mailboxes)
        {
            var users = await mls.UsersWith(mailbox);
            Assert.True(users == (holders[mailbox].Any() ? 1 : 0), Story($"{mailbox} has {users} users and {holders[mailbox].Count()} holders."));
        }
    }

    async Task LicensesAreFreeAsync()
    {
        var members = mls.Services.GetRequiredService<MemberTable>();
        var completed = (await AllAsync()).Where(each => each.End!.End == EnrollmentEnd.Completed).ToList();
        foreach (var number in Enumerable.Range(1, 3))
        {
            var who = Person(number);
            var held = completed.Count(each => each.Applicant.MemberKey == who.MemberKey);
            var isMember = await members.FindAsync(who.MemberKey, TestContext.Current.CancellationToken) is { IsActive: true };
            using var again = await mls.SendsToTheApi(who);
            Assert.True((held, isMember, again.IsSuccessStatusCode) is (1, true, false) or (0, false, true),
                Story($"{who.MemberKey}: {held} completed, active {isMember}, applying again {(int)again.StatusCode}."));
        }
    }

    async Task<List<EnrollmentView>> AllAsync()
    {
        var all = new List<EnrollmentView>();
        foreach (var id in cases)
        {
            all.Add(await mls.Enrollment(id));
        }
        return all;
    }

    Application AnyPerson() => Person(random.Next(1, 4)) with { OfficeKey = random.Next(4) == 0 ? "hill-country" : "lakeview" };

    /// <summary>The first two have one mailbox.</summary>
    static Application Person(int number) => Cast.Jane with
    {
        MemberFullName = $"Person {(char)('A' + number)}",
        MemberStateLicense = $"{number}0000",
        MemberEmail = Mailboxes[Math.Max(0, number - 2)],
    };

    string AnyCase() => cases.Count == 0 ? "EN-222222" : cases[random.Next(cases.Count)];

    string Story(string what) => $"{what}\n{string.Join('\n', log)}";
}
