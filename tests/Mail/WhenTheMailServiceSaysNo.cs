using Local.Email;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Tests.Mail;

public class WhenTheMailServiceSaysNo
{
    static OutgoingEmail[] Letters(int count) => [.. Enumerable.Range(1, count).Select(n => Mls.LetterToJane($"case-{n}.welcome"))];

    /// <summary>What came after the wait: some may be on their way at the moment of the refusal.</summary>
    static IReadOnlyList<Local.Email.Mail> Late(Mls mls) => [.. mls.MailService.All.Where(mail => mail.At > Mls.MondayMorning)];

    [Fact]
    public async Task A_letter_waits_as_long_as_it_was_told_to()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10));

        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(minutes: 10);
        Assert.Equal(0, mls.MailService.Count);
        await mls.Advance(minutes: 1);

        Assert.Equal(1, mls.MailService.Count);
        Assert.Equal(["mail.sent"], await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task Other_letters_do_not_ask_before_that_time()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10));
        await mls.Sends(Mls.LetterToJane("case-1.welcome"));

        // Whoever asks now is refused for good.
        mls.MailService.Faults.Refuse(400);
        await mls.Sends(Mls.LetterToJane("case-2.welcome"));
        await mls.Advance(minutes: 9);
        mls.MailService.Faults.Clear();
        await mls.Advance(minutes: 5);

        Assert.Equal(2, mls.MailService.Count);
    }

    [Fact]
    public async Task Letters_that_wait_do_not_all_come_back_in_the_same_second()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10));

        await mls.Sends(Letters(10));
        await mls.Advance(minutes: 30);

        Assert.Equal(10, mls.MailService.Count);
        Assert.InRange(Late(mls).Count, 2, 10);
        Assert.Equal(Late(mls).Count, Late(mls).Select(mail => mail.At).Distinct().Count());
    }

    [Fact]
    public async Task Letters_of_cases_go_before_those_that_answer_an_unconfirmed_form_however_many_those_are()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10));
        var firsts = Enumerable.Range(1, 20).Select(n => Mls.LetterToJane($"first-{n}", "First") with { IsUnconfirmed = true });

        await mls.Sends([.. firsts, .. Letters(5)]);
        await mls.Advance(hours: 2);

        var order = Late(mls).Select(mail => mail.Subject).ToList();
        Assert.Equal(25, mls.MailService.Count);
        Assert.Equal("Welcome", order[0]);
        Assert.InRange(order.LastIndexOf("Welcome"), 4, 7);
    }

    [Fact]
    public async Task A_letter_that_comes_while_others_wait_lines_up()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10));
        await mls.Sends(Letters(5));
        await mls.Advance(minutes: 11.5);

        await mls.Sends(Mls.LetterToJane("late", "Late"));
        await mls.Advance(minutes: 30);

        Assert.Equal("Late", mls.MailService.All[^1].Subject);
    }

    [Fact]
    public async Task Quotas_of_a_minute_and_an_hour_delay_letters_and_lose_and_double_none()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Quota = MailQuota.ManagedDomain;

        await mls.Sends(Letters(25));
        await mls.Advance(hours: 4);

        Assert.Equal(25, mls.MailService.Count);
        Assert.Equal(25, mls.MailService.All.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(25, (await mls.Timeline(Cast.Jane.MemberKey)).Count);
        Assert.Empty(mls.DeadLetters(Bus.Mail));
    }

    [Fact]
    public async Task A_kill_while_letters_wait_neither_hurries_nor_doubles_them()
    {
        using TemporaryFolder folder = new(), copy = new();
        var first = await Mls.StartAsync(folder.Folder);
        first.MailService.Faults.Refuse(429, retryAfter: TimeSpan.FromMinutes(10), times: 3);
        await first.Sends(Letters(3));
        await first.Advance(minutes: 5);
        await using var mls = await first.IsKilled(copy.Folder);

        // Whoever asks now is refused for good.
        mls.MailService.Faults.Refuse(400, times: 3);
        await mls.Advance(minutes: 4.9);
        mls.MailService.Faults.Clear();
        Assert.Equal(0, mls.MailService.Count);
        await mls.Advance(minutes: 3);

        Assert.Equal(3, mls.MailService.All.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(3, mls.MailService.Count);
        Assert.Equal(["mail.sent", "mail.sent", "mail.sent"], await mls.Happenings(Cast.Jane));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    public async Task A_passing_fault_is_tried_again_with_longer_and_longer_waits(int status)
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(status, times: 4);

        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(minutes: 0.5 + 1 + 2 + 3);
        Assert.Equal(0, mls.MailService.Count);
        await mls.Advance(minutes: 1);

        Assert.Equal(1, mls.MailService.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_got_lost_does_not_double_the_mail(bool serviceRefusesRepeats)
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.RefusesRepeatedIds = serviceRefusesRepeats;
        mls.MailService.Faults.LoseAnswer(times: 2);

        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(hours: 1);

        Assert.Single(mls.MailService.All);
        Assert.Equal(["mail.sent"], await mls.Happenings(Cast.Jane));
        Assert.Empty(mls.DeadLetters(Bus.Mail));
    }

    [Fact]
    public async Task A_letter_that_went_out_and_could_not_be_settled_is_not_sent_again_when_it_is_driven_again()
    {
        await using var mls = await Mls.StartAsync();
        mls.Broker.Faults.Refuse(429, times: 1_000, on: "settle mail");
        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(hours: 1);
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(mls.DeadLetters(Bus.Mail)).Reason);

        mls.Broker.Faults.Clear();
        await mls.Broker.RedriveAsync(Bus.Mail);
        await mls.Broker.RedriveAsync(Bus.Mail);
        await mls.Advance(hours: 1);

        Assert.Empty(mls.DeadLetters(Bus.Mail));
        Assert.Single(mls.MailService.All);
        Assert.Equal(["mail.sent"], await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_refused_letter_is_set_aside_and_told()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(400, code: "InvalidContent");

        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(days: 2);

        Assert.Equal(0, mls.MailService.Count);
        var set = Assert.Single(mls.DeadLetters(Bus.Mail));
        Assert.Contains("400 InvalidContent", set.Reason);
        Assert.Equal(1, set.DeliveryCount);
        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal("mail.failed", line.GetProperty("type").GetString());
    }

    [Fact]
    public async Task After_a_day_of_faults_a_letter_is_given_up_and_told()
    {
        await using var mls = await Mls.StartAsync();
        mls.MailService.Faults.Refuse(500, times: 1000);

        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(hours: 20);
        Assert.Empty(mls.DeadLetters(Bus.Mail));
        await mls.Advance(hours: 10);

        Assert.Contains("given up after 30 faults", Assert.Single(mls.DeadLetters(Bus.Mail)).Reason);
        Assert.Equal(["mail.failed"], await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_letter_to_no_address_is_set_aside_with_the_field_named()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Sends(Mls.LetterToJane("case-1.welcome") with { To = $"{Cast.Jane.MemberEmail}, {Cast.Eve.MemberEmail}" });

        Assert.StartsWith("data.to:", Assert.Single(mls.DeadLetters(Bus.Mail)).Reason);
        Assert.Equal(0, mls.MailService.Count);
    }

    [Theory]
    [InlineData("no JSON", "body")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"mail.requested"}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"mail.requested","data":{"id":"1","to":5}}""", "data.to")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"mail.requested","data":{"id":"1"}}""", "data")]
    public async Task A_message_that_is_no_letter_is_set_aside_with_the_field_named(string body, string field)
    {
        await using var mls = await Mls.StartAsync();

        await mls.Puts(Bus.Mail, body);

        var set = Assert.Single(mls.DeadLetters(Bus.Mail));
        Assert.StartsWith(field, set.Reason);
        Assert.Equal(1, set.DeliveryCount);
    }
}
