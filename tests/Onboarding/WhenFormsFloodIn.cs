using System.Net;
using MemberServices.Onboarding.Applying;
using MemberServices.Pages;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public class WhenFormsFloodIn
{
    const string Attacker = "203.0.113.66";

    static readonly TimeSpan Soon = TimeSpan.FromMinutes(15);

    static readonly string[] OfficeKeys = [Cast.Lakeview.OfficeKey, Cast.HillCountry.OfficeKey, Cast.Solo.OfficeKey];

    /// <summary>Somebody with a mailbox, license and office of their own.</summary>
    static Application Person(string name, int number) => Cast.Jane with
    {
        MemberFullName = $"{name} {number}",
        MemberEmail = $"{name}.{number}@people.example".ToLowerInvariant(),
        MemberStateLicense = $"{300000 + (name[0] * 1000) + number}",
        OfficeKey = OfficeKeys[number % OfficeKeys.Length],
    };

    static Task<Mls> StartAsync(params string[] more) => Mls.StartAsync(["--trusted-hops", "1", .. more]);

    [Fact]
    public async Task Who_really_applies_gets_through_while_one_address_sends_as_much_as_it_may_for_hours()
    {
        await using var mls = await StartAsync("--mail-quota", "30/100");
        var flood = 0;
        var taken = 0;
        var waits = new List<TimeSpan>();
        for (var tenth = 0; tenth < 24; tenth++)
        {
            var empty = await mls.FillsIn(Cast.Jane);
            for (var i = 0; i < 40; i++)
            {
                var fields = Person("Flood", flood).Fields();
                fields["formToken"] = $"a-form-of-the-flood-{flood++}";
                taken += (await mls.SendsFrom(Attacker, empty with { Fields = fields })).Status == 303 ? 1 : 0;
            }

            if (tenth % 2 == 0 && waits.Count < 10)
            {
                var who = Person("Genuine", waits.Count);
                var address = $"198.51.100.{waits.Count + 1}";
                var sent = mls.Now;
                (await mls.SendsFrom(address, await mls.FillsIn(who))).MustBe(303);
                await mls.Advance(minutes: 5);
                (await mls.Confirms(who)).MustBe(303);
                var confirmed = mls.Now;
                await mls.Advance(minutes: 5);
                Assert.Contains(mls.Inbox(who).All, Mailbox.Has("Follow").Invoke);
                var asked = Assert.Single(mls.MailService.All, mail => mail.Subject.Contains(who.MemberFullName, StringComparison.Ordinal) && Mailbox.Has("Review")(mail));
                waits.Add(asked.At - confirmed);
                Assert.InRange(mls.Inbox(who).All[0].At - sent, TimeSpan.Zero, Soon);
            }
            else
            {
                await mls.Advance(minutes: 10);
            }
        }

        Assert.Equal(10, waits.Count);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, Soon));
        var limit = Rendering.Policies.Forms.MailsPerAddress;
        Assert.InRange(taken, limit.Count, limit.Count * ((240 / limit.Minutes) + 1));
        Assert.Equal(taken, mls.MailService.All.Count(mail => mail.To[0].StartsWith("flood", StringComparison.Ordinal)));
        TestContext.Current.SendDiagnosticMessage($"{flood} forms, {taken} taken, longest wait {waits.Max()}");
    }

    [Fact]
    public async Task All_together_use_no_more_than_their_share_in_any_hour_and_are_told_when_to_come_again()
    {
        await using var mls = await StartAsync("--mail-quota", "30/100");
        var number = 0;
        Html? refused = null;
        async Task SendsAll()
        {
            for (var address = 1; address < 9; address++)
            {
                for (var i = 0; i < 7; i++)
                {
                    var from = $"198.51.100.{address}";
                    var answer = await mls.SendsFrom(from, (await mls.FillsIn(Person("Many", number))).With("formToken", $"a-form-of-many-{number++}"));
                    refused = answer.Status == 429 ? answer : refused;
                }
            }
        }

        for (var minute = 0; minute < 90; minute += 10)
        {
            await SendsAll();
            await mls.Advance(minutes: 10);
        }

        Assert.Contains("Many people are applying just now. Please send it again in", refused!.Words);
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(61));
        var times = mls.MailService.All.Select(mail => mail.At).ToList();
        Assert.InRange(times.Count, 40, 80);
        Assert.All(times, end => Assert.InRange(times.Count(at => at <= end && at > end.AddHours(-1)), 1, 40));
        Assert.All(times, end => Assert.InRange(times.Count(at => at <= end && at > end.AddMinutes(-1)), 1, 12));
    }

    [Fact]
    public async Task Labels_and_case_are_the_same_mailbox()
    {
        await using var mls = await StartAsync();
        var limits = mls.Services.GetRequiredService<FormRateLimiter>();
        var most = Rendering.Policies.Forms.PerMailbox.Count;
        Task<FormRefusal?> Counts(string email, int number) =>
            limits.CountMailAsync(IPAddress.Parse($"198.51.100.{number}"), email, $"office-{number}", $"form-{number}");
        for (var i = 1; i <= most; i++)
        {
            Assert.Null(await Counts(i % 2 == 0 ? $"jane+{i}@example.com" : "JANE@Example.com", i));
        }

        Assert.Equal(new FormRefusal(TimeSpan.FromMinutes(60), IsEverybodys: false), await Counts("jane+last@example.com", 99));
        Assert.Null(await Counts("jane-last@example.com", 99));
    }

    [Fact]
    public async Task An_office_gets_no_more_than_its_limit_and_others_go_on()
    {
        await using var mls = await StartAsync();
        var limit = Rendering.Policies.Forms.PerOffice;
        async Task<Html> SendsTo(string office, int number) => await mls.SendsFrom(
            $"198.51.100.{(number / 5) + 1}",
            await mls.FillsIn(Person("Office", number) with { OfficeKey = office }));
        for (var i = 0; i < limit.Count; i++)
        {
            (await SendsTo("lakeview", i)).MustBe(303);
            await mls.Advance(minutes: 1);
        }

        var refused = await SendsTo("Lakeview", 98);

        refused.MustBe(429);
        Assert.Equal(TimeSpan.FromMinutes(limit.Minutes - limit.Count), refused.Response.Headers.RetryAfter!.Delta);
        (await SendsTo("solo", 99)).MustBe(303);
    }

    [Fact]
    public async Task Forms_with_errors_do_not_lock_the_mailboxs_owner_out()
    {
        await using var mls = await StartAsync();
        for (var i = 0; i < Rendering.Policies.Forms.PerMailbox.Count + 1; i++)
        {
            (await mls.SendsFrom(Attacker, await mls.FillsIn(Cast.Jane with { OfficeKey = "nowhere" }))).MustBe(400);
        }

        (await mls.SendsFrom("198.51.100.1", await mls.FillsIn(Cast.Jane))).MustBe(303);
    }

    [Fact]
    public async Task The_same_form_sent_again_counts_once()
    {
        await using var mls = await StartAsync();
        var form = await mls.FillsIn(Cast.Jane);
        for (var i = 0; i < Rendering.Policies.Forms.MailsPerAddress.Count + 1; i++)
        {
            (await mls.SendsFrom(Attacker, form)).MustBe(303);
        }

        (await mls.SendsFrom(Attacker, await mls.FillsIn(Cast.John))).MustBe(303);
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task What_is_refused_because_of_others_is_not_counted_for_who_sent_it()
    {
        await using var mls = await StartAsync("--Mail:PerHour=1");
        (await mls.SendsFrom(Attacker, await mls.FillsIn(Cast.John))).MustBe(303);
        var form = await mls.FillsIn(Cast.Jane);
        for (var i = 0; i < Rendering.Policies.Forms.MailsPerAddress.Count + 1; i++)
        {
            (await mls.SendsFrom("198.51.100.1", form)).MustBe(429);
        }

        await mls.Advance(minutes: 61);

        (await mls.SendsFrom("198.51.100.1", form)).MustBe(303);
    }

    [Fact]
    public async Task The_page_that_refuses_keeps_what_was_typed_and_lists_no_offices()
    {
        await using var mls = await StartAsync("--Mail:PerHour=1");
        (await mls.SendsFrom(Attacker, await mls.FillsIn(Cast.John))).MustBe(303);
        var form = await mls.FillsIn(Cast.Jane);

        var page = await mls.SendsFrom("198.51.100.1", form);

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Response.StatusCode);
        Assert.Equal(form.Fields, page.Form.Fields);
        Assert.Contains(Cast.Lakeview.OfficeName, page.Source);
        Assert.DoesNotContain(Cast.HillCountry.OfficeName, page.Source);
    }
}
