using MemberServices.Cases;
using MemberServices.Contacts;
using MemberServices.Onboarding.Applying;
using MemberServices.Surveys;
using MemberServices.Surveys.Choosing;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Surveys;

/// <summary>
/// A year of closings by chance, several of a person's at once, with reminders, calls and notices between them. SURVEY_SEED tells another one,
/// SURVEY_CLOSINGS a longer.
/// </summary>
public sealed class WhoeverIsAskedMeanwhile
{
    static readonly TimeSpan Window = TimeSpan.FromDays(30);

    [Fact]
    public async Task Nobody_is_surveyed_twice_in_thirty_days_or_come_to_more_often_than_four_times()
    {
        var random = new Random(int.TryParse(Environment.GetEnvironmentVariable("SURVEY_SEED"), out var seed) ? seed : 1);
        var closings = int.TryParse(Environment.GetEnvironmentVariable("SURVEY_CLOSINGS"), out var many) ? many : 1_000;
        await using var mls = await Mls.StartAskingAsync();
        var people = Enumerable.Range(0, Math.Max(20, closings / 40)).Select(i => Cast.Jane with { MemberFullName = $"Member {Letters(i)}", MemberEmail = $"m{i}@example.com", MemberStateLicense = $"{500_000 + i}" }).ToList();
        foreach (var person in people)
        {
            await mls.IsMember(person);
        }
        var (permission, policy) = (mls.Services.GetRequiredService<SurveyPermission>(), mls.Services.GetRequiredService<SurveyPolicy>());
        var calendar = mls.Services.GetRequiredService<MemberServices.Calendar.NamedCalendars>().Default.Policy;
        var asked = new List<(string Person, DateTimeOffset At)>();
        var contacts = new List<(string Person, DateTimeOffset At)>();
        var refusals = new HashSet<string>();

        foreach (var day in Enumerable.Range(0, closings).GroupBy(_ => random.Next(365)).OrderBy(day => day.Key))
        {
            var all = day.Select(i => (Number: i, Who: people[random.Next(people.Count)], At: mls.Now.AddDays(day.Key).AddMinutes(random.Next(600)), Others: random.Next(3))).OrderBy(each => each.At).ToList();
            // Those of one day are decided at the same time, in whatever order.
            foreach (var (each, because, others) in await Task.WhenAll(all.Select(DecideAsync)))
            {
                if (because is null)
                {
                    asked.Add((each.Who.MemberKey, each.At));
                    contacts.Add((each.Who.MemberKey, each.At));
                }
                else
                {
                    refusals.Add(because);
                }
                contacts.AddRange(others.Select(at => (each.Who.MemberKey, at)));
            }
        }

        Assert.All(asked.GroupBy(each => each.Person), person => Assert.All(
            person.Select(each => each.At).Order().Pairwise(), pair => Assert.True(pair.Next - pair.First >= Window)));
        Assert.All(contacts.GroupBy(each => each.Person), person => Assert.All(
            person, each => Assert.InRange(person.Count(other => other.At <= each.At && other.At > each.At - Window), 1, 4)));
        Assert.Superset(new HashSet<string> { SurveyPermission.AskedLately, SurveyPermission.NoBudget }, refusals);
        Assert.InRange(asked.Count, people.Count, people.Count * 13);

        async Task<((int Number, Application Who, DateTimeOffset At, int Others) Closing, string? Because, IReadOnlyList<DateTimeOffset> Others)> DecideAsync((int Number, Application Who, DateTimeOffset At, int Others) each)
        {
            var service = Service.OfCall("/phone", $"call-{each.Number}", each.At, null);
            var person = new SurveyedPerson(each.Who.MemberKey, each.Who.MemberFullName, each.Who.MemberEmail, "America/Chicago");
            var record = new CaseRecord<SurveyOpened, NoOutcome>(CaseId.New(CaseKind.Survey), new SurveyOpened(service, person, each.At, each.At, policy, calendar), null, [], [], [], []);
            var because = await permission.RefusalAsync(record, $"survey-{each.Number}", each.At, isContact: true);
            var others = new List<DateTimeOffset>();
            for (var i = 0; i < each.Others; i++)
            {
                if (await mls.Budget.TrySpendAsync(Contacted.Mailbox(each.Who.MemberEmail), $"notice-{each.Number}-{i}", each.At))
                {
                    others.Add(each.At);
                }
            }
            return (each, because, others);
        }
    }

    static string Letters(int number) => $"{(char)('A' + number / 26 / 26 % 26)}{(char)('A' + number / 26 % 26)}{(char)('A' + number % 26)}";
}

static class Pairs
{
    /// <summary>Each with the one after it.</summary>
    public static IEnumerable<(T First, T Next)> Pairwise<T>(this IEnumerable<T> all) => all.Zip(all.Skip(1));
}
