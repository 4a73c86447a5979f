using MemberServices.Tests.Crash;

namespace MemberServices.Tests.Links;

public class WhenTheLogIsRead
{
    [Fact]
    public async Task There_is_no_token_in_it_at_any_level_of_the_app_s_own()
    {
        using var folder = new TemporaryFolder();
        await using var app = await AppProcess.StartAsync(folder.Folder, "--speed", "0", "--Logging:LogLevel:MemberServices=Trace");
        var clients = new Clients(app);
        var jane = new Applicant("Logged", 0);
        await clients.AppliesAsync(jane, jane.Story);
        await clients.MoveClockAsync(null);
        var links = (await app.GetJsonAsync("local/inbox.json")).EnumerateArray().Select(mail => mail.GetProperty("links")[0].GetString()!).ToList();
        Assert.Equal(2, links.Count);

        foreach (var link in links)
        {
            await app.Http.GetAsync(link, TestContext.Current.CancellationToken);
            await app.Http.GetAsync(link + "?x=%00", TestContext.Current.CancellationToken);
            await app.Http.PutAsync(link, null, TestContext.Current.CancellationToken);
            foreach (var decision in new[] { "", "approve", "decline" })
            {
                var form = new Dictionary<string, string> { ["decision"] = decision, ["reason"] = link, ["confirmed"] = "yes" };
                await app.Http.PostAsync(link, new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
            }
        }

        await clients.MoveClockAsync(null);
        Assert.Contains("came late", app.Output);
        Assert.All(links, link => Assert.DoesNotContain(new Uri(link).Segments[^1], app.Output));
    }
}
