using System.Net;
using System.Text.Json;
using Azure;
using Azure.Communication.Email;
using Local.Email;
using Local.ServiceBus;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Email;

public sealed class WhenAMailIsReported
{
    [Fact]
    public async Task It_is_told_a_minute_later_as_Event_Grid_does()
    {
        await using var site = await LocalSite.StartAsync();
        var id = Guid.NewGuid();
        var mail = new EmailMessage("members@mls.example", "jane@example.org", new EmailContent("Hello") { PlainText = "Hello" });
        await WhenAMailIsSent.Client(site.Machine).SendAsync(WaitUntil.Started, mail, id);
        await WhenAMailIsSent.Client(site.Machine).SendAsync(WaitUntil.Started, mail, id);

        await site.Machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Empty(await ReportsAsync(site));
        await site.Machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        var report = Assert.Single(await ReportsAsync(site));
        Assert.Equal("Microsoft.Communication.EmailDeliveryReportReceived", report.GetProperty("type").GetString());
        Assert.Equal($"sender/members@mls.example/message/{id}", report.GetProperty("subject").GetString());
        var data = report.GetProperty("data");
        Assert.Equal(
            ("Delivered", "jane@example.org", $"{id}"),
            (data.GetProperty("status").GetString(), data.GetProperty("recipient").GetString(), data.GetProperty("messageId").GetString()));
        Assert.Equal(LocalSite.Start.AddMinutes(1), data.GetProperty("deliveryAttemptTimestamp").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_button_makes_mails_to_the_address_bounce_and_arrive_again()
    {
        await using var site = await LocalSite.StartAsync();
        await site.MailsAsync("Jane@example.org", "First", "<p>Hello</p>");
        var page = $"/local/inbox/{site.Machine.Part<Inbox>().All[0].Id}";
        Assert.Contains("Let mails to this address bounce", await site.Browser.GetStringAsync(page));

        await PressAsync(site, page, "bounce");
        Assert.Contains("Let mails to this address arrive again", await site.Browser.GetStringAsync(page));
        Assert.Contains("Mails to Jane@example.org bounce.", await site.Browser.GetStringAsync("/local/inbox"));
        await site.MailsAsync("jane@EXAMPLE.org", "Second", "<p>Hello</p>");
        await PressAsync(site, page, "arrive");
        await site.MailsAsync("jane@example.org", "Third", "<p>Hello</p>");
        await site.Machine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Delivered", "Bounced", "Delivered"], (await ReportsAsync(site)).Select(report => report.GetProperty("data").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Another_choice_and_another_mail_are_refused()
    {
        await using var site = await LocalSite.StartAsync();
        await site.MailsAsync("jane@example.org", "Hello", "<p>Hello</p>");
        var page = $"/local/inbox/{site.Machine.Part<Inbox>().All[0].Id}";

        using var wrong = await site.Script.PostAsync(page, Choice("vanish"));
        using var missing = await site.Browser.PostAsync($"/local/inbox/{Guid.NewGuid()}", Choice("bounce"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (wrong.StatusCode, missing.StatusCode));
        Assert.Contains("\"field\":\"mails\"", await wrong.Content.ReadAsStringAsync());
        Assert.Empty(site.Machine.Part<Inbox>().Bouncing);
    }

    static FormUrlEncodedContent Choice(string what) => new([new("mails", what)]);

    static async Task PressAsync(LocalSite site, string page, string what)
    {
        using var answer = await site.Browser.PostAsync(page, Choice(what));
        Assert.Equal((HttpStatusCode.SeeOther, page), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    static async Task<List<JsonElement>> ReportsAsync(LocalSite site)
    {
        await using var client = new LocalServiceBusClient(site.Machine);
        await using var receiver = client.CreateReceiver("delivery-reports");
        return [.. (await receiver.PeekMessagesAsync(10)).Where(message => message.State == Azure.Messaging.ServiceBus.ServiceBusMessageState.Active)
            .Select(message => message.Body.ToObjectFromJson<JsonElement>())];
    }
}
