using System.Net;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;
using MemberServices.Tests.ServiceBus;

namespace MemberServices.Tests.Pages;

public sealed class WhenMessagesWereSetAside
{
    [Fact]
    public async Task The_page_says_why_and_puts_them_back()
    {
        await using var site = await LocalSite.StartAsync();
        var broker = site.Machine.Part<Broker>();
        broker.Declare(new BusConfiguration { Queues = [new QueueConfiguration("work")] });
        await SetAsideAsync(site, "one", "<b>'email' is missing</b>");
        await SetAsideAsync(site, "two", "'phone' is missing");

        var page = await site.Browser.GetStringAsync("/local/bus");
        Assert.Contains("&lt;b&gt;&#x27;email&#x27; is missing&lt;/b&gt;", page);
        Assert.Contains("Put all 2 back", page);

        var first = broker.DeadLetters("work")[0].SequenceNumber;
        using var one = await site.Browser.PostAsync("/local/bus", new FormUrlEncodedContent([new("path", "work"), new("message", $"{first}")]));
        Assert.Equal((HttpStatusCode.SeeOther, "/local/bus?redriven=1"), (one.StatusCode, one.Headers.Location?.OriginalString));
        Assert.Contains("1 message was put back.", await site.Browser.GetStringAsync("/local/bus?redriven=1"));

        using var rest = await site.Browser.PostAsync("/local/bus", new FormUrlEncodedContent([new("path", "work")]));
        Assert.Equal("/local/bus?redriven=1", rest.Headers.Location?.OriginalString);
        Assert.Equal((2, 0), broker.Entities().Where(entity => entity.Path == "work").Select(entity => (entity.Active, entity.DeadLetters)).Single());
    }

    [Theory]
    [InlineData("nowhere", "", HttpStatusCode.NotFound)]
    [InlineData("", "", HttpStatusCode.NotFound)]
    [InlineData("commands", "first", HttpStatusCode.BadRequest)]
    public async Task What_isnt_there_is_refused(string path, string message, HttpStatusCode status)
    {
        await using var site = await LocalSite.StartAsync();

        using var answer = await site.Browser.PostAsync("/local/bus", new FormUrlEncodedContent([new("path", path), new("message", message)]));

        Assert.Equal(status, answer.StatusCode);
    }

    static async Task SetAsideAsync(LocalSite site, string body, string why)
    {
        await using var client = new LocalServiceBusClient(site.Machine);
        await client.CreateSender("work").SendMessageAsync(new ServiceBusMessage(body));
        await using var receiver = client.CreateReceiver("work");
        await receiver.DeadLetterMessageAsync(await receiver.ReceiveMessageAsync(), "Invalid", why);
    }
}
