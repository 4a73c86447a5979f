namespace MemberServices.Tests.Histories;

/// <summary>The ways that a checklist can go; the case's id.</summary>
static class ChecklistPaths
{
    public static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["completed"] = async mls => await CompletedAsync(mls, await mls.Enrolls(Cast.Jane)),
        ["suspended-then-restored"] = SuspendedAsync,
        ["given-up"] = async mls =>
        {
            var id = await mls.Enrolls(Cast.Jane);
            await mls.Advance(days: 190);
            return id;
        },
    };

    static async Task<string> SuspendedAsync(Mls mls)
    {
        var id = await mls.Enrolls(Cast.Jane);
        mls.Graph.Faults.Refuse(503, on: "DELETE /v1.0/groups");
        await mls.Advance(days: 31);
        return await CompletedAsync(mls, id);
    }

    static async Task<string> CompletedAsync(Mls mls, string id)
    {
        await mls.Completes(id, "orientation-class");
        await mls.Completes(id, "rules-quiz");
        return id;
    }
}
