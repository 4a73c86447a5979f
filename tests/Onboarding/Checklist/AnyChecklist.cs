using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Checklist;

namespace MemberServices.Tests.Onboarding.Checklist;

/// <summary>
/// A random course of one member's checklist: staff and the class system act on items, some of it at once and some of it wrongly, while time
/// passes and the directory fails now and then. What must hold is looked at whenever things have settled.
/// </summary>
sealed class AnyChecklist(Mls mls, int seed)
{
    const int Rounds = 24;

    static readonly string[] Items = ["orientation-class", "rules-quiz", "data-license"];
    static readonly string[] Acts = ["complete", "complete", "verify", "reopen", "reopen", "waive"];

    static readonly Application Jane = Cast.Jane;

    readonly Random random = new(seed);
    readonly Dictionary<string, ChecklistStatus> model = Items.ToDictionary(item => item, _ => ChecklistStatus.Open);
    readonly List<string> log = [$"CASE_SEED={seed}"];
    string id = "";

    public async Task RunAsync()
    {
        id = await mls.Enrolls(Jane);
        // Whoever acts is known before the directory fails.
        await mls.Acts("EN-222222", Items[0], "complete");
        for (var round = 0; round < Rounds; round++)
        {
            if (random.Next(3) == 0)
            {
                mls.Graph.Faults.Refuse(
                    random.GetItems([403, 429, 503], 1)[0], random.Next(1, 5), on: random.GetItems(["POST /v1.0/groups", "DELETE /v1.0/groups"], 1)[0]);
            }
            await ActsAsync();
            await mls.Advance(TimeSpan.FromHours(random.Next(0, 60)));
            if (random.Next(4) == 0 || round == Rounds - 1)
            {
                await SettlesAsync();
            }
        }
    }

    /// <summary>One act, or the same one twice at once: the model follows what was taken.</summary>
    async Task ActsAsync()
    {
        var (item, act, by) = (random.GetItems(Items, 1)[0], random.GetItems(Acts, 1)[0], random.GetItems([Cast.Sarah, Cast.Elena, Cast.Marcus], 1)[0]);
        var times = random.Next(4) == 0 ? 2 : 1;
        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => mls.Acts(id, item, act, by, "Because")));
        foreach (var answer in answers)
        {
            log.Add($"{mls.Now:s} {item} {act} by {by.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Assert.True((int)answer.StatusCode is 202 or 409 or 410 or 503, Story("An act failed."));
        }
        if (answers.Any(answer => (int)answer.StatusCode == 202))
        {
            model[item] = (act, model[item]) switch
            {
                ("complete", ChecklistStatus.Open) => item == "data-license" ? ChecklistStatus.Completed : ChecklistStatus.Done,
                ("verify", _) => ChecklistStatus.Done,
                ("reopen", _) => ChecklistStatus.Open,
                ("waive", _) => ChecklistStatus.Waived,
                var (_, status) => status,
            };
        }
    }

    async Task SettlesAsync()
    {
        mls.Graph.Faults.Clear();
        await mls.Advance(days: 4);
        var view = await mls.Enrollment(id);
        var items = view.Checklist!.Items;
        Assert.True(items.All(item => item.Status == model[item.Id]), Story($"{string.Join(", ", items.Select(item => $"{item.Id} {item.Status}"))}, and {string.Join(", ", model)} was taken."));
        var isDone = items.Where(item => item.IsMandatory).All(item => item.Status is ChecklistStatus.Done or ChecklistStatus.Waived);
        Assert.True((view.End?.End == EnrollmentEnd.Completed) == isDone, Story($"The end is {view.End?.End}."));
        var isOverdue = view.End is null && items.Any(item => item.IsMandatory && item.Status == ChecklistStatus.Open && item.Due <= mls.Now);
        Assert.True((view.Checklist.SuspendedSince is not null) == isOverdue, Story($"It is shown as suspended since {view.Checklist.SuspendedSince}."));
        Assert.True(await mls.IsInGroup(Jane) != isOverdue, Story($"In the group: {!isOverdue} was to be."));
    }

    string Story(string what) => $"{what}\n{string.Join('\n', log)}";
}
