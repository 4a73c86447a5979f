using MemberServices.Policies;

namespace MemberServices.Tests.Histories;

/// <summary>The ways that a survey's orchestration can go; the instance's id, which is the survey's number. Everybody is asked.</summary>
static class SurveyPaths
{
    public static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["waiting"] = AskedAsync,
        ["answered"] = async mls =>
        {
            var id = await AskedAsync(mls);
            await mls.Rates(Cast.Jane, 5, 5, 9, "Well done.");
            await mls.Advance(days: 2);
            return id;
        },
        ["never-answered"] = async mls =>
        {
            var id = await AskedAsync(mls);
            await mls.Advance(days: 50);
            return id;
        },
        ["recovered-and-asked-again"] = async mls =>
        {
            var id = await AskedAsync(mls);
            await mls.Rates(Cast.Jane, 1, 1);
            await mls.Finishes(Assert.Single(await mls.WorkItems(StaffRoles.Managers)), Cast.Marcus, "Apologized");
            await mls.Settle();
            await mls.Advance(days: 30);
            var page = await mls.Presses(Cast.Jane, "Yes, it is better");
            await mls.Sends(page.Form.With("sure", "yes"));
            await mls.Advance(days: 1);
            return id;
        },
    };

    static async Task<string> AskedAsync(Mls mls)
    {
        await mls.IsMember(Cast.Jane);
        return await mls.IsAsked(Cast.Jane, Cast.Sarah);
    }
}
