using FsCheck;
using FsCheck.Fluent;
using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Policies;
using MemberServices.Surveys;
using MemberServices.Surveys.Choosing;
using NodaTime;

namespace MemberServices.Tests.Surveys;

/// <summary>Who is asked, when a mail may arrive, and where a log leads: pure rules, whatever comes.</summary>
public sealed class WhateverIsSampled
{
    static readonly PolicyFile Policies = PolicyReader.Load(Path.Combine(Repository.Root, "policies.json"));

    /// <summary>The zones of the states and territories, those without daylight saving among them.</summary>
    static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "America/Adak", "Pacific/Honolulu",
        "America/Puerto_Rico", "Pacific/Guam", "America/Indiana/Indianapolis", "America/Boise",
    ];

    /// <summary>Standard deviations within which a share is: a sound one leaves them once in two billion runs, and the hash is the same in each.</summary>
    const double Bound = 6;

    [Theory]
    [InlineData(50)]
    [InlineData(20)]
    [InlineData(3)]
    public void The_share_of_twenty_thousand_closings_is_within_the_binomial_bound_in_both_samples(int percent)
    {
        var closings = Enumerable.Range(0, 20_000).Select(i => (Service: $"ticket:TK-{i:D6}:1", Person: $"TX-{i % 900:D6}")).ToList();
        var first = closings.Where(each => Sampling.IsAsked(each.Service, each.Person, percent)).ToList();
        var both = first.Where(each => Sampling.IsCalled(each.Service, each.Person, percent)).ToList();

        Within(first.Count, closings.Count, percent);
        // The second doesn't follow the first.
        Within(both.Count, first.Count, percent);
        Assert.Equal(first, closings.Where(each => Sampling.IsAsked(each.Service, each.Person, percent)));
    }

    [Fact]
    public void None_is_none_all_are_all_and_a_larger_share_has_the_smaller_in_it()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var service = $"call:{i}";
            Assert.False(Sampling.IsAsked(service, "TX-1", 0));
            Assert.True(Sampling.IsAsked(service, "TX-1", 100));
            Assert.True(!Sampling.IsAsked(service, "TX-1", 30) || Sampling.IsAsked(service, "TX-1", 60));
        }
    }

    [Fact]
    public void A_mail_arrives_between_eight_and_eight_of_its_reader_s_clock_also_when_the_clock_changes()
    {
        // Every half hour of the days around both changes of 2026, and a year by steps that meet every minute of the hour.
        var around = new[] { new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 30, 0, 0, 0, TimeSpan.Zero) }
            .SelectMany(from => Enumerable.Range(0, 5 * 48).Select(i => from.AddMinutes(30 * i)));
        var year = Enumerable.Range(0, 365 * 24 * 60 / 613).Select(i => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(613 * i));
        foreach (var zone in Zones)
        {
            var hours = new SendingHours(zone, 8, 20);
            foreach (var at in around.Concat(year))
            {
                var arrives = hours.NextOpen(at);
                var local = Instant.FromDateTimeOffset(arrives).InZone(DateTimeZoneProviders.Tzdb[zone]);
                Assert.True(local.Hour is >= 8 and < 20 && arrives >= at && arrives - at <= TimeSpan.FromHours(13), $"{at:O} in {zone}: {local}");
                Assert.Equal(arrives, hours.NextOpen(arrives));
                // Not later than it need be.
                Assert.True(arrives == at || local is { Hour: 8, Minute: 0, Second: 0 }, $"{at:O} in {zone}: {local}");
            }
        }
    }

    static readonly SurveyOpened Opened = new(
        Service.OfCall("phone", "1", Mls.MondayMorning, "Sarah"), new SurveyedPerson("TX-1", "Jane", "jane@example.com", "America/Chicago"), Mls.MondayMorning, Mls.MondayMorning.AddMinutes(5),
        Policies.Surveys, Policies.Calendars.Named[Policies.Calendars.Default].ToPolicy());

    static Gen<CaseEntry> Entry =>
        from minutes in Gen.Choose(0, 60 * 24 * 60)
        from kind in Gen.Elements(
            SurveyChanges.Shown, SurveyChanges.Asked, SurveyChanges.Reminded, SurveyChanges.Listed, SurveyChanges.Closed, SurveyChanges.Answered, SurveyChanges.Recovered, SurveyChanges.AskedAgain,
            SurveyChanges.SaidBetter)
        from score in Gen.Choose(1, 5)
        from because in Gen.Elements(null, null, SurveyPermission.NoBudget)
        select CaseEntry.Of<object>(
            kind, Mls.MondayMorning.AddMinutes(minutes), Actor.Timer, Channel.System,
            kind switch
            {
                SurveyChanges.Answered => new SurveyAnswer(score, score),
                SurveyChanges.Recovered => new SurveyRecovery("Called"),
                SurveyChanges.SaidBetter => new BetterAnswer(score > 2),
                _ => new SurveyMark(because),
            });

    static Gen<CaseEntry[]> Log => from entries in Gen.ArrayOf(Entry)
                                   select entries.OrderBy(entry => entry.At).Select((entry, i) => entry with { Number = i + 1 }).ToArray();

    [Fact]
    public void What_comes_again_changes_nothing() => Prop.ForAll(Arb.From(Log), log =>
    {
        var once = SurveyState.Fold(Opened, log);
        var twice = SurveyState.Fold(Opened, log.Concat(log.Where(entry => entry.Kind != SurveyChanges.Answered).Select(entry => entry with { Number = entry.Number + log.Length })));
        return once == twice;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_answer_is_changed_within_its_hours_alone() => Prop.ForAll(Arb.From(Log), log =>
    {
        var answers = log.Where(entry => entry.Kind == SurveyChanges.Answered).ToList();
        var state = SurveyState.Fold(Opened, log);
        return answers.Count == 0 ? state.Answer is null
            : state.Answer!.At == answers[0].At && state.Answer.What == answers.Last(entry => entry == answers[0] || entry.At < answers[0].At.AddHours(24)).Read<SurveyAnswer>();
    }).QuickCheckThrowOnFailure();

    /// <summary>Whatever was answered when: following the timers comes to an end, and no timer is due twice.</summary>
    [Fact]
    public void What_it_does_by_itself_comes_to_an_end() => Prop.ForAll(Arb.From(Gen.Choose(0, 70 * 24)), Arb.From(Gen.Choose(1, 5)), (hours, score) =>
    {
        var (log, now, answerAt) = (new List<CaseEntry>(), Opened.OpenedAt, Opened.OpenedAt.AddHours(hours));
        var kinds = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var state = SurveyState.Fold(Opened, log);
            var timer = SurveyTimers.Next(Opened, state, now);
            var next = timer?.At ?? DateTimeOffset.MaxValue;
            if (state.Answer is null && answerAt < next && !state.IsOver(Opened, answerAt))
            {
                now = answerAt;
                Add(SurveyChanges.Answered, new SurveyAnswer(score, score));
                if (score <= 2)
                {
                    now = now.AddHours(3);
                    Add(SurveyChanges.Recovered, new SurveyRecovery("Called"));
                }
                answerAt = DateTimeOffset.MaxValue;
                continue;
            }
            if (timer is null)
            {
                break;
            }
            now = timer.At;
            kinds.Add(timer.Kind);
            Add(timer.Kind, new SurveyMark());
        }
        return kinds.Distinct().Count() == kinds.Count && SurveyState.Fold(Opened, log).EndsAt(Opened) is not null;

        void Add<T>(string kind, T what) => log.Add(CaseEntry.Of(kind, now, Actor.Timer, Channel.System, what) with { Number = log.Count + 1 });
    }).QuickCheckThrowOnFailure();

    static void Within(int hits, int of, int percent)
    {
        var (mean, deviation) = (of * percent / 100.0, Math.Sqrt(of * percent / 100.0 * (1 - percent / 100.0)));
        Assert.InRange(hits, mean - Bound * deviation, mean + Bound * deviation);
    }
}
