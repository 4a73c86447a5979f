namespace MemberServices.Tests.Histories;

/// <summary>The ways that a ticket's orchestration can go; the instance's id, which is the ticket's number.</summary>
static class TicketPaths
{
    public static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["waiting"] = mls => mls.OpensTicket(Cast.Jane),
        ["escalated"] = async mls =>
        {
            var id = await mls.OpensTicket(Cast.Jane, "high");
            await mls.Advance(days: 3);
            return id;
        },
        ["closed-and-over"] = async mls =>
        {
            var id = await mls.OpensTicket(Cast.Jane);
            await mls.Holds(id, Cast.Sarah);
            await mls.Replies(id, "17 MB.");
            await mls.Resolves(id, Cast.Sarah);
            await mls.SaysSolved(Cast.Jane, "yes");
            await mls.Advance(days: 15);
            return id;
        },
        ["with-a-second-history"] = async mls =>
        {
            var id = await mls.OpensTicket(Cast.Jane);
            for (var i = 0; i < 110; i++)
            {
                await mls.Does(id, "note", Cast.Sarah, new { text = $"Note {i}" });
            }
            return id;
        },
    };
}
