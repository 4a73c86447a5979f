using MemberServices.Cases;
using MemberServices.Onboarding.Applying;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

/// <summary>Something that somebody does with a ticket.</summary>
/// <param name="Do">Does it; whether the ticket took it. Once more, it is a repeat.</param>
/// <param name="Happens">The same for the model.</param>
/// <param name="CanBeRepeated">Whether it is answered the second time as it was the first.</param>
sealed record TicketDeed(Func<Mls, Task<bool>> Do, Action Happens, bool CanBeRepeated = true);

/// <summary>What people do with one ticket, by chance: some acts over days, at last nearly always that it is resolved. Beside it its model.</summary>
sealed class TicketLife
{
    /// <summary>Acts are at minutes that this divides.</summary>
    const int Minutes = 5;

    readonly Random random;
    readonly int number;
    int left;

    /// <param name="number">Which of all.</param>
    /// <param name="seed">The same is the same life.</param>
    public TicketLife(int number, int seed)
    {
        (this.number, random) = (number, new Random(seed * 1_000_003 + number));
        Priority = (Priority)random.Next(1, 5);
        left = random.Next(2, 8);
    }

    public Application Customer => Cast.Jane with { MemberEmail = $"customer{number}@example.com" };

    public Priority Priority { get; }

    public string Id { get; private set; } = "";

    public TicketModel Model { get; private set; } = null!;

    /// <summary>When somebody acts next; null: never again.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    public void Begin(string id, TicketModel model)
    {
        (Id, Model, NextAt) = (id, model, model.Now);
        Model.Begin();
        Wait();
    }

    /// <summary>What somebody does now.</summary>
    public TicketDeed Next(DateTimeOffset now)
    {
        Model.Until(now);
        left--;
        var text = $"Words {number}.{left}";
        var deed = left == 0 && random.Next(10) > 0 ? Resolves() : Any();
        Wait();
        return deed;

        TicketDeed Any() => random.Next(14) switch
        {
            < 3 => Staff("answer", new { text }, () => Model.Answer(waits: false)),
            < 5 => Staff("hold", new { text }, () => Model.Answer(waits: true)),
            5 => Staff("resume", new { }, Model.Resume),
            6 => Moves(random.Next(1, 4)),
            7 => Staff("note", new { text }, () => { }),
            < 10 => Resolves(),
            _ when Model.Phase == TicketPhase.Closed => Staff("reopen", new { text }, Model.Reopen),
            < 12 when Model is { Phase: TicketPhase.Resolved } => Confirms((SolvedAnswer)random.Next(1, 4)),
            _ => Replies(),
        };

        TicketDeed Resolves() => Staff("resolve", new { text }, Model.Resolve);

        TicketDeed Moves(int level) => Staff("move", new { level, reason = text }, () => Model.Move(level));

        TicketDeed Replies() => new(
            async mls =>
            {
                await mls.Says("ticket.replied", new { replyToken = Mls.TokenOf(mls.Inbox(Customer).Latest), text, channel = "email" }, id: text);
                return true;
            },
            Model.Reply);

        TicketDeed Confirms(SolvedAnswer answer) => new(
            async mls =>
            {
                await mls.SaysSolved(Customer, EnumNames<SolvedAnswer>.Of(answer), answer == SolvedAnswer.Yes ? "" : text);
                return true;
            },
            () => Model.Confirm(answer), CanBeRepeated: false);
    }

    TicketDeed Staff(string act, object with, Action happens) => new(
        async mls =>
        {
            var answer = await mls.Acts(Id, act, Cast.Sarah, with);
            Assert.True(answer.Status is 202 or 409 or 410, answer.ToString());
            return answer.Status == 202;
        },
        happens);

    void Wait() => NextAt = left == 0 ? null : NextAt + TimeSpan.FromMinutes(Minutes * random.Next(1, random.Next(4) switch { 0 => 12, 1 => 100, 2 => 600, _ => 3000 }));
}
