using System.Diagnostics;
using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.Onboarding.Applying;
using MemberServices.Tickets;
using MemberServices.Tickets.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Tickets;

/// <summary>
/// Tickets that are all open at once go through a year with three kills; each day staff and customers act on some. TICKETS says how many,
/// TICKET_DAYS for how long.
/// </summary>
public sealed class WhenAYearOfTicketsPasses
{
    const int AtOnce = 50, Kills = 3, Weeks = 6;

    static readonly int Count = Number("TICKETS", 15), Days = Number("TICKET_DAYS", 90);

    static readonly string[] StaffActs = ["answer", "hold", "resolve", "resolve", "reopen"];

    [Fact]
    public async Task None_is_stuck_and_each_is_counted_once()
    {
        var random = new Random(7);
        using var folder = new TemporaryFolder();
        var (mls, watch, ids) = (await Mls.StartAsync(folder.Folder.CreateSubdirectory("0")), Stopwatch.StartNew(), new List<string>());
        try
        {
            foreach (var some in Enumerable.Range(0, Count).Chunk(AtOnce))
            {
                ids.AddRange(await Task.WhenAll(some.Select(i => mls.OpensTicket(Customer(i), EnumNames<Priority>.Of((Priority)(1 + i % 4))))));
            }
            await mls.Settle();
            Says($"{Count} opened in {watch.Elapsed}");
            for (var day = 0; day < Days; day++)
            {
                // Fewer and fewer are left to act on; the rest is what tickets do by themselves.
                var acts = day < Weeks * 7 ? Math.Max(1, Count / 20) : 1;
                foreach (var some in Enumerable.Range(0, acts).Chunk(AtOnce))
                {
                    await Task.WhenAll(some.Select(i => Acts(mls, ids[random.Next(Count)], StaffActs[random.Next(StaffActs.Length)], $"Words {day}.{i}")));
                }
                if (Enumerable.Range(1, Kills).Any(kill => day == Days * kill / (Kills + 3)))
                {
                    // What was acknowledged, or has begun, isn't waited for.
                    mls = await mls.IsKilled(folder.Folder.CreateSubdirectory($"{day + 1}"));
                    Says($"killed on day {day}, {watch.Elapsed}, {Environment.WorkingSet >> 20} MB");
                }
                await mls.Advance(days: 1);
            }

            var cases = mls.Services.GetRequiredService<CaseTable<TicketOpened, NoOutcome>>();
            var phases = new List<TicketPhase>();
            foreach (var id in ids)
            {
                var record = await cases.GetAsync(CaseId.Parse(id), TestContext.Current.CancellationToken);
                Assert.True(record.UnfollowedSince is null, $"Of {id}'s log, something wasn't followed.");
                var late = TicketTimers.Of(record.Opened, record.State).FirstOrDefault(timer => timer.At < mls.Now.AddHours(-1));
                Assert.True(late is null, $"{id} should have done {late?.Id} at {late?.At:O}.");
                phases.Add(record.State.Phase);
            }
            Assert.Empty(await mls.StuckCases());
            Assert.Empty(mls.DeadLetters(Bus.Commands));
            Assert.Empty(mls.DeadLetters($"{Bus.Events}/Subscriptions/{Bus.Figures}"));
            var opened = DateOnly.FromDateTime(Mls.MondayMorning.Date);
            Assert.Equal($"{Count}", await mls.Figure(TicketFigures.Opened, opened, opened.AddDays(30)));
            using var process = Process.GetCurrentProcess();
            Says($"{Count} tickets, {Days} days, {Kills} kills in {watch.Elapsed}, peak {process.PeakWorkingSet64 >> 20} MB: {string.Join(", ", phases.CountBy(phase => phase).Select(each => $"{each.Value} {each.Key}"))}");
        }
        finally
        {
            await mls.DisposeAsync();
        }
    }

    static async Task Acts(Mls mls, string id, string act, string text)
    {
        var answer = await mls.Acts(id, act, Cast.Sarah, new { text });
        Assert.True(answer.Status is 202 or 409 or 410, answer.ToString());
    }

    static Application Customer(int number) => Cast.Jane with { MemberEmail = $"customer{number}@example.com" };

    static void Says(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    static int Number(string setting, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(setting), out var number) ? number : otherwise;
}
