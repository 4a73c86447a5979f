namespace MemberServices.Tests.Crash;

/// <summary>The real process with more mails to send than the mail service takes, killed (kill -9) while they wait.</summary>
public sealed class WhenTheProcessIsKilledWhileMailsWait
{
    const int PerMinute = 4;
    const int PerHour = 16;

    static readonly Applicant[] Applicants = [.. Enumerable.Range(0, 12).Select(copy => new Applicant("Waits", copy))];

    /// <summary>Each gets a confirmation, and the broker a mail about each.</summary>
    static readonly int All = 2 * Applicants.Length;

    [Fact]
    public async Task Each_comes_once_and_none_before_its_time()
    {
        using var folder = new TemporaryFolder();
        await using var app = AppProcess.On(folder.Folder, "--speed", "0", "--mail-quota", $"{PerMinute}/{PerHour}");
        var clients = new Clients(app);
        await app.StartAsync("--start", $"{Stories.Start:O}");
        await Task.WhenAll(Applicants.Select(who => clients.AppliesAsync(who, who.Story)));

        for (var minute = 0; minute < PerHour / PerMinute; minute++)
        {
            await clients.MoveClockAsync(Stories.Start.AddMinutes(minute));
            await clients.ReadMailAsync();
            Assert.InRange(clients.Mails.Count, 1, (minute + 1) * PerMinute);
            await app.KillAsync();
            await app.StartAsync();
        }

        await clients.MoveClockAsync(Stories.Start.AddMinutes(59));
        await clients.ReadMailAsync();
        Assert.Equal(PerHour, clients.Mails.Count);
        await app.KillAsync();
        await app.StartAsync();

        await clients.MoveClockAsync(Stories.Start.AddHours(5));
        await clients.ReadMailAsync();
        Assert.Equal(All, clients.Mails.Count);
        Assert.All(Applicants, who =>
        {
            Assert.Single(clients.Mails, mail => mail.GetProperty("to").GetString() == who.Email);
            Assert.Single(clients.Mails, mail => mail.GetProperty("to").GetString() != who.Email
                && mail.GetProperty("text").GetString()!.Contains(who.Name));
        });
    }
}
