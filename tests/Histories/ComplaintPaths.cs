namespace MemberServices.Tests.Histories;

/// <summary>The ways that a complaint can take: what wakes its orchestration, and what it does then.</summary>
static class ComplaintPaths
{
    /// <summary>Each tells a story on a Monday morning, and says which instance it was.</summary>
    public static IReadOnlyDictionary<string, Func<Mls, Task<string>>> All { get; } = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["called-and-satisfied"] = async mls =>
        {
            var id = await mls.Complains(Cast.Jane);
            (await mls.OnComplaint(id, "clarify", Cast.Elena, new { text = "Two charges." })).MustBe(202);
            await mls.Writes(id, Cast.Elena);
            await mls.UntilTheCall(id);
            (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);
            await mls.Advance(days: 32);
            return id;
        },
        ["never-reached-then-answered-late"] = async mls =>
        {
            var id = await mls.Complains(Cast.Jane);
            await mls.Advance(days: 8);
            await mls.Writes(id, Cast.Elena);
            for (var i = 0; i < 3; i++)
            {
                await mls.UntilTheCall(id);
                (await mls.Calls(id, Cast.Elena, "no")).MustBe(202);
            }
            await mls.Advance(days: 8);
            (await mls.OnComplaintPage(Cast.Jane, "answer", ("outcome", "no"), ("handling", "yes"), ("said", "Nobody called."))).MustBe(303);
            return id;
        },
    };
}
