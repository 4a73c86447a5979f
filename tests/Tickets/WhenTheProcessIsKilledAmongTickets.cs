using System.Diagnostics;
using MemberServices.Cases;
using MemberServices.Onboarding.Applying;
using MemberServices.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Tickets;

/// <summary>Many tickets at once, the process killed three times among them. TICKETS says how many, TICKET_DAYS for how long.</summary>
public sealed class WhenTheProcessIsKilledAmongTickets
{
    const int Kills = 3;

    static readonly int Count = Number("TICKETS", 20), Days = Number("TICKET_DAYS", 60);

    [Fact]
    public async Task Each_does_what_the_model_does_once_and_none_is_stuck()
    {
        var random = new Random(7);
        using var folder = new TemporaryFolder();
        var mls = await Mls.StartAsync(folder.Folder);
        var (tickets, folders, watch) = (new List<(string Id, TicketModel Model)>(), new List<TemporaryFolder>(), Stopwatch.StartNew());
        for (var i = 0; i < Count; i++)
        {
            var who = Cast.Jane with { MemberEmail = $"customer{i}@example.com" };
            var id = await mls.OpensTicket(who, EnumNames<Priority>.Of((Priority)random.Next(1, 5)));
            var model = new TicketModel((await Record(mls, id)).Opened);
            model.Begin();
            tickets.Add((id, model));
            await mls.Advance(minutes: random.Next(1, 200));
        }

        var acts = Count * 5;
        for (var act = 0; act < acts; act++)
        {
            await mls.Advance(minutes: random.Next(1, 400));
            var (id, model) = tickets[random.Next(Count)];
            model.Until(mls.Now);
            await Acts(mls, id, model, random.Next(8), act);
            if ((act + 1) % (acts / (Kills + 1)) == 0 && folders.Count < Kills)
            {
                folders.Add(new TemporaryFolder());
                mls = await mls.IsKilled(folders[^1].Folder);
            }
        }
        await mls.Advance(days: Days);

        foreach (var (id, model) in tickets)
        {
            model.Until(mls.Now);
            var record = await Record(mls, id);
            var done = record.Entries.Where(entry => entry.By == Actor.Timer).Select(entry => (Timer: TicketModel.TimerOf(entry), entry.At)).Order();
            Assert.Equal((TicketModel.Shown(model.Done.Order()), model.Phase, model.Level), (TicketModel.Shown(done), record.State.Phase, record.State.Level));
            Assert.Null(record.UnfollowedSince);
        }
        Assert.Empty(await mls.StuckCases());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Count} tickets, {acts} acts, {Kills} kills, {(mls.Now - Mls.MondayMorning).TotalDays:0} days in {watch.Elapsed}, {Environment.WorkingSet >> 20} MB");
        await mls.DisposeAsync();
        folders.ForEach(each => each.Dispose());
    }

    /// <summary>Somebody does something, if the ticket takes it.</summary>
    static async Task Acts(Mls mls, string id, TicketModel model, int what, int number)
    {
        var text = $"Words {number}";
        Action? happens = null;
        switch (what)
        {
            case 0 or 1 when model.Phase != TicketPhase.Closed:
                await mls.Replies(id, text);
                model.Reply();
                return;
            case 2 or 3:
                happens = await Takes("answer", new { text }) ? () => model.Answer(waits: false) : null;
                break;
            case 4 or 5:
                happens = await Takes("hold", new { text }) ? () => model.Answer(waits: true) : null;
                break;
            case 6:
                happens = await Takes("resolve", new { text }) ? model.Resolve : null;
                break;
            case 7:
                happens = await Takes("reopen", new { text }) ? model.Reopen : null;
                break;
        }
        happens?.Invoke();

        async Task<bool> Takes(string act, object with) => (await mls.Acts(id, act, Cast.Sarah, with)).Status == 202;
    }

    static Task<CaseRecord<TicketOpened, NoOutcome>> Record(Mls mls, string id) =>
        mls.Services.GetRequiredService<CaseTable<TicketOpened, NoOutcome>>().GetAsync(CaseId.Parse(id));

    static int Number(string setting, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(setting), out var number) ? number : otherwise;
}
