using Local.ServiceBus;
using MemberServices.Messages;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Messages;

public sealed class WhenTheBusIsThrottled : IDisposable
{
    readonly List<TemporaryFolder> folders = [];

    DirectoryInfo NewFolder()
    {
        folders.Add(new TemporaryFolder());
        return folders[^1].Folder;
    }

    public void Dispose() => folders.ForEach(folder => folder.Dispose());

    [Fact]
    public async Task An_enrollment_takes_longer_and_is_the_same_in_the_end()
    {
        await using var usual = await Mls.StartAsync();
        await Enroll(usual);
        await using var mls = await Mls.StartAsync();
        foreach (var what in new[] { "send mail", "send events", "receive mail", "receive events", "settle mail", "settle events" })
        {
            mls.Broker.Faults.Refuse(429, times: 10, on: what);
        }

        await Enroll(mls);

        Assert.Equal((await usual.Happenings(Cast.Jane)).Order(), (await mls.Happenings(Cast.Jane)).Order());
        Assert.Equal(Mails(usual), Mails(mls));
        AssertNothingIsLeft(mls);
    }

    [Fact]
    public async Task A_command_is_carried_out_later_and_once()
    {
        await using var mls = await Mls.StartAsync();
        mls.Broker.Faults.Refuse(429, times: 3, on: "send commands");
        mls.Broker.Faults.Refuse(429, times: 3, on: "receive commands");
        mls.Broker.Faults.Refuse(429, times: 5, on: "settle commands");
        var command = $$"""{"specversion":"1.0","id":"1","source":"/crm","type":"enrollment.requested","data":{{System.Text.Json.JsonSerializer.Serialize(Cast.Jane, System.Text.Json.JsonSerializerOptions.Web)}}}""";
        var putting = mls.Puts(Bus.Commands, command, "1");
        await mls.Advance(minutes: 10);
        await putting;

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        AssertNothingIsLeft(mls);
    }

    [Fact]
    public async Task A_quota_is_kept_across_kills_and_nobody_is_forgotten_or_told_twice()
    {
        var applicants = Enumerable.Range(0, 6).Select(i => Cast.Jane with { MemberStateLicense = $"20000{i}", MemberEmail = $"jane{i}@example.com" }).ToList();
        var mls = await Mls.StartAsync(NewFolder());
        try
        {
            mls.Broker.Quota = new BusQuota(1);
            foreach (var applicant in applicants)
            {
                await mls.SendsToTheApi(applicant);
            }

            for (var kill = 0; kill < 8; kill++)
            {
                await mls.Advance(TimeSpan.FromSeconds(3 + 4 * kill));
                mls = await mls.IsKilled(NewFolder());
                mls.Broker.Quota = new BusQuota(1);
            }

            await mls.Advance(hours: 3);
            Assert.Equal(applicants.Count, mls.Inbox(Cast.Bob).Count);
            foreach (var applicant in applicants)
            {
                Assert.Equal(1, mls.Inbox(applicant).Count);
                var happened = await mls.Happenings(applicant);
                Assert.Equal(1, happened.Count(type => type == "enrollment.received"));
                Assert.Equal(2, happened.Count(type => type == "mail.sent"));
            }

            AssertNothingIsLeft(mls);
        }
        finally
        {
            await mls.EndsUnseen();
        }
    }

    static async Task Enroll(Mls mls)
    {
        await mls.SendsToTheApi(Cast.Jane);
        await mls.Advance(hours: 1);
        await mls.Approves(Cast.Bob);
        await mls.Advance(hours: 1);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(Mailbox.Case(mls.Inbox(Cast.Jane).Latest))).End!.End);
    }

    static IEnumerable<string> Mails(Mls mls) => mls.MailService.All.Select(mail => $"{mail.To[0]}: {mail.Subject}").Order();

    static void AssertNothingIsLeft(Mls mls) =>
        Assert.All(mls.Broker.Entities(), entity => Assert.Equal((0, 0, 0), (entity.Active, entity.Scheduled, entity.DeadLetters)));
}
