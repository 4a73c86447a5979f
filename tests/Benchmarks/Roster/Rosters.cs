using Azure.Messaging.ServiceBus;
using Local;
using Local.Host;
using MemberServices;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Tests.Roster;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Roster;

/// <summary>The first load of a roster through the queue: how long it takes, and what Azure bills for a member.</summary>
static class Rosters
{
    public static async Task RunAsync(int? count)
    {
        using var app = LocalHost.Build(
            ["--memory", "--start", "2026-03-02T09:00:00-06:00", "--speed", "0", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None"], typeof(App).Assembly, App.Build);
        await app.StartAsync();
        await app.Machine.Clock.SettleAsync();
        var load = new RosterLoad(count ?? 10_000, app.Machine.Clock.GetUtcNow());
        foreach (var (what, messages) in new[] { ("first load", load.Messages), ("the same again", load.Messages) })
        {
            var before = app.Machine.Meter.Read();
            var seconds = await Measure.SecondsAsync(() => SendAsync(app, messages));
            long Counted(Metered kind) => app.Machine.Meter[kind] - before.GetValueOrDefault(kind, new Dictionary<string, long>()).Values.Sum();
            Console.WriteLine(
                $"{what}: {messages.Count:n0} messages in {seconds:n1} s, {messages.Count / seconds:n0}/s, {Measure.ProcessorTime.TotalMicroseconds / messages.Count:n0} µs of processor time each; "
                + $"for a member {(double)Counted(Metered.TableTransactions) / load.Count:n2} table transactions, {(double)Counted(Metered.BusOperations) / load.Count:n2} Service Bus operations");
        }

        var members = app.Services.GetRequiredService<MemberTable>();
        for (var i = 0; i < load.Count; i++)
        {
            if (await members.FindAsync(RosterLoad.KeyOf(i)) is not { IsActive: true, OfficeKey: RosterLoad.Office })
            {
                throw new InvalidOperationException($"{RosterLoad.KeyOf(i)} isn't as the newest record has them.");
            }
        }
        await app.StopAsync();
    }

    static async Task SendAsync(LocalHost app, IReadOnlyList<string> messages)
    {
        await using var sender = app.Services.GetRequiredService<ServiceBusClient>().CreateSender(Bus.Commands);
        foreach (var some in messages.Chunk(100))
        {
            await sender.SendMessagesAsync(some.Select(message => new ServiceBusMessage(message)));
        }
        await app.Machine.Clock.SettleAsync();
    }
}
